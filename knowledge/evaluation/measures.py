"""Measures of a ranking against known relevant documents; pure.

Knows nDCG with linear gain (as trec_eval and BEIR count it), recall and reciprocal rank. Does not
know where rankings come from.
"""

import math
from collections.abc import Mapping, Sequence

Grades = Mapping[str, int]
"""How relevant a document is to one query, by document; only those above 0 count."""


def ndcg(ranking: Sequence[str], grades: Grades, k: int) -> float:
    """Return the normalised discounted cumulative gain of the first ``k``, 0 to 1."""
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:k]
    gained = _discounted([max(grades.get(document, 0), 0) for document in ranking[:k]])
    return gained / _discounted(ideal) if ideal else 0.0


def recall(ranking: Sequence[str], grades: Grades, k: int) -> float:
    """Return the share of the relevant documents that are among the first ``k``, 0 to 1."""
    relevant = {document for document, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Grades, k: int) -> float:
    """Return 1 / the place of the first relevant document among the first ``k``, or 0."""
    for place, document in enumerate(ranking[:k], start=1):
        if grades.get(document, 0) > 0:
            return 1 / place
    return 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
