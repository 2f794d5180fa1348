"""What a draft would do to questions that were asked before, if it were published as it stands.

Knows when a past question would be answered, and when a confirmed answer would lose its place.
Nothing is asked, kept or published: the draft is held against what the search finds now, and
judged like any passage. Does not know pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.speech import ENGLISH
from knowledge.answerability import Answerability, Asked, Look, Seen, judged, seen
from knowledge.answerability.looking import NEAR_ENOUGH
from knowledge.model import Viewer
from knowledge.search import Hit, Search
from knowledge.tongue import language_of

FOUND = 8


class Effect(StrEnum):
    """What becomes of a past question."""

    ANSWERS = "answers"
    BREAKS = "breaks"
    LEADS = "leads"
    NOTHING = "nothing"


@dataclass(frozen=True)
class PastQuestion:
    """A question that was asked, and how it fared.

    ``answered``: it got an answer that nobody called wrong. ``confirmed``: the id of the passage
    on which an answer rested that people called right; "" when there is none.
    """

    text: str
    asset: str | None = None
    answered: bool = True
    confirmed: str = ""


@dataclass(frozen=True)
class Tried:
    """A past question and what the draft would do to it; ``instead`` names what it puts second."""

    question: PastQuestion
    effect: Effect
    instead: str = ""


def tried(
    passages: Sequence[str],
    cited: frozenset[str],
    past: Sequence[PastQuestion],
    *,
    search: Search,
    person: Viewer,
    now: datetime,
) -> list[Tried]:
    """Return what a draft, as the passages that would be indexed, does to each question.

    ``cited`` are the ids of the passages that it cites: putting those second breaks nothing.
    """
    return [_tried(passages, cited, one, search, person, now) for one in past]


def _tried(
    passages: Sequence[str],
    cited: frozenset[str],
    one: PastQuestion,
    search: Search,
    person: Viewer,
    now: datetime,
) -> Tried:
    hits = search.find(one.text, person=person, asset=one.asset, now=now, k=FOUND)
    first = hits[0] if hits else None
    best = max((hit.similarity for hit in hits), default=0.0)
    placed = [
        (*search.would_be(passage, one.text, best=best), passage)
        for passage in passages
        if passage.strip()
    ]
    score, near, words, text = max(placed, default=(0.0, 0.0, 0.0, ""))
    if not text or (first is not None and score <= first.score):
        return Tried(one, Effect.NOTHING)
    if not _would_answer(one.text, Seen("", "", "", text, near, words), hits, search):
        return Tried(one, Effect.NOTHING)
    instead = f"{first.revision.number} {first.passage.section}".strip() if first else ""
    if one.confirmed and first and first.passage.id == one.confirmed and one.confirmed not in cited:
        return Tried(one, Effect.BREAKS, instead)
    return Tried(one, Effect.LEADS if one.answered else Effect.ANSWERS, instead)


def _would_answer(text: str, draft: Seen, hits: Sequence[Hit], search: Search) -> bool:
    """Whether the question could be answered with the draft in first place."""
    if language_of(text, ENGLISH) != ENGLISH:
        return draft.similarity >= NEAR_ENOUGH  # the judge knows English
    found = (replace(draft, passage_id="draft", document="draft"), *map(seen, hits))
    verdict = judged([Look(Asked(text, text), found, found)], search.rarity)
    answers = verdict.answerability in (Answerability.ANSWERABLE, Answerability.PARTIAL)
    return answers and "draft" in verdict.grounds
