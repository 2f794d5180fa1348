"""Wordings that nobody listed: how hazardous a run of words reads, by its character n-grams.

Knows trained weights, and the heaviest run of a few words in a text. It reads no further than a
sentence, and a run weighs what its own words weigh, in whole numbers: text around it changes
nothing, and a long text gathers no weight. Does not know which hazard it is (measured, it would be
wrong two times in three), nor how the weights came about (``bench.unlisted``).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.hazards.spelling import Words, bare, is_chinese, spelled

WEIGHTS = Path(__file__).parent / "unlisted.npz"
SLOTS = 2**18
LENGTHS = (1, 2, 3, 4, 5)
WIDTH = 24
"""A run of words is no wider: twelve words, or twenty-four Chinese characters."""
CHINESE = 6
"""An n-gram that begins with a Chinese character counts so often: few of them say much."""
STEPS = 100
"""A weight of one is so many whole numbers; the heaviest slots are cut at an int8."""
LONGEST_WORD = 40
"""Of a longer word the rest is not read: no word gathers weight by its length."""
_HELD_DOWN = re.compile(r"(.)\1{3,}")
"""A sign more than three times in a row, as of a key held down: it says no more than three do."""
_SENTENCE = re.compile(r"[.!?;\n。！？；¡¿…]+")
_PRIME, _MIX, _STIR = (np.uint64(each) for each in (1099511628211, 0x9E3779B97F4A7C15, 2**64 - 59))

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Laid:
    """A text laid out: the slots of its n-grams, and where its words stand among its signs.

    ``slots``: for each of ``LENGTHS`` one per sign it can begin at. ``counts``: how often an n-gram
    counts that begins at a sign. ``starts`` and ``ends``: signs before and behind each word, with
    the blanks around it. ``first`` and ``last``: the words of each run.
    """

    words: Words
    slots: tuple[Numbers, ...]
    counts: Numbers
    starts: Numbers
    ends: Numbers
    first: Numbers
    last: Numbers

    def summed(self, weights: NDArray[Any]) -> NDArray[Any]:
        """Return what each run weighs: ``weights`` [SLOTS], whole numbers or not."""
        total = np.zeros(len(self.first), dtype=np.result_type(weights, np.int64))
        runs = np.arange(len(self.first))
        for length, slots in zip(LENGTHS, self.slots, strict=True):
            before = np.concatenate(([0], np.cumsum(weights[slots] * self.counts[: len(slots)])))
            start, end = self.begin(runs, length)
            total += before[end] - before[start]
        return total

    def begin(self, runs: Numbers, length: int) -> tuple[Numbers, Numbers]:
        """Return where n-grams of the runs begin: at the first sign, and before the second."""
        most = len(self.slots[length - LENGTHS[0]])
        start = np.minimum(self.starts[self.first[runs]], most)
        end = np.minimum(self.ends[self.last[runs]] - length + 1, most)
        return start, np.maximum(start, end)

    def said(self, run: int) -> str:
        """Return the words of the run."""
        return " ".join(map(bare, self.words[self.first[run] : self.last[run] + 1]))


@dataclass(frozen=True)
class Unlisted:
    """What each n-gram weighs, and from what weight on a run of words is hazardous."""

    weights: NDArray[np.int8]  # [SLOTS]
    enough: int

    def asked(self, text: str) -> str | None:
        """Return the words that read hazardous, or None."""
        laid = laid_out(text)
        if not len(laid.first):
            return None
        weighed = laid.summed(self.weights)
        heaviest = int(np.argmax(weighed))
        return laid.said(heaviest) if weighed[heaviest] >= self.enough else None

    def save(self, path: Path) -> None:
        """Write what ``trained`` reads: the slots that weigh something."""
        gaps, weights = gaps_of(self.weights)
        np.savez_compressed(path, gaps=gaps, weights=weights, enough=self.enough)


@lru_cache(maxsize=1)
def trained() -> Unlisted:
    """Return the weights that come with the product."""
    with np.load(WEIGHTS) as kept:
        return Unlisted(slots_of(kept["gaps"], kept["weights"]), int(kept["enough"]))


def gaps_of(weights: NDArray[np.int8]) -> tuple[NDArray[np.uint16], NDArray[np.int8]]:
    """Return the slots that weigh something, each by how far it is from the one before; and what.

    ``weights``: [SLOTS].
    """
    slots = np.flatnonzero(weights)
    return np.diff(slots, prepend=0).astype(np.uint16), weights[slots]


def slots_of(gaps: NDArray[np.uint16], weights: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return what each slot weighs, [SLOTS]."""
    slots = np.zeros(SLOTS, dtype=np.int8)
    slots[np.cumsum(gaps, dtype=np.int64)] = weights
    return slots


@lru_cache(maxsize=8)  # a question is laid out for two classifiers, one after the other
def laid_out(text: str) -> Laid:
    """Lay a text out; runs of words end with their sentence."""
    words: list[str] = []
    stops: list[int] = []
    for sentence in _SENTENCE.split(text):
        own = [_HELD_DOWN.sub(r"\1\1\1", word)[:LONGEST_WORD] for word in spelled(sentence)]
        words += own
        stops += [len(words)] * len(own)
    chinese = np.array([is_chinese(word) for word in words], dtype=bool)
    signs, starts, ends = _signs(words, chinese)
    first, last = _runs(np.where(chinese, 1, 2), np.array(stops, dtype=np.int64))
    points = np.frombuffer(signs.encode("utf-32-le"), dtype=np.uint32)
    counts = np.where((points >= 0x3400) & (points <= 0x9FFF), CHINESE, 1)
    return Laid(tuple(words), _slots(points), counts, starts, ends, first, last)


def _signs(words: list[str], chinese: NDArray[np.bool_]) -> tuple[str, Numbers, Numbers]:
    """Return the words as one text, and where each begins and ends in it.

    A blank stands on either side of a word, and none beside a Chinese character: what a word and
    the next one make together is the same wherever they stand.
    """
    parts, starts, ends, at = [" "], [], [], 1
    for index, word in enumerate(words):
        if chinese[index]:
            starts.append(at)
            at += len(word)
            ends.append(at)
            next_to = index + 1 < len(words) and chinese[index + 1]
            parts.append(word if next_to else word + " ")
            at += not next_to
        else:
            starts.append(at - 1)
            parts.append(word + " ")
            at += len(word) + 1
            ends.append(at)
    return "".join(parts), np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64)


def _runs(widths: Numbers, stops: Numbers) -> tuple[Numbers, Numbers]:
    """Return first and last word of every run that is not too wide and ends with its sentence."""
    reached = np.concatenate(([0], np.cumsum(widths)))
    behind = np.searchsorted(reached, reached[:-1] + WIDTH, side="right") - 1
    behind = np.minimum(np.maximum(behind, np.arange(len(widths)) + 1), stops)
    many = behind - np.arange(len(widths))
    first = np.repeat(np.arange(len(widths)), many)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)
    return first, first + offset


def _slots(points: NDArray[np.uint32]) -> tuple[Numbers, ...]:
    """Return the slot of every n-gram, by length and by the sign it begins at."""
    found = []
    hashed = np.zeros(len(points), dtype=np.uint64)
    for length in range(1, LENGTHS[-1] + 1):
        hashed = hashed[: max(len(points) - length + 1, 0)]
        hashed = hashed * _PRIME + points[length - 1 :] + np.uint64(length)
        mixed = hashed * _MIX
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _STIR
        found.append((mixed >> np.uint64(40)).astype(np.int64) % SLOTS)
    return tuple(found)
