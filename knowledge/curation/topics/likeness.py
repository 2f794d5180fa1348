"""What questions are compared by: their meaning without what all share, and how they are spelt.

Knows vectors and letters. Meaning alone confuses questions that differ in one word; letters alone
confuse everything else. Spelling is counted in a fixed number of hashed pieces of words, so that
sums of questions are kept like questions.
"""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.curation.topics.grouping import Points, unit

Counts = NDArray[np.float32]

PIECES = 512
SPELLING = 0.3
"""How much spelling counts beside meaning."""
SETTLED = 50
"""Questions after which half of what all share is taken off."""


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


def points_of(
    meaning: Points, pieces: Counts, *, shared: NDArray[np.float32], rarity: NDArray[np.float32]
) -> Points:
    """Return the points by which questions, or sums of them, are compared.

    ``shared``: the vector that all have in common; ``rarity``: what each piece counts.
    """
    own = unit(unit(meaning) - shared)
    return unit(np.hstack([own, SPELLING * unit(pieces * rarity)]))


def shared_by(meaning: Points, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what the questions have in common; little of it as long as they are few."""
    total = float(weights.sum())
    mean = (weights @ unit(meaning)) / max(total, 1.0)
    return (mean * (total / (total + SETTLED))).astype(np.float32)


def rarity_of(holding: NDArray[np.float32], questions: int) -> NDArray[np.float32]:
    """Return what each piece counts, from how many questions hold it."""
    return (np.log((questions + 1) / (holding + 1)) + 1).astype(np.float32)
