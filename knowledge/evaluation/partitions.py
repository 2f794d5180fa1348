"""How alike two ways are to part the same things: found topics against known ones; pure.

Knows normalised mutual information (arithmetic mean, as scikit-learn's default), the adjusted Rand
index, and accuracy under the best matching of found to known. Does not know where either is from.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Table = NDArray[np.int64]
"""How many things are in each pair of (found, known)."""


def crossed(found: Sequence[Hashable], known: Sequence[Hashable]) -> Table:
    """Return the table of both, of as many rows as there are found and columns as known parts."""
    rows = {each: place for place, each in enumerate(dict.fromkeys(found))}
    columns = {each: place for place, each in enumerate(dict.fromkeys(known))}
    table = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for one, other in zip(found, known, strict=True):
        table[rows[one], columns[other]] += 1
    return table


def mutual_information(table: Table) -> float:
    """Return it normalised by the mean of both entropies, 0 to 1; 1 when both are one part."""
    whole = table.sum()
    both = (_entropy(table.sum(axis=1) / whole) + _entropy(table.sum(axis=0) / whole)) / 2
    shared = 2 * both - _entropy(table.ravel() / whole)
    return float(shared / both) if both > 0 else 1.0


def adjusted_rand(table: Table) -> float:
    """Return the share of pairs parted alike beyond chance, about 0 to 1."""
    together = _pairs(table.ravel())
    found, known = _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    expected = found * known / max(_pairs(table.sum(keepdims=True).ravel()), 1.0)
    most = (found + known) / 2
    return float((together - expected) / (most - expected)) if most != expected else 1.0


def accuracy(table: Table) -> float:
    """Return the share of things in the right part when each found part is matched to one known."""
    rows, columns = linear_sum_assignment(-table)
    return float(table[rows, columns].sum() / table.sum())


def _entropy(shares: NDArray[np.float64]) -> float:
    held = shares[shares > 0]
    return float(-(held * np.log(held)).sum())


def _pairs(counts: NDArray[np.int64]) -> float:
    return float((counts * (counts - 1) / 2).sum())
