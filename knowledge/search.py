"""Search: meaning and words fused, within what the asker may see and what binds today.

Knows how far words are trusted, how both indexes are kept equal to the store, and that the store
decides: audience, binding and scope are checked there again after retrieval. What people confirmed
or rejected moves the order (``knowledge.recall``); without it nothing moves. Does not know answers,
channels or how the indexes work inside.

Fusion: ``similarity + WORDS_WEIGHT * doubt**2 * words``. ``doubt`` is what the question's best
similarity lacks to 1: the surer meaning is of its best passage, the less words have to say. They
never fall silent: among passages that are nearly alike, a number tells valve 11 from valve 18.
Neither list is stretched to its own extremes, as rank fusion and min-max do, so a word score keeps
its meaning: a short question in common words gathers little of it and meaning decides; a long one,
or one with names and numbers, gathers much and words decide. How the form and the weight were
chosen: ``docs/decisions/0003-search.md``.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from threading import BoundedSemaphore, Lock
from typing import NamedTuple

import numpy as np

from knowledge import access
from knowledge.echoes import alike, own_words, without_echo
from knowledge.experience import Around, Asker
from knowledge.index import Embedder, PassageIndex, Vector, Vectors
from knowledge.index.keeping import Keeper, Progress, SyncReport
from knowledge.index.spelling import mended
from knowledge.index.terms import terms
from knowledge.index.words import Words
from knowledge.model import Backing, Passage, Person, Revision, Viewer
from knowledge.recall import Recall
from knowledge.store import Store

WORDS_WEIGHT = 0.27
"""At a best similarity of 0.6 a BM25 score of 23 weighs as much as a similarity of 1."""
LEAST_DOUBT = 0.3
"""However close the best passage is, words weigh as if it were no closer than 0.7."""
DEPTH = 100
"""Candidates of each kind; what they leave out cannot come far up."""
LOOKED_AT = 8
"""Passages looked at in the store at once, then as many again as there were: few need many."""
PLACED = 8_192
"""Passages whose vectors are at hand (12 MB) where people's judgements move hits."""
REMEMBERED = 2_048
"""Questions of people's corrections whose vectors are kept (3 MB)."""
JUST_ASKED = 64
"""Texts whose vectors are kept a while: a question is looked at for danger, then looked up."""
SHORTEST_STEM = 4
"""Letters of a stem by which a word is known: "atpe" is no form of "ATP"."""
MISTYPED = 512
"""Words that stand nowhere of which it is remembered what was meant."""
LISTS_REMEMBERED = 4
"""Lists of them that are kept side by side: they change less often than they are compared."""


@dataclass(frozen=True)
class Hit:
    """A passage found. ``score`` orders; ``similarity`` is cosine, ``words`` the BM25 score.

    A passage found by its words alone carries the similarity of the last one found by meaning,
    the most it can have. ``backing``: who confirmed it for questions like this one, if that counts
    here; ``lift``: what people's judgements gave or took of the score.
    """

    passage: Passage
    revision: Revision
    score: float
    similarity: float
    words: float
    backing: Backing | None = None
    lift: float = 0.0


class _Ranked(NamedTuple):
    """A candidate; sorted, the best comes first: ``below`` is how far it is below zero."""

    below: float
    passage: str
    similarity: float
    words: float
    lift: float = 0.0


class Search:
    """Finds passages; keeps the indexes equal to the store."""

    def __init__(
        self, *, embedder: Embedder, passages: PassageIndex, words: Words, store: Store
    ) -> None:
        self._embedder = embedder
        self._passages = passages
        self._words = words
        self._store = store
        self._said = lru_cache(maxsize=REMEMBERED)(lambda text: embedder.embed([text])[0])
        self._just_asked = lru_cache(maxsize=JUST_ASKED)(lambda text: embedder.embed([text])[0])
        self._mended = lru_cache(maxsize=MISTYPED)(self._mend)
        self._all_said = lru_cache(maxsize=LISTS_REMEMBERED)(self._together)
        self._recall = Recall(embedder=embedder, passages=passages, store=store)
        self._placed: Mapping[str, Vector] = {}
        self._languages: frozenset[str] | None = None
        # Searching is work, not waiting: threads beyond the cores only take Python's lock from
        # each other (350 questions a second with eight at once on two cores, 510 with two).
        self._keeping = Lock()
        self._places = BoundedSemaphore(os.cpu_count() or 1)

    def find(
        self,
        text: str,
        *,
        person: Viewer,
        asset: str | None,
        now: datetime,
        k: int = 8,
        others: int = 0,
    ) -> list[Hit]:
        """Return the ``k`` best passages this person may see that bind now and cover the asset.

        ``others``: of other documents than the one that most of them are of there are at least so
        many, beyond the ``k`` if need be: none pushes all others out by repeating itself. Then
        passages of a document that say the same count once, and one that repeats the question
        is as near as what it says besides, if it says that under other questions too.
        """
        binding = _Binding(self._store, person, now.date())
        with self._places, self._store.reading_together():
            vector = self._vector(text)
            return self._find(text, vector, binding, asset=asset, k=k, others=others)

    def find_each(
        self,
        asked: Iterable[tuple[str, str | None]],
        *,
        person: Viewer,
        now: datetime,
        k: int,
        vectors: Vectors | None = None,
    ) -> Iterator[list[Hit]]:
        """Give what ``find`` finds for each text about its asset; ``vectors``: theirs, if known.

        They are embedded together, and what several of them find is asked of the store once.
        """
        asked, binding = list(asked), _Binding(self._store, person, now.date())
        if vectors is None:
            with self._places:
                vectors = self._embedder.embed([text for text, _ in asked])
        for (text, asset), vector in zip(asked, vectors, strict=True):
            with self._places, self._store.reading_together():
                found = self._find(text, vector, binding, asset=asset, k=k, others=0)
            yield found

    def _find(
        self,
        text: str,
        vector: Vector,
        binding: "_Binding",
        *,
        asset: str | None,
        k: int,
        others: int,
    ) -> list[Hit]:
        person = binding.viewer
        visible = {key for key in self._passages.audiences() if person.may_see(_audience(key))}
        if not visible or k < 1:
            return []
        depth = max(DEPTH, 4 * k)
        around = self._recall.now().around(vector, _asker(person))
        while True:
            ranked = self._ranked(text, vector, visible, depth, around)
            allowed = _allowed(ranked, around, binding, asset=asset)
            told = _once(allowed, text) if others else allowed
            hits, whole = _spread(told, k=k, others=others)
            if whole or len(ranked) < depth:
                return self._without_echoes(hits, text, person, vector) if others else hits
            depth *= 4  # most of what was found does not bind, is out of scope or of one document

    def _without_echoes(
        self, hits: list[Hit], text: str, person: Viewer, vector: Vector
    ) -> list[Hit]:
        """Return the hits, those that repeat the question where their other words put them.

        Only where their document says the same under other questions: an answer of one line below
        the question is an answer.
        """
        judged = []
        for hit in hits:
            rest = without_echo(hit.passage.text, hit.passage.heading_path, text)
            if rest is not None and self._says_so_elsewhere(hit, text, person):
                near = float(self._vector(rest) @ vector) if rest.strip() else 0.0
                hit = replace(hit, score=near, similarity=near)
            judged.append(hit)
        return hits if judged == hits else sorted(judged, key=lambda hit: -hit.score)

    def _says_so_elsewhere(self, hit: Hit, text: str, person: Viewer) -> bool:
        own = own_words(hit.passage.text, hit.passage.heading_path, text)
        return any(
            alike(own, own_words(each.text, each.heading_path, text))
            for each in access.whole(self._store, person, hit.revision)
            if each.id != hit.passage.id
        )

    def _vector(self, text: str) -> Vector:
        row: Vector = self._just_asked(text)
        return row

    def _ranked(
        self, text: str, vector: Vector, visible: set[str], depth: int, around: Around | None
    ) -> list[_Ranked]:
        """Return all candidates, the best first."""
        near = dict(self._passages.query(vector, audiences=visible, k=depth))
        confirmed = around.places if around else []
        words = self._words.query(text, audiences=visible, k=depth, also=[*near, *confirmed])
        farthest = min(near.values(), default=0.0)
        word = _worth_of_words(max(near.values(), default=0.0))
        fused = [
            _Ranked(-(similarity + word * score), passage, similarity, score)
            for passage, score in words.items()
            for similarity in (near.get(passage, farthest),)
        ]
        return sorted(self._lifted(fused, around) if around and fused else fused)

    def _lifted(self, fused: list[_Ranked], around: Around) -> list[_Ranked]:
        """Return the candidates with what people's judgements give and take."""
        ids = [each.passage for each in fused]
        placed = self._vectors_of(ids)
        unknown = np.zeros(self._embedder.dimensions, dtype=np.float32)
        # Weighed against likeness alone: many words in common say as much on top of it, not that
        # the passage is known to answer.
        likeness = np.array([each.similarity for each in fused], dtype=np.float64)
        lifts = around.lifts(ids, likeness, np.stack([placed.get(each, unknown) for each in ids]))
        return [
            each._replace(below=each.below - lift, lift=lift)
            for each, lift in zip(fused, lifts.tolist(), strict=True)
        ]

    def _vectors_of(self, ids: Sequence[str]) -> Mapping[str, Vector]:
        placed = self._placed
        missing = [each for each in ids if each not in placed]
        if missing:
            kept = placed if len(placed) < PLACED else {}
            placed = {**kept, **self._passages.vectors(missing if kept else ids)}
            self._placed = placed
        return placed

    def would_be(self, passage: str, text: str, *, best: float) -> tuple[float, float, float]:
        """Return the score, similarity and words that a passage that is not held would have.

        ``best``: the highest similarity of what is found for the question now. Nobody's judgement
        moves it.
        """
        near = float(self._vector(passage) @ self._vector(text))
        words = self._words.would_score(text, passage)
        return fuse(near, words, best=max(best, near)), near, words

    def rarity(self, terms: Iterable[str]) -> dict[str, float]:
        """Return how rare each term is among all that is indexed, whoever may see it."""
        return self._words.rarity(terms)

    def meant(self, word: str, everyday: frozenset[str] = frozenset()) -> str:
        """Return the word that a mistyped one was meant to be; itself when it stands somewhere.

        ``everyday`` are words that are right although no passage need hold them.
        """
        if word in everyday or self._stands(word):
            return word
        other: str = self._mended(word, everyday)
        return other

    def _mend(self, word: str, everyday: frozenset[str]) -> str:
        return mended(word, self._stands, everyday)

    def knows(self, word: str) -> bool:
        """Whether the word stands in what is indexed, whoever may see it."""
        return self._stands(word) > 0

    def _stands(self, word: str) -> int:
        """Return in how many passages the word stands; short stems are too many words' own."""
        found = terms(word)
        known = found and (len(found[0]) >= SHORTEST_STEM or word in (found[0], f"{found[0]}s"))
        return min(map(self._words.standing, found)) if known else 0

    def holds(self, language: str) -> bool:
        """Whether any document is in that language, or may be in part, whoever may see it."""
        if self._languages is None:
            self._languages = self._store.documents.languages()
        return not self._languages.isdisjoint((language, ""))

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """Return how near in meaning the text is to each of the others (cosine, -1 to 1)."""
        vector = self._vector(text)
        return [float(each) for each in self._all_said(tuple(others)) @ vector] if others else []

    def _together(self, texts: tuple[str, ...]) -> Vectors:
        return np.stack([self._said(each) for each in texts])

    def meaning(self, text: str, model: str) -> Vector | None:
        """Return the text's vector, or None when the embedder is another than that model."""
        if self._embedder.name != model:
            return None
        with self._places:
            return self._vector(text)

    def look_at_what_was_asked(self) -> None:
        """Let what was reviewed carry along what people ask; for a time when nobody waits."""
        self._recall.look_at_what_was_asked()

    def synchronise(self, progress: Progress | None = None) -> SyncReport:
        """Make both indexes equal to ``store.documents.indexable()``; return what it took."""
        keeper = Keeper(self._embedder, self._passages, self._words, self._store.vectors)
        try:
            with self._keeping:
                return keeper.keep(self._store.documents.indexable, progress=progress)
        finally:
            self._placed = {}
            self._languages = None
            self._mended.cache_clear()
            self._recall.documents_changed()


class _Binding:
    """What a viewer may see of what binds on a day, of the passages asked for; each once."""

    def __init__(self, store: Store, viewer: Viewer, on: date) -> None:
        self.viewer = viewer
        self._store = store
        self._on = on
        self._known: dict[str, tuple[Passage, Revision] | None] = {}

    def of(self, ids: Sequence[str]) -> Iterator[tuple[Passage, Revision] | None]:
        """Give each passage with its revision, or None, in order."""
        new = [each for each in ids if each not in self._known]
        if new:
            self._known.update(dict.fromkeys(new))
            self._known.update(access.binding(self._store, self.viewer, new, on=self._on))
        return (self._known[each] for each in ids)


def _allowed(
    ranked: Sequence[_Ranked],
    around: Around | None,
    binding: _Binding,
    *,
    asset: str | None,
) -> Iterator[Hit]:
    """Give the hits that the person may see, that bind and that cover the asset, best first."""
    start, size = 0, LOOKED_AT
    while start < len(ranked):
        some = ranked[start : start + size]
        start, size = start + size, start + size
        pairs = binding.of([each.passage for each in some])
        for pair, each in zip(pairs, some, strict=True):
            if pair is not None and pair[1].covers(asset):
                backing = around.backing(each.passage) if around else None
                yield Hit(*pair, -each.below, each.similarity, each.words, backing, each.lift)


def fuse(similarity: float, words: float, *, best: float) -> float:
    """Return the score of a passage from its cosine similarity and its BM25 score.

    ``best`` is the highest similarity that any passage has with the question.
    """
    return similarity + _worth_of_words(best) * words


def _worth_of_words(best: float) -> float:
    """Return what a BM25 score of 1 is worth in similarity."""
    doubt = max(1.0 - best, LEAST_DOUBT)
    return WORDS_WEIGHT * doubt * doubt


def _once(hits: Iterable[Hit], text: str) -> Iterator[Hit]:
    """Give the hits without those that say what an earlier one of their document says."""
    said: dict[str, list[frozenset[str]]] = defaultdict(list)
    for hit in hits:
        own = own_words(hit.passage.text, hit.passage.heading_path, text)
        earlier = said[hit.revision.id]
        if not any(alike(own, each) for each in earlier):
            earlier.append(own)
            yield hit


def _spread(hits: Iterable[Hit], *, k: int, others: int) -> tuple[list[Hit], bool]:
    """Return the first ``k`` hits and what they lack of other documents; whether all is there."""
    more = iter(hits)
    taken = list(islice(more, k))
    if len(taken) < k:
        return taken, False
    most = Counter(hit.revision.number for hit in taken).most_common(1)[0]
    lacking = max(0, others - (k - most[1]))
    taken += islice((hit for hit in more if hit.revision.number != most[0]), lacking)
    return taken, len(taken) == k + lacking


def _asker(viewer: Viewer) -> Asker:
    """Return whose view it is; several people's is nobody's own."""
    return Asker(viewer.id, viewer.teams) if isinstance(viewer, Person) else Asker()


def _audience(key: str) -> frozenset[str]:
    return frozenset(key.split("+")) - {""}
