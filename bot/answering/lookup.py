"""Looking a question up in the documents: part by part, and in its conversation.

Knows how the parts' findings become one list, and that the plant's glossary bridges words. Judges
nothing (``knowledge.answerability``).
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, zip_longest

from bot.answering.intents import DOCUMENT_INTENTS
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from knowledge.answerability import Asked, Look, look, parts, seen
from knowledge.model import Viewer
from knowledge.search import Hit

FOUND = 8
OTHERS = 3
"""Passages of other documents than the one most are of: one that repeats itself jams no others."""


def looked_up(
    subject: Subject, *, person: Viewer, sources: Sources, now: datetime
) -> tuple[list[Hit], tuple[Look, ...]]:
    """Return what was found, the best of each part first, and the looks at the parts."""
    alone = subject.search_text == subject.text and subject.intent in DOCUMENT_INTENTS
    asked = parts(subject.text) if alone else [subject.search_text]

    def find(text: str) -> list[Hit]:
        meant = sources.glossary.expand(text)
        return sources.search.find(
            meant, person=person, asset=subject.asset, now=now, k=FOUND, others=OTHERS
        )

    found, looks = [], []
    for part in asked:
        one = look(part, earlier=subject.earlier, find=find)
        own = part if len(asked) > 1 else subject.text
        question = Asked(own, one.looked_up, subject.said, sources.names.terms)
        looks.append(Look(question, tuple(map(seen, one.hits)), tuple(map(seen, one.in_talk))))
        found.append(one.hits)
    return _interleaved(found), tuple(looks)


def _interleaved(found: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Return the hits of all parts, the best of each first; each once, as near as it came."""
    nearest: dict[str, Hit] = {}
    for hit in filter(None, chain.from_iterable(zip_longest(*found))):
        before = nearest.get(hit.passage.id, hit)
        nearest[hit.passage.id] = max(before, hit, key=lambda each: each.similarity)
    return list(nearest.values())
