"""The judge: from the features of a question to how probable it is that it can be answered.

Knows two logistic models side by side, each against "can be answered": that nothing found says it
(*unanswerable*), and that the question leaves open what it is about (*underspecified*). Both were
trained on questions with a known class; ``weights.json`` says on which. Does not know words.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "weights.json"
CLASSES = ("unanswerable", "underspecified")
CERTAIN = 30.0
"""Beyond these log-odds a float says nothing more."""


@dataclass(frozen=True)
class Chances:
    """How probable each class is, when as many questions can be answered as cannot."""

    unanswerable: float
    underspecified: float

    @property
    def neither(self) -> float:
        """That the question can be answered, at least in part."""
        return 1 - self.unanswerable - self.underspecified


@dataclass(frozen=True)
class Judge:
    """The trained weights: the log-odds are ``bias + Σ weight · (value - mean) / scale``."""

    names: tuple[str, ...]
    means: NDArray[np.float64]
    scales: NDArray[np.float64]
    weights: NDArray[np.float64]  # [features, 2]: unanswerable, underspecified
    biases: NDArray[np.float64]

    def chances(self, features: Mapping[str, float]) -> Chances:
        """Return the chances for one question; ``KeyError`` names a feature that is missing."""
        values = np.array([features[name] for name in self.names])
        logits = (values - self.means) / self.scales @ self.weights + self.biases
        return chances(logits)

    def to_json(self) -> dict[str, Any]:
        """Return the object that ``from_json`` reads."""
        columns = (self.means, self.scales, self.weights[:, 0], self.weights[:, 1])
        rows = zip(self.names, *(np.round(each, 4).tolist() for each in columns), strict=True)
        keys = ("name", "mean", "scale", *CLASSES)
        bias = dict(zip(CLASSES, np.round(self.biases, 4).tolist(), strict=True))
        return {"features": [dict(zip(keys, row, strict=True)) for row in rows], "bias": bias}


def chances(logits: Sequence[float] | NDArray[np.float64]) -> Chances:
    """Return the chances from both models' log-odds; each class that cannot weighs a quarter."""
    odds = [math.exp(min(max(float(one), -CERTAIN), CERTAIN)) / 2 for one in logits]
    return Chances(odds[0] / (1 + sum(odds)), odds[1] / (1 + sum(odds)))


@lru_cache(maxsize=1)
def trained() -> Judge:
    """Return the judge that comes with the product."""
    return from_json(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def from_json(facts: Mapping[str, Any]) -> Judge:
    """Read the judge from the object in ``weights.json``."""
    rows = facts["features"]
    return Judge(
        tuple(row["name"] for row in rows),
        np.array([row["mean"] for row in rows]),
        np.array([row["scale"] for row in rows]),
        np.array([[row[each] for each in CLASSES] for row in rows]),
        np.array([facts["bias"][each] for each in CLASSES]),
    )
