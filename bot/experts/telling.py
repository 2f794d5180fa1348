"""The reply of an expert, as whoever asked is told it: from whom, and that nobody validated it.

Knows who is named: somebody who wants to. Does not know where it is read.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.feedback import BadFeedback
from bot.speech import tr
from knowledge import access
from knowledge.hygiene import unlabelled
from knowledge.model import Awaited, Directory, Person
from knowledge.store import Store


@dataclass(frozen=True)
class News:
    """A reply for its asker: the turn it answers, what was asked, from whom, and the words."""

    turn: str
    question: str
    lead: str
    text: str
    at: datetime


def news(store: Store, person: Person) -> list[News]:
    """Return the replies that this person waits for and has not put away, the oldest first."""
    directory = store.directory.load()
    return [told_of(each, directory) for each in access.own_replies(store, person)]


def told_of(each: Awaited, directory: Directory) -> News:
    """Return the reply in words for whoever asked."""
    return News(
        each.turn,
        each.question,
        tr("Answered by {who}, not yet validated", who=_who(each, directory)),
        unlabelled(each.reply.text),
        each.reply.at,
    )


def to_tell(store: Store) -> list[Awaited]:
    """Return the replies whose askers were not told them yet, as they are now."""
    return store.experts.awaited(untold=True)


def who_waits(store: Store, gap: str) -> dict[str, str]:
    """Return the turns that wait for a reply to the gap, and whose each was."""
    return store.experts.waiting(gap)


def told_of_gap(store: Store, gap: str) -> dict[str, int]:
    """Return the number of the reply that each turn of the gap is told now; none where none is."""
    return {each.turn: each.reply.number for each in store.experts.awaited(gap=gap)}


def seen(store: Store, person: Person, turn: str, *, now: datetime) -> None:
    """Put a reply away. Raises ``BadFeedback`` when it is not theirs."""
    _own(store, person, turn)
    store.experts.note_told(turn, at=now)


def helped(store: Store, person: Person, turn: str, did: bool, *, now: datetime) -> None:
    """Note whether the reply helped, and put it away. Raises ``BadFeedback``."""
    _own(store, person, turn)
    store.experts.note_helped(turn, did)
    store.experts.note_told(turn, at=now)


def _own(store: Store, person: Person, turn: str) -> None:
    known = access.own_replies(store, person, untold=False)
    if not any(each.turn == turn for each in known):
        raise BadFeedback("turn", turn, tr("there is no reply for you to this question"))


def _who(each: Awaited, directory: Directory) -> str:
    expert = directory.person(each.reply.person_id)
    if expert is None or each.reply.unnamed:
        names = {team.id: team.name for team in directory.teams}
        teams = sorted(names[team] for team in expert.teams if team in names) if expert else []
        return tr("a colleague of {team}", team=teams[0]) if teams else tr("a colleague")
    return expert.name
