"""Following what concerns one: equipment, documents, topics or words, for a team or for oneself.

Knows who may say what a team follows. Does not know what is offered then (``looking``).
"""

from collections.abc import Mapping
from datetime import datetime

from bot.feedback import BadFeedback
from bot.speech import tr
from knowledge.curation.transfer import seeing
from knowledge.hygiene import one_line, visible
from knowledge.model import Interest, Person, Role, Subscription
from knowledge.store import Store

FIELDS = ("kind", "value", "team", "number")
MAX_VALUE = 120
MOST = 50
"""So much is followed by one team or person: what follows everything follows nothing."""

_SPEAKS_FOR_A_TEAM = frozenset({Role.SUPERVISOR, Role.ENGINEER, Role.ADMIN})


def may_follow_for(person: Person, team: str) -> bool:
    """Whether the person says what that team follows."""
    return team in person.teams and bool(person.roles & _SPEAKS_FOR_A_TEAM)


def follow(
    store: Store, person: Person, fields: Mapping[str, str], *, now: datetime
) -> Subscription:
    """Follow what the fields say, for ``team`` or ("") for oneself. Raises ``BadFeedback``."""
    value = one_line(visible(fields.get("value", ""))).strip()
    if not value or len(value) > MAX_VALUE:
        raise BadFeedback("value", value[:40], tr("write what to follow, such as drum or SOP-114"))
    try:
        kind = Interest(fields.get("kind", ""))
    except ValueError:
        kinds = ", ".join(each.value for each in Interest)
        raise BadFeedback(
            "kind", fields.get("kind", ""), tr("say one of {acts}", acts=kinds)
        ) from None
    if kind is Interest.TOPIC and not value.isdecimal():
        raise BadFeedback("value", value, tr("give the number of a topic, as the list has it"))
    team = fields.get("team", "")
    if team:
        _may(person, team)
        wanted = Subscription(kind, value, team=team)
    else:
        wanted = Subscription(kind, value, person=person.id)
    same = [e for e in store.transfers.subscriptions() if (e.team, e.person) == _whose(wanted)]
    if len(same) >= MOST:
        raise BadFeedback("value", value, tr("{count} are followed; leave one first", count=MOST))
    store.transfers.subscribe(wanted, at=now)
    return wanted


def leave(store: Store, person: Person, number: str) -> None:
    """Follow it no more. Raises ``BadFeedback`` when it is not theirs to say."""
    own = {str(each.number): each for each in seeing.subscriptions(store, person)}
    found = own.get(number)
    if found is None:
        raise BadFeedback("number", number, tr("there is no such thing that you follow"))
    if found.team:
        _may(person, found.team)
    store.transfers.unsubscribe(found.number)


def _may(person: Person, team: str) -> None:
    if not may_follow_for(person, team):
        raise BadFeedback(
            "team", team, tr("supervisors and engineers of the team say what it follows")
        )


def _whose(wanted: Subscription) -> tuple[str, str]:
    return wanted.team, wanted.person
