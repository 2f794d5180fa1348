"""The word index: BM25 over segments that never change, with statistics shared by all of them.

Knows terms, scores and audiences, and how to keep them in a folder. Does not know vectors or the
store. A change writes a new segment and a new ``words.json`` by rename; removal is a mask. How
rare a term is and how long passages are on average is counted at query time over what is alive in
*all* segments, so a passage scores the same whatever segment it landed in, at once and after
merging (bm25s freezes both while indexing, so its segments cannot be compared; see
``docs/decisions/0003-search.md``).

The first line of a text, its title, counts ``TITLE`` times.
"""

import hashlib
import json
import shutil
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.index import Entry, IndexDamaged
from knowledge.index.memory import best_rows, ranked
from knowledge.index.segments import Alive, Counted, Ints, Segment, built, merged, read, written
from knowledge.index.terms import ANALYSER, counted, title_of

K1 = 1.2
B = 0.75
"""The usual constants of BM25 (Robertson; Lucene's defaults)."""
TITLE = 3
FORMAT = 2
_LATELY = 4096
"""Terms whose rarity is kept; a few hundred bytes each."""
TIER = 4
"""As many segments of like size become one; so there are about 4·log4(passages/SMALL) of them."""
SMALL = 500
"""Segments up to this size count as alike: every term of a question is looked up in each."""


@dataclass(frozen=True)
class _Part:
    """A segment with what is removed from it."""

    segment: Segment
    alive: Alive
    checksums: Mapping[str, int]

    @property
    def living(self) -> int:
        return int(self.alive.sum())

    @property
    def whole(self) -> bool:
        return bool(self.alive.all())


@dataclass(frozen=True)
class _State:
    """What queries see; replaced as a whole, so that readers need no lock.

    The parts' passages one after the other: ``ids[row]``, ``alive[row]``, and so on; ``whole``:
    whether nothing is removed from a part. Of each posting of a part ``held`` is its row among all
    and ``gains`` what its count and length give a score: 8 bytes for half the time of a question.
    """

    parts: tuple[_Part, ...]
    whole: tuple[bool, ...]
    ids: list[str]
    rows: Mapping[str, int]
    alive: Alive
    passages: int
    audiences: Mapping[str, int]
    codes: NDArray[np.int32]
    held: tuple[Ints, ...]
    gains: tuple[NDArray[np.float32], ...]
    rarities: dict[str, tuple[float, int]] = field(default_factory=dict)
    """By term what ``_rarity_of`` says, for those asked for lately: each question asks often."""


def digest_of(text: str) -> bytes:
    """Return the 16 bytes by which a changed text is told."""
    return hashlib.sha256(text.encode()).digest()[:16]


class Words:
    """The word index in ``directory``; what cannot be read there is dropped (``damage`` says)."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = Lock()
        self._state = _state_of(())
        self.damage = ""
        """Why the index was dropped when it was opened, or ""."""
        try:
            self._state = _state_of(self._load())
        except IndexDamaged as problem:
            self.damage = str(problem)
            self.reset()

    def ids(self) -> Mapping[str, str]:
        """Return the audience of every passage held."""
        return {
            part.segment.ids[row]: part.segment.audiences[part.segment.codes[row]]
            for part in self._state.parts
            for row in np.flatnonzero(part.alive)
        }

    def digests(self) -> Mapping[str, bytes]:
        """Return the ``digest_of`` the text of every passage held."""
        return {
            part.segment.ids[row]: part.segment.digests[row].tobytes()
            for part in self._state.parts
            for row in np.flatnonzero(part.alive)
        }

    def add(self, entries: Sequence[Entry]) -> None:
        """Add or replace passages, in one step for who asks meanwhile and after a crash."""
        if not entries:
            return
        newest = {entry.passage_id: entry for entry in entries}
        with self._lock:
            segment = built(uuid.uuid4().hex, [_counted(entry) for entry in newest.values()])
            parts = _without(self._state.parts, newest)
            parts.append(self._written(segment))
            self._commit(self._tidied(parts))

    def remove(self, ids: Iterable[str]) -> None:
        """Remove passages; unknown ids are ignored."""
        with self._lock:
            self._commit(self._tidied(_without(self._state.parts, set(ids))))

    def query(
        self, text: str, *, audiences: Collection[str], k: int, also: Iterable[str] = ()
    ) -> dict[str, float]:
        """Return the BM25 scores of the ``k`` best passages of these audiences, the best first.

        ``also``: passages whose score is wanted whatever it is (0 when no term is in them).
        """
        state = self._state
        scores = _scores(state, counted(text))
        seen = np.zeros(len(state.audiences) + 1, dtype=bool)
        seen[[state.audiences[a] for a in audiences if a in state.audiences]] = True
        found = scores * seen[state.codes]
        rows = best_rows(found, k)
        rows = rows[found[rows] > 0]
        pairs = zip([state.ids[row] for row in rows], found[rows].tolist(), strict=True)
        hits = dict(ranked(pairs, k))
        besides = [passage for passage in also if passage not in hits]
        places = [state.rows.get(passage, -1) for passage in besides]
        hits.update(zip(besides, np.append(scores, 0)[places].tolist(), strict=True))
        return hits

    def would_score(self, question: str, passage: str) -> float:
        """Return the BM25 score of a passage that is not held, by the statistics of what is."""
        state, counts = self._state, _counts(passage)
        length = sum(counts.values())
        lengths = _joined([part.segment.lengths for part in state.parts], np.float32)[state.alive]
        average = float(lengths.mean()) if lengths.size else float(length)
        norm = K1 * (1 - B + B * length / max(average, 1.0))
        return sum(
            times * _rarity_of(state, term)[0] * counts[term] * (K1 + 1) / (counts[term] + norm)
            for term, times in counted(question).items()
            if term in counts
        )

    def rarity(self, terms: Iterable[str]) -> dict[str, float]:
        """Return how rare each term is, as BM25 weighs it; one that stands nowhere is rarest."""
        state = self._state
        return {term: _rarity_of(state, term)[0] for term in terms}

    def standing(self, term: str) -> int:
        """Return in how many passages the term stands."""
        return _rarity_of(self._state, term)[1]

    def reset(self) -> None:
        """Drop everything."""
        with self._lock:
            self._state = _state_of(())
            shutil.rmtree(self._directory, ignore_errors=True)

    def close(self) -> None:
        """Let go of files and memory."""
        self._state = _state_of(())

    # -- keeping it ------------------------------------------------------------------------------

    def _load(self) -> tuple[_Part, ...]:
        manifest = self._directory / "words.json"
        if not manifest.exists():
            return ()
        try:
            facts = json.loads(manifest.read_text(encoding="utf-8"))
            if (facts["format"], facts["analyser"]) != (FORMAT, ANALYSER):
                raise IndexDamaged(f"{manifest} is of another version of the word index")
            return tuple(self._part(one) for one in facts["segments"])
        except (OSError, ValueError, KeyError, TypeError, IndexError) as problem:
            raise IndexDamaged(f"{manifest} cannot be read ({problem})") from problem

    def _part(self, facts: Mapping[str, Any]) -> _Part:
        segment = read(self._directory / facts["name"], facts["checksums"])
        alive = np.ones(len(segment.ids), dtype=bool)
        alive[np.array(facts["removed"], dtype=np.int64)] = False
        return _Part(segment, alive, facts["checksums"])

    def _written(self, segment: Segment) -> _Part:
        checksums = written(segment, self._directory / segment.name)
        mapped = read(self._directory / segment.name, checksums)
        return _Part(mapped, np.ones(len(segment.ids), dtype=bool), checksums)

    def _tidied(self, parts: list[_Part]) -> list[_Part]:
        """Drop empty segments; merge those of like size, and what is half removed."""
        parts = [part for part in parts if part.living]
        while True:
            tiers: dict[int, list[_Part]] = {}
            for part in parts:
                tiers.setdefault(max(part.living, SMALL).bit_length() // 2, []).append(part)
            group = next((group for group in tiers.values() if len(group) >= TIER), None)
            if group is None:
                group = [part for part in parts if part.living * 2 < len(part.alive)]
            if not group:
                return parts
            one = merged(uuid.uuid4().hex, [(part.segment, part.alive) for part in group])
            parts = [part for part in parts if part not in group] + [self._written(one)]

    def _commit(self, parts: list[_Part]) -> None:
        """Make ``parts`` the index: the rename of ``words.json`` is the moment it changes."""
        facts = {
            "format": FORMAT,
            "analyser": ANALYSER,
            "segments": [
                {
                    "name": part.segment.name,
                    "checksums": part.checksums,
                    "removed": np.flatnonzero(~part.alive).tolist(),
                }
                for part in parts
            ],
        }
        self._directory.mkdir(parents=True, exist_ok=True)
        aside = self._directory / "words.json.new"
        aside.write_text(json.dumps(facts), encoding="utf-8")
        aside.replace(self._directory / "words.json")
        self._state = _state_of(tuple(parts))
        self._sweep({part.segment.name for part in parts})

    def _sweep(self, used: Collection[str]) -> None:
        for folder in self._directory.iterdir():
            if folder.is_dir() and folder.name not in used:
                shutil.rmtree(folder, ignore_errors=True)


def _counted(entry: Entry) -> Counted:
    return Counted(entry.passage_id, entry.audience, digest_of(entry.text), _counts(entry.text))


def _counts(text: str) -> Counter[str]:
    """Return how often each term counts in a passage: in its title more."""
    counts = counted(text)
    for term, times in counted(title_of(text)).items():
        counts[term] += (TITLE - 1) * times
    return counts


def _without(parts: Iterable[_Part], ids: Collection[str]) -> list[_Part]:
    """Return the parts with these passages masked out."""
    out = []
    for part in parts:
        rows = [part.segment.rows[i] for i in ids if i in part.segment.rows]
        gone = [row for row in rows if part.alive[row]]
        if gone:
            alive = part.alive.copy()
            alive[gone] = False
            part = replace(part, alive=alive)
        out.append(part)
    return out


def _state_of(parts: tuple[_Part, ...]) -> _State:
    """Return what queries see of the parts; length norms follow the average of all that lives."""
    ids = [passage for part in parts for passage in part.segment.ids]
    alive = _joined([part.alive for part in parts], np.bool_)
    lengths = _joined([part.segment.lengths for part in parts], np.float32)
    audiences: dict[str, int] = {}
    recoded = [
        np.array([audiences.setdefault(a, len(audiences)) for a in part.segment.audiences])[
            part.segment.codes
        ]
        for part in parts
    ]
    average = float(lengths[alive].mean()) if alive.any() else 1.0
    norms = (K1 * (1 - B + B * lengths / max(average, 1.0))).astype(np.float32)
    sizes = [len(part.segment.ids) for part in parts]
    starts = [sum(sizes[:place]) for place in range(len(sizes))]
    held = tuple(p.segment.docs + np.int32(start) for p, start in zip(parts, starts, strict=True))
    counts = [part.segment.counts.astype(np.float32) for part in parts]
    return _State(
        parts=parts,
        whole=tuple(part.whole for part in parts),
        ids=ids,
        rows={ids[row]: int(row) for row in np.flatnonzero(alive)},
        alive=alive,
        passages=int(alive.sum()),
        audiences=audiences,
        codes=_joined(recoded, np.int32),
        held=held,
        gains=tuple(
            count * np.float32(K1 + 1) / (count + norms[rows])
            for count, rows in zip(counts, held, strict=True)
        ),
    )


def _joined(arrays: list[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.empty(0, dtype=dtype), *arrays]).astype(dtype)


def _scores(state: _State, wanted: Mapping[str, int]) -> NDArray[np.float32]:
    """Return the score of every row; removed ones have none."""
    scores = np.zeros(len(state.ids), dtype=np.float32)
    for term, times in wanted.items():
        found, rarity, _ = _postings(state, term)
        for rows, gains in found:
            scores[rows] += np.float32(times * rarity) * gains
    if not all(state.whole):
        scores *= state.alive
    return scores


def _rarity_of(state: _State, term: str) -> tuple[float, int]:
    """Return how rare the term is, and how many passages have it."""
    known = state.rarities.get(term)
    if known is None:
        _, rarity, having = _postings(state, term)
        if len(state.rarities) >= _LATELY:
            state.rarities.clear()
        known = state.rarities[term] = (float(rarity), having)
    return known


def _postings(
    state: _State, term: str
) -> tuple[list[tuple[Ints, NDArray[np.float32]]], np.float64, int]:
    """Return the rows that have the term with what it gains them, part by part.

    And how rare the term is, and how many passages have it.
    """
    found = []
    having = 0
    for place, part in enumerate(state.parts):
        postings = part.segment.postings(term)
        if postings is not None:
            rows = state.held[place][postings]
            having += len(rows) if state.whole[place] else int(state.alive[rows].sum())
            found.append((rows, state.gains[place][postings]))
    return found, np.log1p((state.passages - having + 0.5) / (having + 0.5)), having
