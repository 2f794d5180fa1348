"""A person's inbox of transfers: to decide, to say how it went, taken up, rejected, and sent out.

Knows what belongs where for which reader, and what one person follows for themself. Does not know
pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.transfers.acting import note_seen
from bot.transfers.figures import known_assets
from bot.transfers.telling import Told, result_is_due, told_all
from bot.transfers.words import step_words, team_names
from knowledge.curation.transfer import Insight, concerns, insight_of, seeing
from knowledge.model import (
    TAKEN_UP,
    Directory,
    Person,
    Subscription,
    Transfer,
    TransferAct,
)
from knowledge.store import Store

MOST = 50
"""So many of each kind are shown, the newest."""


@dataclass(frozen=True)
class Held:
    """An article that would help a team which may not see what it rests on."""

    number: str
    title: str
    team: str
    text: str
    since: datetime


@dataclass(frozen=True)
class Inbox:
    """Everything that a person finds; each the newest first.

    ``open`` waits for a decision of their team, ``due`` for word whether it worked. ``out`` is
    where what their team found went, ``held`` what somebody has to make visible first.
    """

    open: tuple[Told, ...] = ()
    due: tuple[Told, ...] = ()
    taken_up: tuple[Told, ...] = ()
    rejected: tuple[Told, ...] = ()
    out: tuple[Told, ...] = ()
    held: tuple[Held, ...] = ()


def inbox(store: Store, person: Person, *, result_days: int, now: datetime) -> Inbox:
    """Return what the person finds; what a decider has been shown counts as seen from then on."""
    offered = note_seen(store, person, seeing.offered(store, person), now=now)
    sent = seeing.sent(store, person)
    articles = seeing.articles(store, (*offered, *sent))
    directory = store.directory.load()

    def shown(found: Sequence[Transfer]) -> tuple[Told, ...]:
        newest = sorted(found, key=lambda each: each.last.at, reverse=True)[:MOST]
        return tuple(
            told_all(
                newest,
                articles,
                reader=person,
                directory=directory,
                result_days=result_days,
                now=now,
            )
        )

    mine = shown([each for each in offered if each.open or each.state in TAKEN_UP])
    return Inbox(
        open=tuple(each for each in mine if each.transfer.open and each.validated),
        due=tuple(each for each in mine if each.asks),
        taken_up=tuple(each for each in mine if not each.transfer.open and not each.asks),
        rejected=shown([each for each in offered if each.state is TransferAct.REJECTED]),
        out=shown(sent),
        held=_held(store, person, directory),
    )


def waiting(store: Store, person: Person, *, result_days: int, now: datetime) -> int:
    """Return how many offers wait for this person: to decide, or to say whether it worked."""
    return sum(
        (each.open and seeing.may_decide(person, each))
        or (each.team in person.teams and result_is_due(each, result_days=result_days, now=now))
        for each in seeing.offered(store, person)
    )


def followed(
    store: Store, person: Person, wanted: Sequence[Subscription]
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the articles that a person follows for themself: number, title, and what they meet.

    Only validated ones that the person may see, the newest first.
    """
    own = [each for each in wanted if each.person]
    if not own:
        return []
    known = known_assets(store.directory.load())
    found = [
        (each, insight_of(each, origin="", known=known)) for each in seeing.vouched(store, person)
    ]
    met = [(one.number, one.body.title, _met(insight, own)) for one, insight in found]
    return [each for each in met if each[2]][:MOST]


def _met(insight: Insight, own: Sequence[Subscription]) -> tuple[str, ...]:
    return tuple(each.value for each in own if concerns(insight, each))


def _held(store: Store, person: Person, directory: Directory) -> tuple[Held, ...]:
    found = sorted(seeing.held(store, person), key=lambda each: each.last.at, reverse=True)[:MOST]
    articles = seeing.articles(store, found)
    names = team_names(directory)
    return tuple(
        Held(
            each.article,
            articles[each.article].body.title,
            names(each.team),
            step_words(each.last, each, directory),
            each.last.at,
        )
        for each in found
        if each.article in articles
    )
