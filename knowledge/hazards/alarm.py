"""Emergencies in words that no list knows: by how they read and by what they mean, together.

Knows trained weights of character n-grams (as ``unlisted`` lays them out) and of the dimensions of
a text's vector: "new guy off the ladder, not moving" reads like none that was listed and means
what many do. Either alone tells less. The vector is of the text in English words. Does not know
embedders, nor how the weights came about (``bench.alarm``).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.hazards.unlisted import STEPS, gaps_of, laid_out, slots_of

WEIGHTS = Path(__file__).parent / "alarm.npz"
LONGEST = 300
"""Characters: an emergency is told in few words, and a long text has no one meaning."""


class Danger(StrEnum):
    """How sure it is that somebody tells of an emergency."""

    CERTAIN = "certain"
    LIKELY = "likely"


@dataclass(frozen=True)
class Alarm:
    """Weights of the n-grams (in hundredths) and of the vector, and from what sum on it counts.

    ``model`` names the embedder whose vectors these are; those of another mean nothing here.
    """

    model: str
    runs: NDArray[np.int8]  # [SLOTS]
    meaning: NDArray[np.float32]  # [dimensions]
    bias: float
    likely: float
    certain: float

    def heard(self, text: str, vector: NDArray[np.floating[Any]]) -> Danger | None:
        """Return how sure the text, with its vector, is an emergency; None if it reads like none.

        It tells little of a text of more than ``LONGEST`` characters.
        """
        said = self.said(text, vector)
        if said < self.likely:
            return None
        return Danger.CERTAIN if said >= self.certain else Danger.LIKELY

    def said(self, text: str, vector: NDArray[np.floating[Any]]) -> float:
        """Return the log-odds of its heaviest run of words and of its meaning, added."""
        laid = laid_out(text)
        if not len(laid.first):
            return float("-inf")
        return (
            float(laid.summed(self.runs).max()) / STEPS + float(vector @ self.meaning) + self.bias
        )

    def save(self, path: Path) -> None:
        """Write what ``trained_alarm`` reads."""
        gaps, weights = gaps_of(self.runs)
        numbers = np.array([self.bias, self.likely, self.certain])
        np.savez_compressed(
            path,
            model=self.model,
            gaps=gaps,
            runs=weights,
            meaning=self.meaning.astype(np.float16),
            numbers=numbers,
        )


@lru_cache(maxsize=1)
def trained_alarm() -> Alarm:
    """Return the weights that come with the product."""
    with np.load(WEIGHTS) as kept:
        bias, likely, certain = map(float, kept["numbers"])
        runs = slots_of(kept["gaps"], kept["runs"])
        meaning = kept["meaning"].astype(np.float32)
        return Alarm(str(kept["model"]), runs, meaning, bias, likely, certain)
