"""One immutable piece of the word index: postings in arrays, on disk and mapped into memory.

Knows arrays and files. Does not know scores, audiences' meaning or what replaces what: that is
``knowledge.index.words``. A segment holds no statistics of the whole, so segments stay comparable
however many there are.

Files of a segment, in its own folder: ``terms.txt`` and ``ids.txt`` (one a line), ``starts.npy``
(int64, where each term's postings start), ``docs.npy`` (int32) and ``counts.npy`` (uint16), the
postings term by term, ``lengths.npy`` (float32, terms a passage), ``audiences.npy`` (int32, a
code of ``audiences.txt``), ``digests.npy`` (bytes[16], of the text).
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.index import IndexDamaged

Ints = NDArray[np.int32]
Alive = NDArray[np.bool_]

MOST_COUNTED = np.iinfo(np.uint16).max
_LISTS = ("terms", "ids", "audiences")
_ARRAYS = ("starts", "docs", "counts", "lengths", "codes", "digests")


@dataclass(frozen=True)
class Counted:
    """A passage counted: how often each term stands in it, and its length in terms."""

    passage_id: str
    audience: str
    digest: bytes
    counts: Mapping[str, int]

    @property
    def length(self) -> int:
        """Terms in all."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Segment:
    """Postings of ``len(ids)`` passages; row i is the passage ``ids[i]``."""

    name: str
    terms: list[str]
    ids: list[str]
    audiences: list[str]
    starts: NDArray[np.int64]
    docs: Ints
    counts: NDArray[np.uint16]
    lengths: NDArray[np.float32]
    codes: Ints
    digests: NDArray[np.uint8]

    @cached_property
    def places(self) -> dict[str, int]:
        """Row of each term in ``starts``."""
        return {term: place for place, term in enumerate(self.terms)}

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row of each passage."""
        return {passage: row for row, passage in enumerate(self.ids)}

    def postings(self, term: str) -> slice | None:
        """Return where the term's postings are in ``docs`` and ``counts``, or None."""
        place = self.places.get(term)
        if place is None:
            return None
        return slice(int(self.starts[place]), int(self.starts[place + 1]))


def built(name: str, passages: Sequence[Counted]) -> Segment:
    """Return a segment of these passages, in memory."""
    terms: dict[str, int] = {}
    audiences: dict[str, int] = {}
    places = [terms.setdefault(t, len(terms)) for p in passages for t in p.counts]
    docs = np.repeat(np.arange(len(passages)), [len(p.counts) for p in passages])
    counts = np.array([min(n, MOST_COUNTED) for p in passages for n in p.counts.values()])
    return _grouped(
        name,
        list(terms),
        [p.passage_id for p in passages],
        (np.array(places, dtype=np.int64), docs, counts),
        lengths=np.array([p.length for p in passages], dtype=np.float32),
        codes=np.array([audiences.setdefault(p.audience, len(audiences)) for p in passages]),
        audiences=audiences,
        digests=np.array([list(p.digest) for p in passages], dtype=np.uint8),
    )


def merged(name: str, parts: Sequence[tuple[Segment, Alive]]) -> Segment:
    """Return one segment with the living passages of several."""
    terms: dict[str, int] = {}
    audiences: dict[str, int] = {}
    ids: list[str] = []
    postings: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = []
    codes: list[NDArray[np.int64]] = []
    for segment, alive in parts:
        own = np.array([terms.setdefault(t, len(terms)) for t in segment.terms], dtype=np.int64)
        moved = np.cumsum(alive) - 1 + len(ids)
        kept = alive[segment.docs]
        places = np.repeat(own, np.diff(segment.starts))[kept]
        postings.append((places, moved[segment.docs[kept]], segment.counts[kept].astype(np.int64)))
        recoded = np.array([audiences.setdefault(a, len(audiences)) for a in segment.audiences])
        codes.append(recoded[segment.codes[alive]])
        ids.extend(passage for passage, lives in zip(segment.ids, alive, strict=True) if lives)
    joined = tuple(np.concatenate(column) for column in zip(*postings, strict=True))
    return _grouped(
        name,
        list(terms),
        ids,
        (joined[0], joined[1], joined[2]),
        lengths=np.concatenate([segment.lengths[alive] for segment, alive in parts]),
        codes=np.concatenate(codes),
        audiences=audiences,
        digests=np.concatenate([segment.digests[alive] for segment, alive in parts]),
    )


def _grouped(
    name: str,
    terms: list[str],
    ids: list[str],
    postings: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    *,
    lengths: NDArray[np.float32],
    codes: NDArray[np.int64],
    audiences: Iterable[str],
    digests: NDArray[np.uint8],
) -> Segment:
    places, docs, counts = postings
    order = np.argsort(places, kind="stable")
    starts = np.zeros(len(terms) + 1, dtype=np.int64)
    np.cumsum(np.bincount(places, minlength=len(terms)), out=starts[1:])
    return Segment(
        name=name,
        terms=terms,
        ids=ids,
        audiences=list(audiences),
        starts=starts,
        docs=docs[order].astype(np.int32),
        counts=counts[order].astype(np.uint16),
        lengths=lengths,
        codes=codes.astype(np.int32),
        digests=digests.reshape(len(ids), -1),
    )


def written(segment: Segment, folder: Path) -> dict[str, int]:
    """Write the segment into a new ``folder``; return each file's checksum."""
    folder.mkdir(parents=True)
    for kind in _LISTS:
        (folder / f"{kind}.txt").write_text("\n".join(getattr(segment, kind)), encoding="utf-8")
    for kind in _ARRAYS:
        np.save(folder / f"{kind}.npy", getattr(segment, kind))
    return {path.name: zlib.crc32(path.read_bytes()) for path in sorted(folder.iterdir())}


def read(folder: Path, checksums: Mapping[str, int]) -> Segment:
    """Return the segment in ``folder``; ``IndexDamaged`` when a file is not as it was written."""
    try:
        for file, checksum in checksums.items():
            if zlib.crc32((folder / file).read_bytes()) != checksum:
                raise IndexDamaged(f"{folder / file} is not as it was written")
        parts: dict[str, Any] = {kind: _lines(folder / f"{kind}.txt") for kind in _LISTS}
        for kind in _ARRAYS:
            # As a plain array: every slice of a memmap object pays for its bookkeeping.
            parts[kind] = np.load(folder / f"{kind}.npy", mmap_mode="r").view(np.ndarray)
    except (OSError, ValueError) as problem:
        raise IndexDamaged(f"{folder} cannot be read ({problem})") from problem
    return Segment(name=folder.name, **parts)


def _lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return text.split("\n") if text else []
