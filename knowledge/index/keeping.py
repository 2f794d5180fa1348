"""Keeps the indexes equal to what is wanted: finds what is missing, stale, lost or damaged.

Knows both indexes, the embedder and a cache of vectors by the text's sha256. Does not know where
the wanted passages come from (``knowledge.search`` passes the store's).

Each batch goes to the vector cache, then to the vectors, then to the words; the words' digest is
the mark that a passage is complete, so a run that was cut anywhere is finished by the next one.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol, TypeVar

import numpy as np

from knowledge.index import TITLE_SHARE, Embedder, Entry, IndexDamaged, PassageIndex, Vector
from knowledge.index.terms import title_of
from knowledge.index.words import Words, digest_of

BATCH = 500
PROBES = 32
SAME = 0.99
"""A vector held is at least this similar to what it should be."""

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, how many there are."""


class Wanted(Protocol):
    """A passage the indexes should hold."""

    @property
    def passage_id(self) -> str: ...  # noqa: D102
    @property
    def audience_key(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


class VectorCache(Protocol):
    """Vectors (float32 bytes) by model and the sha256 of the text."""

    def get(self, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """Return the known ones."""
        ...

    def put(self, model: str, embedded: Mapping[str, bytes]) -> None:
        """Keep these."""
        ...


@dataclass(frozen=True)
class SyncReport:
    """What it took: ``added`` includes replaced ones, ``embedded`` were not in the cache.

    ``lost``: held by the vectors but found by no query. ``rebuilt``: why an index was dropped.
    """

    passages: int = 0
    added: int = 0
    removed: int = 0
    embedded: int = 0
    lost: int = 0
    rebuilt: str = ""


@dataclass(frozen=True)
class _Plan:
    """What to do, and some of the passages that look as they should."""

    wanted: int
    missing: list[Wanted]
    missing_words: list[Wanted]
    surplus: set[str]
    sample: list[Wanted]


@dataclass(frozen=True)
class Keeper:
    """The indexes and what fills them."""

    embedder: Embedder
    passages: PassageIndex
    words: Words
    cache: VectorCache

    def keep(
        self, wanted: Callable[[], Iterable[Wanted]], *, progress: Progress | None = None
    ) -> SyncReport:
        """Make both indexes hold exactly ``wanted()``; return what it took."""
        told = progress or (lambda _what, _done, _of: None)
        rebuilt, lost = self._checked()
        plan = self._plan(wanted())
        if self._strange(plan.sample):
            self.passages.reset()
            rebuilt = "vectors in the index are not those of their passages"
            plan = self._plan(wanted())
        self.passages.remove(plan.surplus)
        self.words.remove(plan.surplus)
        embedded = self._fill(plan, told)
        return SyncReport(
            passages=plan.wanted,
            added=len(plan.missing) + len(plan.missing_words),
            removed=len(plan.surplus),
            embedded=embedded,
            lost=lost,
            rebuilt=rebuilt or self.words.damage,
        )

    def _checked(self) -> tuple[str, int]:
        """Ask the vectors for everything; drop what no query finds. Return (damage, lost)."""
        try:
            lost = self.passages.unreachable()
            if lost:
                self.passages.remove(lost)
        except IndexDamaged as problem:
            self.passages.reset()
            return str(problem), 0
        return "", len(lost)

    def _plan(self, wanted: Iterable[Wanted]) -> _Plan:
        vectors, words, digests = self.passages.ids(), self.words.ids(), self.words.digests()
        surplus = set(vectors) | set(words)
        missing: list[Wanted] = []
        missing_words: list[Wanted] = []
        sample: list[Wanted] = []
        step = max(1, len(digests) // PROBES)
        count = 0
        for entry in wanted:
            count += 1
            key = entry.passage_id
            surplus.discard(key)
            changed = key in digests and digests[key] != digest_of(entry.text)
            if changed or vectors.get(key) != entry.audience_key:
                missing.append(entry)
            elif words.get(key) != entry.audience_key:
                missing_words.append(entry)
            elif count % step == 0:
                sample.append(entry)
        missing.sort(key=lambda entry: entry.audience_key)  # each write goes to few audiences
        return _Plan(count, missing, missing_words, surplus, sample)

    def _strange(self, sample: Sequence[Wanted]) -> bool:
        """Whether the vectors held are not those of their passages; told by a sample."""
        known = self.cache.get(self.embedder.name, list(_texts(sample)))
        held = self.passages.vectors([entry.passage_id for entry in sample])
        return any(
            float(held[entry.passage_id] @ _placed(entry.text, known)) < SAME
            for entry in sample
            if entry.passage_id in held and all(key in known for key in _texts([entry]))
        )

    def _fill(self, plan: _Plan, told: Progress) -> int:
        done, embedded = 0, 0
        total = len(plan.missing) + len(plan.missing_words)
        for entries, new in _one_ahead(self._entries, _batches(plan.missing)):
            self.passages.add(entries)
            self.words.add(entries)
            done, embedded = done + len(entries), embedded + new
            told("indexing", done, total)
        nothing = np.empty(0, dtype=np.float32)
        for batch in _batches(plan.missing_words):
            self.words.add([Entry(e.passage_id, e.audience_key, e.text, nothing) for e in batch])
            done += len(batch)
            told("indexing", done, total)
        return embedded

    def _entries(self, batch: Sequence[Wanted]) -> tuple[list[Entry], int]:
        """Return the batch with its vectors, and how many had to be computed."""
        texts = _texts(batch)
        known = self.cache.get(self.embedder.name, list(texts))
        new = [key for key in texts if key not in known]
        if new:
            vectors = self.embedder.embed([texts[key] for key in new])
            computed = {key: row.tobytes() for key, row in zip(new, vectors, strict=True)}
            self.cache.put(self.embedder.name, computed)
            known.update(computed)
        entries = [
            Entry(e.passage_id, e.audience_key, e.text, _placed(e.text, known)) for e in batch
        ]
        return entries, len(new)


def _key(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _texts(entries: Iterable[Wanted]) -> dict[str, str]:
    """Return what has to be embedded for these passages, by key: their texts and titles."""
    whole = [text for e in entries for text in (e.text, title_of(e.text)) if text]
    return {_key(text): text for text in whole}


def _placed(text: str, known: Mapping[str, bytes]) -> Vector:
    """Return a passage's vector: its text's, drawn a little towards its title's.

    A passage in the middle of a procedure says little of what the procedure is about.
    """
    vector = np.frombuffer(known[_key(text)], dtype=np.float32)
    title = title_of(text)
    if title:
        own = np.frombuffer(known[_key(title)], dtype=np.float32)
        vector = (1 - TITLE_SHARE) * vector + TITLE_SHARE * own
        vector = vector / np.linalg.norm(vector)
    return vector


def _one_ahead(made: Callable[[_Given], _Made], each: Iterable[_Given]) -> Iterator[_Made]:
    """Give what is made of each in order, while the next one is being made."""
    with ThreadPoolExecutor(1) as aside:
        coming: deque[Future[_Made]] = deque()
        for one in each:
            coming.append(aside.submit(made, one))
            if len(coming) > 1:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()


def _batches(items: Sequence[Wanted]) -> Iterator[Sequence[Wanted]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
