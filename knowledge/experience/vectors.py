"""Vectors: tables of them, a row each, and what all that reckon with them need."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Vectors of unit length, one a row."""

Vector = NDArray[np.float32]
"""One vector of unit length."""


def unit(vectors: Vectors) -> Vectors:
    """Return the vectors, each of unit length."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, np.float32(1e-9)))


def pieces(count: int, *, at_once: int) -> Iterator[slice]:
    """Give so many rows in pieces: who compares a piece with a whole table bounds memory."""
    for start in range(0, count, at_once):
        yield slice(start, min(start + at_once, count))
