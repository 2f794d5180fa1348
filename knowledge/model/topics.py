"""Topics: what is asked again and again, as one thing with an id that stays.

Knows what a reader may be told of a topic, and the records that mining goes on from. Does not know
how questions are parted into topics (``knowledge.curation.topics``). A topic knows no person: who
asked is counted where it is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Recurring:
    """From when on a topic is recurring: so many people, or so many teams, asked it."""

    people: int = 3
    teams: int = 2


@dataclass(frozen=True)
class Topic:
    """One recurring question.

    ``title`` is its most typical wording, or what an engineer called it (``named``). ``wordings``
    are different ways in which it was asked, the most typical first. ``asked`` counts questions,
    ``people`` those who asked, ``teams`` are the ids of their teams. ``unanswered`` and
    ``not_right`` count the questions that got no answer, or one that was judged not right;
    ``routed`` those that a hazard or a controlled text took out of chat. ``assets`` are what it
    was asked about, the commonest first.
    """

    id: int
    title: str
    wordings: tuple[str, ...]
    asked: int
    people: int
    teams: tuple[str, ...]
    first_asked: datetime
    last_asked: datetime
    assets: tuple[str, ...] = ()
    unanswered: int = 0
    not_right: int = 0
    routed: int = 0
    named: bool = False

    def recurs(self, rule: Recurring) -> bool:
        """Whether it was asked by enough people or teams to be worth an article."""
        return self.people >= rule.people or len(self.teams) >= rule.teams


@dataclass(frozen=True)
class Wording:
    """One way in which a topic was asked: its handful's number, its words, and how often.

    ``about`` are the places it was asked about, the commonest first.
    """

    handful: int
    text: str
    asked: int
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kinship:
    """Why two questions are one topic.

    ``likeness`` of meaning and spelling is a cosine; ``words`` and ``equipment`` are what both
    have; ``between`` is a wording that is more like both than they are like each other ("" when
    there is none); ``joined``: an engineer said so; ``same``: they are nearly equal. ``documents``
    are the places that the search finds for both.
    """

    likeness: float
    words: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    between: str = ""
    joined: bool = False
    same: bool = False
    documents: tuple[str, ...] = ()


class TopicOrder(StrEnum):
    """In which order topics are listed."""

    ASKED = "asked"
    LATEST = "latest"
    WORTH = "worth"
    """As ``knowledge.curation.worth`` counts it."""


class TopicAct(StrEnum):
    """What an engineer did to a topic."""

    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"


@dataclass(frozen=True)
class TopicStep:
    """One thing that an engineer did: ``other`` is the topic that went in, or that came out."""

    act: TopicAct
    at: datetime
    by: str
    reason: str = ""
    other: int | None = None


@dataclass(frozen=True)
class Asking:
    """One turn as mining takes it, by its number; ``hazard`` is the rule that routed it, or ""."""

    turn: int
    text: str
    person_id: str
    asset: str | None
    intent: str
    status: str
    hazard: str = ""


@dataclass(frozen=True)
class Filed:
    """Where a turn was put: its handful, None when it is no question; the asker's team, a place.

    ``team`` and ``place`` are "" when they are not known.
    """

    turn: int
    handful: int | None = None
    team: str = ""
    place: str = ""


@dataclass(frozen=True)
class Handful:
    """Nearly equal questions kept as one: how many, in which topic, and their sums.

    ``bound``: handfuls that an engineer joined share a number; 0 is none. ``typical`` says how near
    it is to the middle of its topic (a cosine). ``meaning``, ``pieces`` and ``about`` are float32
    vectors.
    """

    id: int
    topic: int
    weight: int
    bound: int
    typical: float
    meaning: bytes
    pieces: bytes
    about: bytes = b""


@dataclass(frozen=True)
class Mined:
    """How far mining is, and what it goes on from; the vectors are float32.

    ``version`` counts what was saved, ``model`` is the fingerprint of the embedder, ``upto`` the
    last turn and ``judged`` the last judgement looked at. ``topic``, ``handful`` and ``bound`` are
    the last numbers given. The rest is the miner's own.
    """

    version: int = 0
    model: str = ""
    upto: int = 0
    judged: int = 0
    questions: int = 0
    topic: int = 0
    handful: int = 0
    bound: int = 0
    parted_at: int = 0
    nearly_equal: float = 0.0
    holding: bytes = b""
    shared: bytes = b""
    shared_about: bytes = b""
    rarity: bytes = b""


@dataclass(frozen=True)
class Moves:
    """What mining changed since it was kept last.

    ``filed``: turns that were looked at; ``handfuls`` that are new or fuller, ``placed`` those that
    only changed their topic, ``emptied`` those that hold nothing any more, ``rested``
    those that are not compared with any more; ``gathered`` leads from handfuls that are no more to
    those that hold their questions, ``led`` from topics that are no more to those they went into;
    ``touched`` are topics whose questions changed.
    """

    filed: tuple[Filed, ...] = ()
    handfuls: tuple[Handful, ...] = ()
    placed: tuple[Handful, ...] = ()
    emptied: tuple[int, ...] = ()
    rested: tuple[int, ...] = ()
    gathered: tuple[tuple[int, int], ...] = ()
    led: tuple[tuple[int, int], ...] = ()
    touched: frozenset[int] = frozenset()
