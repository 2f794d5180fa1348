"""What questions are compared by: their meaning without what all share, how they are spelt, and
what they are about.

Knows vectors, letters and names of places. Meaning alone confuses questions that differ in one
word; letters alone confuse everything else; and two wordings that share no word are about the same
if the documents say the same to both. Spelling and places are counted in a fixed number of hashed
places, so that sums of questions are kept like questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.curation.topics.grouping import Points, unit

Counts = NDArray[np.float32]
Found = Sequence[tuple[str, float]]
"""Places of documents by name, and how well each fits a question: the search's own score."""

PIECES = 512
SPELLING = 0.3
"""How much spelling counts beside meaning."""
ABOUT = 128
SUBJECT = 0.72
"""How much it counts beside meaning what a question is about."""
NOWHERE = 0.55
"""A best place that fits no better than this is as likely none."""
NEXT = 0.07
"""A place that fits so much less than the best one counts a third of it."""
EQUIPMENT = 0.75
"""How much the kind of equipment counts, where all places together count 1."""
SETTLED = 50
"""Questions after which half of what all share is taken off."""


@dataclass(frozen=True)
class Question:
    """One question as it is compared: its words, their vector of length 1, and what it is about.

    ``about`` is ``about_of`` it; None where nothing is known of that.
    """

    text: str
    meaning: NDArray[np.float32]
    about: Counts | None = None


@dataclass(frozen=True)
class Common:
    """What questions have in common: in meaning, in what they are about; what each piece counts."""

    meaning: NDArray[np.float32]
    about: Counts
    rarity: Counts

    @classmethod
    def nothing(cls, dimensions: int) -> "Common":
        """Return what is in common before there are questions."""
        return cls(
            np.zeros(dimensions, np.float32),
            np.zeros(ABOUT, np.float32),
            np.ones(PIECES, np.float32),
        )


def pieces_of(text: str) -> Counts:
    """Return the counted pieces of the text's words, 3 to 5 letters long, in ``PIECES`` places.

    A sign by hash lets pieces that share a place cancel out instead of adding up.
    """
    counts = np.zeros(PIECES, dtype=np.float32)
    for word in text.casefold().split():
        padded = f" {word} "
        for size in (3, 4, 5):
            for start in range(max(1, len(padded) - size + 1)):
                place = crc32(padded[start : start + size].encode())
                counts[place % PIECES] += 1.0 if place & 0x80000000 else -1.0
    return counts


def about_of(found: Found, equipment: str) -> Counts:
    """Return what a question is about, as a vector of length 1; shorter, the less of it is known.

    ``found``: what the search found for it; ``equipment``: which kind it was asked about, or "".
    """
    shares = {}
    if found:
        fit = np.exp((np.array([score for _, score in found]) - NOWHERE) / NEXT)
        shares = dict(zip((place for place, _ in found), fit / (fit.sum() + 1.0), strict=True))
    if equipment:
        shares[f"equipment {equipment}"] = EQUIPMENT
    counts = np.zeros(ABOUT, np.float32)
    for name, share in shares.items():
        place = crc32(name.encode())
        counts[place % ABOUT] += np.sqrt(share) * (1.0 if place & 0x80000000 else -1.0)
    counts /= np.sqrt(1.0 + EQUIPMENT)
    return counts


def points_of(meaning: Points, pieces: Counts, about: Counts, common: Common) -> Points:
    """Return the points by which questions, or sums of them, are compared.

    ``about`` is what they are about on average.
    """
    known = np.any(about, axis=1, keepdims=True)
    own = unit(unit(meaning) - common.meaning)
    subject = about - common.about * known
    return unit(np.hstack([own, SPELLING * unit(pieces * common.rarity), SUBJECT * subject]))


def shared_by(vectors: Points, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what the questions' vectors have in common; little of it as long as they are few.

    A row is the vector of as many questions as it weighs.
    """
    total = float(weights.sum())
    mean = (weights @ vectors) / max(total, 1.0)
    return (mean * (total / (total + SETTLED))).astype(np.float32)


def rarity_of(holding: NDArray[np.float32], questions: int) -> NDArray[np.float32]:
    """Return what each piece counts, from how many questions hold it."""
    return (np.log((questions + 1) / (holding + 1)) + 1).astype(np.float32)
