"""What a draft is made from, and what may come of it.

Knows no store: whoever gathers it has looked at the rights and the revisions of today. Holds no
person: of people there are counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from knowledge.model import Audience, Body, Source, SourceKind

Alike = Callable[[str, Sequence[str]], Sequence[float]]
"""Says how near in meaning a text is to each of others (cosine)."""


@dataclass(frozen=True)
class Ground:
    """One thing that a draft may rest on.

    ``people`` confirmed an answer that rests on it; ``shown`` is what of it stood in each of those
    answers. ``near`` is how near in meaning the search finds it to the question (0 when it does
    not). ``scope``: asset prefixes, none is all equipment. ``hazardous``:
    it is, or belongs to, matter that is not answered from chat. ``why`` is a person's reason for
    what they said; it ends the source's text. ``owner`` is its document's, in words.
    """

    source: Source
    title: str = ""
    headings: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    owner: str = ""
    people: int = 0
    shown: tuple[str, ...] = ()
    near: float = 0.0
    review_due: date | None = None
    hazardous: bool = False
    why: str = ""

    @property
    def by_people(self) -> bool:
        """Whether somebody of the plant said it, instead of a document."""
        return self.source.kind in (SourceKind.CORRECTION, SourceKind.REPLY)

    def overdue(self, today: date) -> bool:
        """Whether its review was due before that day."""
        return self.review_due is not None and self.review_due < today

    @property
    def place(self) -> tuple[str, str, str]:
        """What stays the same when its text is revised."""
        source = self.source
        if source.kind is SourceKind.PASSAGE:
            return (source.kind, source.document.casefold(), source.section or source.source_id)
        return (source.kind, source.source_id, "")


@dataclass(frozen=True)
class Material:
    """Everything known of one recurring question.

    ``wordings`` are how it was asked, the most typical first, with nobody's name in them.
    ``assets`` is what it was asked about, once for each asking that named something. ``routed``
    says which share of the askings was not answered from chat. ``teams`` asked it; a source that
    none of them may see helps nobody.
    """

    title: str
    wordings: tuple[str, ...]
    grounds: tuple[Ground, ...]
    now: datetime
    assets: tuple[str, ...] = ()
    teams: frozenset[str] = frozenset()
    routed: float = 0.0
    topic: int | None = None


class NoteKind(StrEnum):
    """What an engineer should know of how a draft came to be."""

    DISPUTED = "disputed"
    """``about`` says otherwise than what the draft says, and was left out."""
    ELSEWHERE = "elsewhere"
    """``about`` holds for other equipment, and was left out."""
    NARROWED = "narrowed"
    """The draft holds for ``about`` alone, because one of its sources does."""
    UNSEEN = "unseen"
    """``about`` may not be seen by all who asked, and was left out."""
    CONTROLLED = "controlled"
    """``about`` speaks of work that is not explained in chat: see the controlled text."""
    OVERDUE = "overdue"
    """The review of ``about`` is overdue, so it was left out."""
    PART = "part"
    """The steps may be a part of the work: ``about`` has others."""
    UNCONFIRMED = "unconfirmed"
    """Nobody has confirmed an answer to this question yet."""


@dataclass(frozen=True)
class Note:
    """One such thing; ``about`` names a place or a thing, in no language."""

    kind: NoteKind
    about: str = ""


class Lacking(StrEnum):
    """Why there is no draft."""

    ROUTED = "routed"
    """It is not answered from chat; what speaks of it is controlled text."""
    NOTHING = "nothing"
    """No procedure, correction or reply answers it."""
    UNSEEN = "unseen"
    """What answers it may be seen by none of those who asked."""
    OVERDUE = "overdue"
    """What answers it is overdue for review."""


@dataclass(frozen=True)
class Drafted:
    """A draft, and what to know about it."""

    body: Body
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class NotDrafted:
    """Why there is none; ``links`` are controlled texts that speak of it."""

    why: Lacking
    question: str
    links: tuple[Source, ...] = field(default=())


def named(source: Source) -> str:
    """Return where a source stands, in no language: "SOP-114 C 6.2", "C-12"."""
    if source.kind is SourceKind.CORRECTION:
        return f"C-{source.source_id}"
    parts = (source.document or source.source_id, source.revision, source.section)
    return " ".join(each for each in parts if each)


def everyone_of(teams: frozenset[str], audience: Audience) -> frozenset[str]:
    """Return those of the teams that may see something with this audience."""
    return teams if "everyone" in audience else teams & audience
