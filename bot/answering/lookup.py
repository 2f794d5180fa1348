"""Looking a question up in the documents: as it was meant, part by part, in its conversation.

Knows how the parts' findings become one list, what says most of what was asked first, and that
each document is asked in its language: those in the asker's in the words typed. Judges nothing
(``knowledge.answerability``).
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, zip_longest

from bot.answering.intents import DOCUMENT_INTENTS
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from bot.speech import ENGLISH, spoken
from knowledge.answerability import Asked, Look, LookedUp, Rarity, look, ordered, parts, seen
from knowledge.model import Passage, Revision, Viewer
from knowledge.search import Hit
from knowledge.tongue import language_of

FOUND = 8
OTHERS = 3
"""Passages of other documents than the one most are of: one that repeats itself jams no others."""


def looked_up(
    subject: Subject, *, person: Viewer, sources: Sources, now: datetime
) -> tuple[list[Hit], tuple[Look, ...]]:
    """Return what was found, the best of each part first, and the looks at the parts."""

    question = sources.read(subject.text, spoken())
    alone = subject.search_text == subject.text and subject.intent in DOCUMENT_INTENTS
    in_words = ENGLISH if alone and question.bridged else spoken()

    def find(text: str) -> list[Hit]:
        one = question if text == question.text else sources.read(text, in_words)
        hits = search(one.looked_up)
        own = question.language
        if not question.bridged or not sources.search.holds(own):
            return hits
        typed = question if alone else one
        return _each_in_its_words(hits, search(typed.in_own_words), own)

    def search(text: str) -> list[Hit]:
        return sources.search.find(
            text, person=person, asset=subject.asset, now=now, k=FOUND, others=OTHERS
        )

    asked = parts(question.text) if alone else [subject.search_text]
    earlier, said = (_in_english(each, sources) for each in (subject.earlier, subject.said))
    found, looks = [], []
    for part in asked:
        one = look(part, earlier=earlier, find=find)
        own = part if len(asked) > 1 else question.text
        meant = Asked(own, one.looked_up, said, sources.names.terms, question.meant)
        hits, at_it = looked_at(meant, one, sources.search.rarity)
        looks.append(at_it)
        found.append(hits)
    return _interleaved(found), tuple(looks)


def _in_english(said: str, sources: Sources) -> str:
    """Return what was said before in English words, as far as they are known."""
    if language_of(said, spoken()) == ENGLISH:
        return said  # reading it costs more than telling its language
    return sources.read(said, spoken()).english or said


def _each_in_its_words(hits: Sequence[Hit], typed: Sequence[Hit], language: str) -> list[Hit]:
    """Return what was found of a bridged question, each document by words of its language.

    ``hits`` by the English words, ``typed`` by those of the question's language.
    """
    own = (hit for hit in typed if is_in(language, hit.passage, hit.revision))
    others = (hit for hit in hits if not is_in(language, hit.passage, hit.revision))
    return sorted((*own, *others), key=lambda hit: -hit.score)[: max(len(hits), len(typed))]


def is_in(language: str, passage: Passage, revision: Revision) -> bool:
    """Whether a passage is in that language; its words tell where its document is in several."""
    return (revision.language or language_of(passage.text, ENGLISH)) == language


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
