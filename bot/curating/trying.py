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
from knowledge.model import CitedPlace, Viewer, place_of
from knowledge.search import Hit, Search
from knowledge.tongue import language_of

FOUND = 8


class Effect(StrEnum):
    """What becomes of a past question."""

    BREAKS = "breaks"
    ANSWERS = "answers"
    LEADS = "leads"
    NOTHING = "nothing"


@dataclass(frozen=True)
class PastQuestion:
    """A question that was asked, and how it fared.

    ``answered``: it got an answer that was not called wrong. ``confirmed``: the place on which an
    answer rested that was called right; None when there is none.
    """

    text: str
    asset: str | None = None
    answered: bool = True
    confirmed: CitedPlace | None = None


@dataclass(frozen=True)
class Tried:
    """A past question and what the draft would do to it; ``instead`` names what it puts second."""

    question: PastQuestion
    effect: Effect
    instead: str = ""


@dataclass(frozen=True)
class Trial:
    """A draft as it would be indexed: its text, and the ids of the passages that it cites.

    Putting those second breaks nothing. ``number`` is the article's whose next version it is.
    """

    text: str
    cited: frozenset[str] = frozenset()
    number: str = ""


def tried(
    draft: Trial,
    past: Sequence[PastQuestion],
    *,
    search: Search,
    person: Viewer,
    now: datetime,
) -> list[Tried]:
    """Return what a draft does to each question, the ones that it changes most first."""
    asked = ((one.text, one.asset) for one in past)
    found = [
        _tried(draft, one, hits, search)
        for one, hits in zip(
            past, search.find_each(asked, person=person, now=now, k=FOUND), strict=True
        )
    ]
    effects = list(Effect)
    return sorted(found, key=lambda each: effects.index(each.effect))


def _tried(draft: Trial, one: PastQuestion, everything: Sequence[Hit], search: Search) -> Tried:
    hits = [hit for hit in everything if hit.revision.number != draft.number]
    first = hits[0] if hits else None
    best = max((hit.similarity for hit in hits), default=0.0)
    score, near, words = search.would_be(draft.text, one.text, best=best)
    if first is not None and score <= first.score:
        return Tried(one, Effect.NOTHING)
    if not _would_answer(one.text, Seen("", "", "", draft.text, near, words), hits, search):
        return Tried(one, Effect.NOTHING)
    instead = f"{first.revision.number} {first.passage.section}".strip() if first else ""
    if first and first.passage.id not in draft.cited and _is_at(first, one.confirmed):
        return Tried(one, Effect.BREAKS, instead)
    return Tried(one, Effect.LEADS if one.answered else Effect.ANSWERS, instead)


def _is_at(hit: Hit, confirmed: CitedPlace | None) -> bool:
    """Whether the hit stands at the place that was confirmed, whatever revision it is."""
    if confirmed is None:
        return False
    passage = hit.passage
    now = place_of(hit.revision.number, passage.section, passage.heading_path, passage.text)
    same = now.section == confirmed.section or now.digest == confirmed.digest
    return now.document == confirmed.document and (same or not confirmed.section)


def _would_answer(text: str, draft: Seen, hits: Sequence[Hit], search: Search) -> bool:
    """Whether the question could be answered with the draft in first place."""
    if language_of(text, ENGLISH) != ENGLISH:
        return draft.similarity >= NEAR_ENOUGH  # the judge knows English
    found = (replace(draft, passage_id="draft", document="draft"), *map(seen, hits))
    verdict = judged([Look(Asked(text, text), found, found)], search.rarity)
    answers = verdict.answerability in (Answerability.ANSWERABLE, Answerability.PARTIAL)
    return answers and "draft" in verdict.grounds
