"""Reading questions for the miner: in the plant's own words, with what the documents say to them.

Two wordings that share no word are about the same when the search finds the same places for both;
and a question in another language is read in English, by the plant's glossary and the lexicon of
the trade, so that the same question in two languages is one. Knows both, and in which form
the miner takes a question. Does not know what becomes of it, nor who may see which document: what
was found is kept as numbers that nobody reads.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from knowledge.bridging import in_english
from knowledge.curation.gathering import EVERYTHING
from knowledge.curation.topics.likeness import NEXT, NOWHERE, Found, Question, about_of
from knowledge.index import Embedder, Vectors
from knowledge.model import Glossary, Viewer, asset_class
from knowledge.search import Hit, Search
from knowledge.store.mining import Said
from knowledge.tongue import ENGLISH, language_of

PLACES = 8
"""Places that are looked at, the best ones."""

LookUp = Callable[[Sequence[str], Vectors], Iterable[Found]]
"""Gives for each text, with its vector, where in the documents it is spoken of."""


def nowhere(texts: Sequence[str], _vectors: Vectors) -> Iterable[Found]:
    """Find nothing: there are no documents."""
    return [()] * len(texts)


def looking_up(search: Search, clock: Callable[[], datetime]) -> LookUp:
    """Return what finds places in all documents that bind now."""

    def look_up(texts: Sequence[str], vectors: Vectors) -> Iterable[Found]:
        asked = [(text, None) for text in texts]
        found = search.find_each(asked, person=EVERYTHING, now=clock(), k=PLACES, vectors=vectors)
        return ([(place_of(hit), hit.score) for hit in hits] for hits in found)

    return look_up


def places_of(search: Search, text: str, *, person: Viewer, now: datetime) -> tuple[str, ...]:
    """Return the places that count for a text, of those that this person may see, best first."""
    hits = search.find(text, person=person, asset=None, now=now, k=PLACES)
    least = max(hits[0].score - NEXT, NOWHERE) if hits else 0.0
    return tuple(dict.fromkeys(place_of(hit) for hit in hits if hit.score >= least))


def place_of(hit: Hit) -> str:
    """Return the place of a passage, the same for every revision of its document."""
    passage = hit.passage
    within = passage.section or (passage.heading_path[-1] if passage.heading_path else "")
    return f"{hit.revision.number} {within}".strip()


def bridged(words: str, glossary: Glossary) -> str:
    """Return words of another language in English; those of which too little is known as typed.

    What the plant's terms mean follows these. English short forms ("md", "chips") are left as they
    are: written out, they make questions alike that are not.
    """
    english = in_english(words, language_of(words), glossary)
    if english and english.enough():
        return english.text
    return _bridging(glossary).expand(words)


@lru_cache(maxsize=1)
def _bridging(glossary: Glossary) -> Glossary:
    return glossary.without(ENGLISH)


def read(
    said: Sequence[Said], *, embedder: Embedder, glossary: Glossary, look_up: LookUp
) -> list[Question]:
    """Return the questions of these words, each asked about an asset or None, in their order."""
    if not said:
        return []
    texts = [bridged(words, glossary) for words, _ in said]
    vectors = embedder.embed(texts)
    found = look_up(texts, vectors)
    return [
        Question(text, vector, about_of(places, asset_class(asset) if asset else ""))
        for text, vector, places, (_, asset) in zip(texts, vectors, found, said, strict=True)
    ]
