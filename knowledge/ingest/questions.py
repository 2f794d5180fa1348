"""Questions that people asked before, or somewhere else, with what they said of the answers.

Knows the line of such a file and refuses what is wrong in it. Does not know answers: the product
gives its own, as of the time of asking (``bot.earlier``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from knowledge.ingest.fields import ID_LIMIT, TEXT_LIMIT, BadValue, Fields, checked_path
from knowledge.ingest.jsonl import read_lines
from knowledge.model import Judgement, ReasonClass


@dataclass(frozen=True)
class Expected:
    """What somebody said is right instead, and why."""

    expectation: str
    rationale: str
    reason_class: ReasonClass | None


@dataclass(frozen=True)
class EarlierQuestion:
    """One question. ``id`` makes it one however often it is brought in; ``person`` asked it.

    ``conversation`` is "" for a question of its own. ``document`` is the number of the one that
    answers it, "" when that is not known: whoever said "right" saw it cited. What is right instead
    is said with ``judgement`` or without.
    """

    id: str
    at: datetime
    person: str
    text: str
    asset: str | None = None
    decision_id: str | None = None
    conversation: str = ""
    judgement: Judgement | None = None
    document: str = ""
    correction: Expected | None = None


@dataclass(frozen=True)
class Read:
    """A line of the file: its question, or what is ``wrong``; ``rest`` names what was not read.

    ``end`` is the offset in bytes after it, for progress.
    """

    number: int
    end: int
    question: EarlierQuestion | None = None
    wrong: BadValue | None = None
    rest: frozenset[str] = frozenset()


LONGEST_ID: Final = 60
"""An id becomes part of a key."""


def read_questions(path: Path) -> Iterator[Read]:
    """Yield what each line of a JSON lines file holds. Raises ``BadFile`` as ``read_lines``."""
    for line in read_lines(path):
        if line.wrong is not None:
            yield Read(line.number, line.end, wrong=line.wrong)
            continue
        try:
            fields = Fields(line.value, "")
            question = _question(fields)
        except BadValue as bad:
            yield Read(line.number, line.end, wrong=bad)
        else:
            rest = frozenset(name for name, value in fields.rest().items() if value is not None)
            yield Read(line.number, line.end, question, rest=rest)


def _question(fields: Fields) -> EarlierQuestion:
    asset = fields.raw("asset")
    said = fields.optional_nested("correction")
    return EarlierQuestion(
        id=fields.text("id", LONGEST_ID),
        at=fields.time("at"),
        person=fields.text("person", ID_LIMIT),
        text=fields.text("text", TEXT_LIMIT),
        asset=None if asset is None else checked_path("asset", asset),
        decision_id=fields.optional_text("decision_id", ID_LIMIT) or None,
        conversation=fields.optional_text("conversation", LONGEST_ID),
        judgement=fields.choice("judgement", Judgement) if fields.has("judgement") else None,
        document=fields.optional_text("document", ID_LIMIT),
        correction=None if said is None else _expected(said),
    )


def _expected(fields: Fields) -> Expected:
    classed = fields.has("reason_class")
    return Expected(
        fields.text("expectation", TEXT_LIMIT),
        fields.text("rationale", TEXT_LIMIT),
        fields.choice("reason_class", ReasonClass) if classed else None,
    )
