"""A person's inbox of transfers: to decide, to say how it went, taken up, rejected, and sent out.

Knows what belongs where for which reader, and what one person follows for themself. Does not know
pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from bot.transfers.acting import note_seen
from bot.transfers.figures import known_assets
from bot.transfers.telling import Told, result_is_due, told_all
from bot.transfers.words import step_words, team_names
from knowledge import access
from knowledge.curation.transfer import Insight, concerns, insight_of, seeing
from knowledge.model import (
    TAKEN_UP,
    UNANSWERED,
    UNDECIDED,
    Article,
    Directory,
    Person,
    Subscription,
    Transfer,
    TransferAct,
)
from knowledge.store import Store
from knowledge.store.transfers import TransferLine

_WAITS = UNDECIDED | UNANSWERED
_REMEMBERED = timedelta(days=30)
"""So long it is told that something which a team had taken up holds no more."""
MOST = 20
"""So many of each kind are shown, the newest."""


@dataclass(frozen=True)
class Held:
    """An article that would help a team which may not see it; ``owner`` is that of its source."""

    number: str
    title: str
    team: str
    text: str
    owner: str
    since: datetime


@dataclass(frozen=True)
class Lost:
    """An article that the team had taken up and that is in no answer any more, since ``at``."""

    number: str
    title: str
    team: str
    at: datetime


@dataclass(frozen=True)
class Inbox:
    """Everything that a person finds; each the newest first.

    ``open`` waits for a decision of their team, ``due`` for word whether it worked. ``out`` is
    where what their team found went, ``held`` what somebody has to make visible first, ``lost``
    what they had taken up and was taken out of answers lately. ``cut``: there may be more
    than is shown.
    """

    open: tuple[Told, ...] = ()
    due: tuple[Told, ...] = ()
    taken_up: tuple[Told, ...] = ()
    rejected: tuple[Told, ...] = ()
    out: tuple[Told, ...] = ()
    held: tuple[Held, ...] = ()
    lost: tuple[Lost, ...] = ()
    cut: bool = False


def inbox(store: Store, person: Person, *, result_days: int, now: datetime) -> Inbox:
    """Return what the person finds; what a decider has been shown counts as seen from then on."""
    offers = seeing.offers(store, person)

    def asked(one: TransferLine) -> bool:
        member = one.team in person.teams
        return member and result_is_due(one, result_days=result_days, now=now)

    lines = (
        [each for each in offers if each.state in UNDECIDED],
        [each for each in offers if asked(each)],
        [each for each in offers if each.state in TAKEN_UP and not asked(each)],
        [each for each in offers if each.state is TransferAct.REJECTED],
        seeing.sendings(store, person),
    )
    open_, *others = (seeing.whole(store, group[:MOST]) for group in lines)
    groups = (note_seen(store, person, open_, now=now), *others)
    articles = seeing.articles(store, chain.from_iterable(groups))
    directory = store.directory.load()

    def shown(group: Iterable[Transfer]) -> tuple[Told, ...]:
        return tuple(
            told_all(
                group,
                articles,
                reader=person,
                directory=directory,
                result_days=result_days,
                now=now,
            )
        )

    waits, due, taken_up, rejected, out = map(shown, groups)
    return Inbox(
        tuple(each for each in waits if each.validated),
        due,
        taken_up,
        rejected,
        out,
        _held(store, person, directory, now),
        _lost(store, person, directory, now),
        cut=any(len(group) == MOST for group in groups),
    )


def waiting(store: Store, person: Person, *, result_days: int, now: datetime) -> int:
    """Return how many offers wait for this person: to decide, or to say whether it worked."""
    return sum(
        (each.state in UNDECIDED and seeing.may_decide(person, each))
        or (each.team in person.teams and result_is_due(each, result_days=result_days, now=now))
        for each in seeing.offers(store, person, _WAITS if seeing.leads(person) else UNANSWERED)
    )


def followed(
    store: Store,
    person: Person,
    wanted: Sequence[Subscription],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the articles that a person follows for themself: number, title, and what they meet.

    Only validated ones that the person may see, the newest first; ``since`` and ``until``: those
    that somebody vouched for between them.
    """
    own = [each for each in wanted if each.person]
    if not own:
        return []
    known = known_assets(store.directory.load())
    found = [
        (each, insight_of(each, origin="", known=known))
        for each in seeing.vouched(store, person)
        if _vouched_between(each, since, until)
    ]
    met = [(one.number, one.body.title, _met(insight, own)) for one, insight in found]
    return [each for each in met if each[2]][:MOST]


def _vouched_between(article: Article, since: datetime | None, until: datetime | None) -> bool:
    at = article.validated_at
    return at is not None and (since is None or since <= at) and (until is None or at < until)


def _met(insight: Insight, own: Sequence[Subscription]) -> tuple[str, ...]:
    return tuple(each.value for each in own if concerns(insight, each))


def _held(store: Store, person: Person, directory: Directory, now: datetime) -> tuple[Held, ...]:
    found = sorted(seeing.held(store, person), key=lambda each: each.last.at, reverse=True)[:MOST]
    articles = seeing.articles(store, found)
    names = team_names(directory)
    return tuple(
        Held(
            each.article,
            articles[each.article].body.title,
            names(each.team),
            step_words(each.last, each, directory),
            _owner(store, person, each.last.reason, now),
            each.last.at,
        )
        for each in found
        if each.article in articles
    )


def _lost(store: Store, person: Person, directory: Directory, now: datetime) -> tuple[Lost, ...]:
    found = [each for each in seeing.lost(store, person) if now - each.last.at < _REMEMBERED]
    articles, names = seeing.articles(store, found[:MOST]), team_names(directory)
    return tuple(
        Lost(each.article, articles[each.article].body.title, names(each.team), each.last.at)
        for each in found[:MOST]
    )


def _owner(store: Store, person: Person, documents: str, now: datetime) -> str:
    """Return who owns the first of the documents, "" when that is not said."""
    number = documents.partition(", ")[0]
    found = access.in_force(store, person, number, on=now.date())
    return found.owner if found else ""
