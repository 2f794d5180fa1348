"""What every machine of the sample plant can do, and the two dynamics they are made of.

Knows lags and wandering disturbances. Does not know any particular machine.
"""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

Signal = float | str
Disturbance = Mapping[str, float]


@dataclass(frozen=True)
class Measured:
    """What counts in the end, as the laboratory or the meter reports it.

    ``miss`` is the distance from the ideal, in the unit of ``value``; ``tolerance`` the change of
    ``miss`` that people would call a change.
    """

    name: str
    value: Decimal
    unit: str
    miss: float
    tolerance: float


class Machine(Protocol):
    """A machine with set points (what people set) and signals (what is true now)."""

    set_points: dict[str, Decimal]
    product: str

    def advance(
        self, minutes: float, hour: float, disturbance: Disturbance, rng: random.Random
    ) -> None:
        """Let time pass; ``hour`` is the hour of the day, 0 to 24."""

    def signals(self) -> dict[str, Signal]:
        """Return the true values by sensor name."""

    def measured(self) -> Measured:
        """Return what counts in the end, now."""

    def normal(self) -> None:
        """Put the set points where a new shift likes them."""


def lag(value: float, target: float, tau: float, minutes: float) -> float:
    """Return a first-order lag's value after some minutes; ``tau`` is its time constant (min)."""
    return target + (value - target) * math.exp(-minutes / tau)


def wander(
    value: float, mean: float, tau: float, spread: float, minutes: float, rng: random.Random
) -> float:
    """Return an Ornstein-Uhlenbeck step: pulled to ``mean``, spread in the long run ``spread``."""
    keep = math.exp(-minutes / tau)
    return mean + (value - mean) * keep + rng.gauss(0.0, spread * math.sqrt(1.0 - keep * keep))
