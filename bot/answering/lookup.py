"""Looking a question up in the documents: as it was meant, part by part, in its conversation.

Knows how the parts' findings become one list, what says most of what was asked first. Judges
nothing (``knowledge.answerability``).
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, zip_longest

from bot.answering.intents import DOCUMENT_INTENTS
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from bot.speech import spoken
from knowledge.answerability import Asked, Look, LookedUp, Rarity, look, ordered, parts, seen
from knowledge.model import Viewer
from knowledge.search import Hit

FOUND = 8
OTHERS = 3
"""Passages of other documents than the one most are of: one that repeats itself jams no others."""


def looked_up(
    subject: Subject, *, person: Viewer, sources: Sources, now: datetime
) -> tuple[list[Hit], tuple[Look, ...]]:
    """Return what was found, the best of each part first, and the looks at the parts."""

    def find(text: str) -> list[Hit]:
        meant = sources.read(text, spoken()).looked_up
        return sources.search.find(
            meant, person=person, asset=subject.asset, now=now, k=FOUND, others=OTHERS
        )

    alone = subject.search_text == subject.text and subject.intent in DOCUMENT_INTENTS
    question = sources.read(subject.text, spoken())
    asked = parts(question.text) if alone else [subject.search_text]
    found, looks = [], []
    for part in asked:
        one = look(part, earlier=subject.earlier, find=find)
        own = part if len(asked) > 1 else question.text
        meant = Asked(own, one.looked_up, subject.said, sources.names.terms, question.meant)
        hits, at_it = looked_at(meant, one, sources.search.rarity)
        looks.append(at_it)
        found.append(hits)
    return _interleaved(found), tuple(looks)


def looked_at(asked: Asked, found: LookedUp, rarity: Rarity) -> tuple[list[Hit], Look]:
    """Return what was found, what says most of the question first, and as the judge sees it."""
    in_order = ordered(asked, tuple(map(seen, found.hits)), rarity)
    by_id = {hit.passage.id: hit for hit in found.hits}
    hits = [by_id[each.passage_id] for each in in_order]
    return hits, Look(asked, tuple(in_order), tuple(map(seen, found.in_talk)))


def _interleaved(found: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Return the hits of all parts, the best of each first; each once, as near as it came."""
    nearest: dict[str, Hit] = {}
    for hit in filter(None, chain.from_iterable(zip_longest(*found))):
        before = nearest.get(hit.passage.id, hit)
        nearest[hit.passage.id] = max(before, hit, key=lambda each: each.similarity)
    return list(nearest.values())
