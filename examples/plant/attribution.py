"""Risk models whose explanation is exact: base value plus all scores is the output.

Knows two kinds: linear, and logistic with integrated gradients. Does not know units or machines.

For a logistic model the path from the reference point to the readings is straight, so the
integrated gradient of an input is its share of the log-odds, scaled to the change of the
probability. Scores are rounded before they are added, so the sum is exact in print.
"""

import math
from dataclasses import dataclass
from decimal import Decimal

from examples.plant.readings import Readings, number, rounded

PLACES = 3


@dataclass(frozen=True)
class Feature:
    """An input's weight per unit, counted from its reference value."""

    name: str
    weight: float
    reference: float


@dataclass(frozen=True)
class Explanation:
    """What an output is made of; ``value`` is exactly ``base`` plus the scores."""

    method: str
    output: str
    unit: str
    base: Decimal
    scores: tuple[tuple[str, Decimal], ...]

    @property
    def value(self) -> Decimal:
        """The explained output."""
        return self.base + sum((score for _, score in self.scores), Decimal(0))


@dataclass(frozen=True)
class RiskModel:
    """A model of one unwanted thing; a recommendation is due from ``threshold`` on.

    ``base`` is the output at the reference point: a probability when ``logistic``, else a
    figure in ``unit``.
    """

    output: str
    base: float
    features: tuple[Feature, ...]
    threshold: float
    logistic: bool = True
    unit: str = ""

    def value(self, readings: Readings) -> float:
        """Return the output for these readings."""
        total = sum(self._terms(readings))
        return _logistic(_log_odds(self.base) + total) if self.logistic else self.base + total

    def explain(self, readings: Readings) -> Explanation:
        """Return the output's parts, the heaviest first."""
        terms = self._terms(readings)
        factor = self._slope(sum(terms)) if self.logistic else 1.0
        scores = [
            (feature.name, rounded(term * factor, PLACES))
            for feature, term in zip(self.features, terms, strict=True)
        ]
        scores.sort(key=lambda pair: -abs(pair[1]))
        method = "integrated gradients" if self.logistic else "linear contributions"
        base = rounded(self.base, PLACES)
        return Explanation(method, self.output, self.unit, base, tuple(scores))

    def _terms(self, readings: Readings) -> list[float]:
        return [f.weight * (float(number(readings, f.name)) - f.reference) for f in self.features]

    def _slope(self, total: float) -> float:
        if abs(total) < 1e-9:
            return self.base * (1.0 - self.base)
        return (_logistic(_log_odds(self.base) + total) - self.base) / total


def _log_odds(probability: float) -> float:
    return math.log(probability / (1.0 - probability))


def _logistic(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-log_odds))
