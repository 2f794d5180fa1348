"""How knowledge travels: of each article its origin, who took it up, when, and where it stalls.

Knows what is shown and in which order: by article, those that moved last first; no ranking of
people or teams. Does not know pages.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.speech import tr, trn
from bot.transfers.words import reason_words, state_words, team_names
from knowledge.curation.transfer import seeing
from knowledge.model import (
    TAKEN_UP,
    Article,
    Directory,
    Person,
    Transfer,
    TransferAct,
)
from knowledge.store import Store
from knowledge.store.transfers import TransferLine

STALLS_AFTER = timedelta(days=7)
"""What nobody has seen, or decided, for so long stalls."""

PAGE = 20
"""So many articles are on one page."""


@dataclass(frozen=True)
class Stop:
    """One team on the way: what it made of the article, and whether it ``stalls`` there."""

    team: str
    act: TransferAct
    state: str
    at: datetime
    took: str
    reason: str
    made: str
    stalls: bool
    why: tuple[str, ...]


@dataclass(frozen=True)
class Journey:
    """One article on its way."""

    number: str
    title: str
    origin: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Sums:
    """How many offers stand where, over all articles that the reader may see."""

    articles: int = 0
    waiting: int = 0
    stalled: int = 0
    taken_up: int = 0
    worked: int = 0
    did_not: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class Travels:
    """One page of it; ``page`` counts from 1, ``pages`` is at least 1."""

    sums: Sums
    journeys: tuple[Journey, ...]
    page: int
    pages: int
    only_stalled: bool


def travels(
    store: Store, person: Person, *, now: datetime, page: int = 1, only_stalled: bool = False
) -> Travels:
    """Return the articles that travel, as the reader may see them; for operators none."""
    lines = seeing.travelled(store, person)
    numbers = list(dict.fromkeys(each.article for each in lines))
    stalling = [each for each in lines if _stalls(each.state, each.moved_at, now)]
    stalled = {each.article for each in stalling}
    wanted = [each for each in numbers if each in stalled] if only_stalled else numbers
    pages = max(1, -(-len(wanted) // PAGE))
    page = min(max(page, 1), pages)
    here = wanted[(page - 1) * PAGE : page * PAGE]
    directory, found = store.directory.load(), seeing.journeys(store, person, here)
    return Travels(
        _sums(lines, articles=len(numbers), stalled=len(stalling)),
        tuple(_journeys(here, seeing.articles(store, found), found, directory, now)),
        page,
        pages,
        only_stalled,
    )


def _journeys(
    numbers: Sequence[str],
    articles: Mapping[str, Article],
    transfers: Iterable[Transfer],
    directory: Directory,
    now: datetime,
) -> Iterable[Journey]:
    names = team_names(directory)
    by_article: dict[str, list[Transfer]] = {each: [] for each in numbers}
    for each in transfers:
        by_article[each.article].append(each)
    for number in numbers:
        found = by_article[number]
        if found and number in articles:
            stops = tuple(_stop(each, directory, now) for each in found)
            title = articles[number].body.title
            yield Journey(number, title, names(found[0].origin), stops)


def _stop(one: Transfer, directory: Directory, now: datetime) -> Stop:
    decision = one.decision
    last = one.last if one.state is not TransferAct.WORKED else decision or one.last
    return Stop(
        team=team_names(directory)(one.team),
        act=one.state,
        state=state_words(one.state),
        at=one.last.at,
        took=_took(one),
        reason=last.reason,
        made=next((each.made for each in reversed(one.steps) if each.made), ""),
        stalls=_stalls(one.state, one.last.at, now),
        why=tuple(map(reason_words, one.reasons)),
    )


def _took(one: Transfer) -> str:
    """Return how long the team took to take it up, "" when it did not."""
    decided, offered = one.decision, one.offered_at
    if decided is None or offered is None or decided.act is TransferAct.REJECTED:
        return ""
    days = (decided.at - offered).days
    return trn("after {count} day", "after {count} days", days) if days else tr("the same day")


def _stalls(state: TransferAct, since: datetime, now: datetime) -> bool:
    return state in (TransferAct.OFFERED, TransferAct.SEEN) and now - since >= STALLS_AFTER


def _sums(lines: Sequence[TransferLine], *, articles: int, stalled: int) -> Sums:
    states = Counter(each.state for each in lines)
    return Sums(
        articles=articles,
        waiting=states[TransferAct.OFFERED] + states[TransferAct.SEEN],
        stalled=stalled,
        taken_up=sum(states[each] for each in TAKEN_UP),
        worked=states[TransferAct.WORKED],
        did_not=states[TransferAct.DID_NOT],
        rejected=states[TransferAct.REJECTED],
    )
