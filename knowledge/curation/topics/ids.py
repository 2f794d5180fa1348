"""Which topic goes on under which id when all were parted anew.

Knows how many questions of which topic are in which part. Does not know handfuls or questions.
"""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.curation.topics.grouping import Labels, Weights

_Shared = Sequence[tuple[tuple[int, int], int]]


def named(
    labels: Labels, topics: NDArray[np.int64], weights: Weights, *, new: Callable[[], int]
) -> tuple[NDArray[np.int64], dict[int, int]]:
    """Return an id for each label's points, and where the ids lead that do not go on.

    Each old id goes on where most of its questions are, if it is the largest there that is left;
    one that does not leads to where most of them went. ``new`` gives an id that never was.
    """
    counts: Counter[tuple[int, int]] = Counter()
    for label, topic, weight in zip(labels, topics, weights, strict=True):
        counts[int(label), int(topic)] += int(weight)
    shared: _Shared = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    names = _matched(shared)
    for label in range(int(labels.max()) + 1):
        if label not in names:
            names[label] = new()
    going_on = set(names.values())
    led = {topic: names[label] for (label, topic), _ in reversed(shared) if topic not in going_on}
    return np.array([names[int(label)] for label in labels], dtype=np.int64), led


def _matched(shared: _Shared) -> dict[int, int]:
    """Return which label goes on with which id: the largest share first, each once."""
    names: dict[int, int] = {}
    taken: set[int] = set()
    for (label, topic), _ in shared:
        if label not in names and topic not in taken:
            names[label] = topic
            taken.add(topic)
    return names
