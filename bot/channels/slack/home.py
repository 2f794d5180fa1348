"""The Home tab: what waits for this person, by what they do here.

Knows what each role sees, and that an empty section says what will be there. Does not know who
has which role, nor where anything comes from: a section that is None is not for this reader.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.channels.slack.blocks.cards import card_blocks
from bot.channels.slack.blocks.elements import (
    Json,
    actions,
    bullets,
    button,
    context,
    cut,
    divider,
    header,
    line,
    rich,
    section,
    words,
)
from bot.channels.slack.blocks.requests import request_blocks
from bot.channels.slack.modals.reviewing import Pending
from bot.channels.slack.names import Act, Command, Ref
from bot.requests import Told
from bot.shown.cards import Card
from bot.shown.times import ago
from bot.speech import tr, trn

_T = TypeVar("_T")
_MOST, _LONG, _LINE = 4, 500, 140
"""Of each section so many are shown: with every section full the tab has fewer than 100 blocks."""
_COMMANDS, _LINK_COMMAND = "/why · /tandem", f"{Command.TANDEM} link"


@dataclass(frozen=True)
class Receipt:
    """What became of a correction, as its author is told: the words, the state, since when."""

    said: str
    state: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Draft:
    """A draft of an article that waits for somebody: its key, its question, where it stands."""

    key: str
    question: str
    state: str
    at: datetime


@dataclass(frozen=True)
class TeamPage:
    """What a supervisor is shown of a team: sentences about work, never about a person."""

    name: str
    lines: Sequence[str]
    digest: str = ""


@dataclass(frozen=True)
class Home:
    """What the tab shows; None is not for this reader, empty is empty.

    ``ask`` are questions that fit the reader's line now. ``link`` opens the web, "" if it has no
    address.
    """

    place: str = ""
    ask: Sequence[str] = ()
    cards: Sequence[Card] | None = None
    requests: Sequence[Told] | None = None
    receipts: Sequence[Receipt] | None = None
    team: TeamPage | None = None
    pending: Sequence[Pending] | None = None
    drafts: Sequence[Draft] | None = None
    link: str = ""


def home_view(home: Home, *, now: datetime) -> Json:
    """Return the tab of a person whom the directory knows."""
    blocks = [
        header(home.place or tr("Tandem")),
        *_asking(home),
        *_cards(home.cards, now),
        *_requests(home.requests, now),
        *_pending(home.pending, now),
        *_drafts(home.drafts, now),
        *_team(home.team),
        *_receipts(home.receipts, now),
        *_foot(home),
    ]
    return {"type": "home", "blocks": blocks}


def stranger_home(*, user: str, contact: str = "") -> Json:
    """Return the tab of somebody whom the directory does not know: how they get to be known.

    ``user`` is their name for the directory, such as U123@T1; ``contact`` whom to ask.
    """
    whom = contact or tr("your Tandem admin")
    steps = [
        tr("Type {command} and open the link you get.", command=_LINK_COMMAND),
        tr("Sign in there and confirm that this is you."),
        tr("You cannot sign in? Give this name to {whom}: {user}", whom=whom, user=user),
    ]
    blocks = [
        header(tr("We do not know you yet")),
        section(tr("Until then you get answers from what is for everyone.")),
        rich(bullets([line(words(cut(each, _LONG))) for each in steps], ordered=True)),
        *context(tr("An emergency number is given to everybody who asks.")),
    ]
    return {"type": "home", "blocks": blocks}


def _asking(home: Home) -> Iterator[Json]:
    yield from actions(
        button(each, Act.ASK, Ref(word=each), number=number)
        for number, each in enumerate(home.ask[:4])
    )


def _cards(cards: Sequence[Card] | None, now: datetime) -> Iterator[Json]:
    def told(card: Card) -> Iterator[Json]:
        return card_blocks(card, now=now)

    empty = tr("What the recommender tells your equipment appears here, newest first.")
    yield from _section(tr("Wants a decision"), cards, told, empty)


def _requests(asked: Sequence[Told] | None, now: datetime) -> Iterator[Json]:
    def told(each: Told) -> Iterator[Json]:
        return request_blocks(each, now=now)

    yield from _section(tr("You are asked to come"), asked or None, told, "")


def _pending(pending: Sequence[Pending] | None, now: datetime) -> Iterator[Json]:
    def told(each: Pending) -> Iterator[Json]:
        about = " · ".join(filter(None, (each.where, each.team, ago(each.at, now))))
        yield rich(
            line(words(cut(each.instead, _LINE), bold=True)),
            line(words(tr("Asked: {question}", question=cut(each.asked, _LINE)))),
        )
        yield from context(about)
        yield from actions([button(tr("Review"), Act.REVIEW, Ref(key=each.key))])

    empty = tr("No correction waits. What operators put right appears here, oldest first.")
    yield from _section(tr("To review"), pending, told, empty)


def _drafts(drafts: Sequence[Draft] | None, now: datetime) -> Iterator[Json]:
    def told(each: Draft) -> Iterator[Json]:
        yield rich(line(words(cut(each.question, _LINE), bold=True)))
        yield from context(f"{each.state} · {ago(each.at, now)}")
        yield from actions([button(tr("Open"), Act.DRAFT, Ref(key=each.key))])

    empty = tr("No draft waits. What is asked again and again becomes one.")
    yield from _section(tr("Drafts"), drafts, told, empty)


def _team(team: TeamPage | None) -> Iterator[Json]:
    if team is None:
        return
    yield divider()
    yield header(team.name)
    if team.lines:
        yield rich(bullets([line(words(cut(each, _LONG))) for each in team.lines[: _MOST * 3]]))
    else:
        yield section(tr("Nothing to tell yet. What stalls and what is asked appears here."))
    yield from context(team.digest)
    yield from actions([button(tr("When the digest comes"), Act.DIGEST, Ref())])


def _receipts(receipts: Sequence[Receipt] | None, now: datetime) -> Iterator[Json]:
    def told(each: Receipt) -> Iterator[Json]:
        yield rich(line(words(f"{each.state}: "), words(cut(each.said, _LINE), bold=True)))
        yield from context(each.reason, ago(each.at, now))

    empty = tr("Say “Not right” below an answer. What becomes of it is told here.")
    yield from _section(tr("What you put right"), receipts, told, empty)


def _foot(home: Home) -> Iterator[Json]:
    yield divider()
    told = tr("Ask in Messages, mention me in a channel, or type {commands}.", commands=_COMMANDS)
    yield from context(told)
    if home.link:
        yield from actions([button(tr("Open in the web"), Act.WEB, Ref(), url=home.link)])


def _section(
    heading: str,
    items: Sequence[_T] | None,
    told: Callable[[_T], Iterable[Json]],
    empty: str,
) -> Iterator[Json]:
    """Give a heading with the first few, or what will be there; how many more is said."""
    if items is None:
        return
    yield divider()
    yield rich(line(words(f"{heading} ({len(items)})" if items else heading, bold=True)))
    for each in items[:_MOST]:
        yield from told(each)
    if not items:
        yield from context(empty)
    elif len(items) > _MOST:
        left = len(items) - _MOST
        yield from context(trn("{count} more after this one.", "{count} more after these.", left))
