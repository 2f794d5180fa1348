"""Confirmations: which passages a person said did, or did not, answer a question.

Knows the record and its taking back. Does not know what it moves (``knowledge.experience``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from knowledge.model.answers import EvidenceKind


@dataclass(frozen=True)
class CitedPlace:
    """A place in a document, to be found again in another revision.

    ``section`` is its number, else its headings; "" with an empty ``digest`` (of the text) is the
    whole document.
    """

    document: str
    section: str = ""
    digest: str = ""


def place_of(document: str, section: str, headings: Sequence[str], text: str) -> CitedPlace:
    """Return where a passage stands, as another revision would have it."""
    digest = sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
    return CitedPlace(document.casefold(), section or " > ".join(headings), digest)


def cited_passages(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return, of a kept answer, the passages that it cites in what it says at first.

    Where it cites none there, all it cites.
    """
    return _cited(answer, EvidenceKind.PASSAGE)


def cited_texts(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the passages, then the articles, that a kept answer cites; as ``cited_passages``."""
    return _cited(answer, EvidenceKind.PASSAGE, EvidenceKind.ARTICLE)


def _cited(answer: Mapping[str, Any], *kinds: EvidenceKind) -> list[Mapping[str, Any]]:
    claims = answer.get("claims", ())
    shown = {label for each in claims if not each.get("detail") for label in each["citations"]}
    evidence = answer.get("evidence", ())
    found = [each for kind in kinds for each in evidence if each.get("kind") == kind.value]
    return [each for each in found if each["label"] in shown] or found


def place_cited(passage: Mapping[str, Any]) -> CitedPlace:
    """Return the place of a passage or article as a kept answer cites it.

    An article has no sections: its place is its text, so that another text was not confirmed.
    """
    headings = passage.get("heading_path", ())
    return place_of(passage["document"], passage.get("section", ""), headings, passage["text"])


@dataclass(frozen=True)
class Confirmation:
    """One person's judgement of the passages of one answer; the last one for a turn holds.

    ``sign``: 1 confirmed, -1 rejected, 0 neither any more. ``vouched``: somebody other than the
    person accepted it. ``batch`` names an import; "" is chat. ``number`` counts in arrival.
    """

    key: str
    turn: str
    question: str
    person_id: str
    teams: frozenset[str]
    sign: int
    places: tuple[CitedPlace, ...]
    at: datetime
    vouched: bool = False
    batch: str = ""
    number: int = 0


class RollbackKind(StrEnum):
    """What confirmations that are taken back have in common."""

    AUTHOR = "author"
    BATCH = "batch"
    SINCE = "since"


@dataclass(frozen=True)
class Rollback:
    """What was taken back, by whom and why. ``taken`` counts confirmations."""

    kind: RollbackKind
    value: str
    by: str
    reason: str
    at: datetime
    taken: int = field(default=0, compare=False)
