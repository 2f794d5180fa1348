"""Training the classifier: a logistic regression that learns from the heaviest runs of words.

Knows texts, their labels, and how runs are weighed (``knowledge.hazards.unlisted``). A hazardous
question is learned from the run that weighs most so far; a harmless one from every run that came
to weigh much on the way. Does not know where the texts come from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from knowledge.hazards.unlisted import LENGTHS, SLOTS, STEPS, Laid, Numbers, Unlisted, laid_out

ROUNDS = 4
LOOSENESS = 0.3
"""The inverse of the ridge."""
NEAR = -3.0
"""A run of a harmless text with these log-odds is learned from."""
COUNTS = {"en": 3, "zh": 2}
"""A hazardous text of the language counts as so many: most general texts are English, lest they
drown it, and a Chinese one has few signs."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Text:
    """A text laid out, whether it is hazardous, and as how many it counts."""

    laid: Laid
    hazardous: bool
    counts: int = 1


def laid(texts: Iterable[str], *, hazardous: bool) -> list[Text]:
    return [Text(laid_out(each), hazardous) for each in texts]


def trained(texts: Sequence[Text]) -> tuple[Floats, float]:
    """Return the weight of each slot and the log-odds of a run that weighs nothing."""
    texts = [each for each in texts if len(each.laid.first)]
    learned = {(index, _widest(each.laid)) for index, each in enumerate(texts)}
    weights, bias = _fitted(texts, learned)
    for _ in range(ROUNDS - 1):
        learned = {pair for pair in learned if not texts[pair[0]].hazardous}
        for index, each in enumerate(texts):
            weighed = each.laid.summed(weights)
            run = int(np.argmax(weighed))
            if each.hazardous or weighed[run] + bias > NEAR:
                learned.add((index, run))
        weights, bias = _fitted(texts, learned)
    return weights, bias


def heaviest(texts: Iterable[Text], weights: Floats) -> Floats:
    """Return what the heaviest run of each text weighs."""
    return np.array([each.laid.summed(weights).max(initial=-np.inf) for each in texts])


def in_whole_numbers(weights: Floats, enough: float) -> Unlisted:
    """Return the classifier that is shipped; ``enough``: the weight of a hazardous run."""
    return Unlisted(rounded(weights), int(np.ceil(enough * STEPS)))


def rounded(weights: Floats) -> NDArray[np.int8]:
    """Return the weights in whole numbers, as they are shipped."""
    return np.clip(np.round(weights * STEPS), -127, 127).astype(np.int8)


def _widest(laid: Laid) -> int:
    """Return the run that begins with the text and is as wide as one may be."""
    return int(np.flatnonzero(laid.first == 0)[-1])


def _fitted(texts: Sequence[Text], learned: set[tuple[int, int]]) -> tuple[Floats, float]:
    pairs = sorted(learned)
    rows = [_ngrams(texts[index].laid, run) for index, run in pairs]
    ends = np.cumsum([0, *(len(slots) for slots, _ in rows)])
    slots, counts = (np.concatenate(each) for each in zip(*rows, strict=True))
    table = sp.csr_matrix((counts.astype(float), slots, ends), shape=(len(rows), SLOTS))
    table.sum_duplicates()
    model = LogisticRegression(C=LOOSENESS, solver="liblinear", max_iter=200)
    model.fit(
        table,
        [texts[index].hazardous for index, _ in pairs],
        sample_weight=[texts[index].counts for index, _ in pairs],
    )
    return model.coef_[0], float(model.intercept_[0])


def _ngrams(laid: Laid, run: int) -> tuple[Numbers, Numbers]:
    """Return the slots of the run's n-grams and how often each counts."""
    slots, counts = [], []
    for length, of_length in zip(LENGTHS, laid.slots, strict=True):
        start, end = (int(each[0]) for each in laid.begin(np.array([run]), length))
        slots.append(of_length[start:end])
        counts.append(laid.counts[start:end])
    return np.concatenate(slots), np.concatenate(counts)
