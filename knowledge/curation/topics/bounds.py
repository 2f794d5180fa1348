"""What engineers said of topics, as the miner respects it: together for good, apart for good.

Knows numbers of bound handfuls and which of them never meet again. Does not know who said so.
A newer word beats an older one: what was apart may be joined, what was joined may be parted.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


@dataclass
class Bounds:
    """``last`` number given; ``apart``: pairs of numbers, the lower first, that never meet."""

    last: int = 0
    apart: set[tuple[int, int]] = field(default_factory=set)

    def join(self, bounds: Rows, rows: Rows) -> None:
        """Bind the handfuls of these rows together, whatever parted some of them before."""
        old = _numbers(bounds, rows)
        self.last += 1
        bounds[rows] = self.last
        self._follow({each: {self.last} for each in old})

    def part(self, bounds: Rows, stay: Rows, go: Rows) -> None:
        """Bind those that stay and those that go, each together, and keep them apart."""
        staying, going = self.last + 1, self.last + 2
        self.last = going
        new: dict[int, set[int]] = {}
        for rows, number in ((stay, staying), (go, going)):
            for each in _numbers(bounds, rows):
                new.setdefault(each, set()).add(number)
            bounds[rows] = number
        self._follow(new)
        self.apart.add((staying, going))

    def _follow(self, new: dict[int, set[int]]) -> None:
        """Let what old numbers were kept apart from be so of the numbers that follow them."""
        self.apart = {
            (min(a, b), max(a, b))
            for one, other in self.apart
            for a in new.get(one, {one})
            for b in new.get(other, {other})
            if a != b
        }


def _numbers(bounds: Rows, rows: Rows) -> set[int]:
    return {int(each) for each in bounds[rows]} - {0}
