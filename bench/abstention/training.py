"""Training the judge with plain NumPy: two ridge logistic regressions beside each other.

Knows rows and weights. Does not know where the rows come from.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bench.abstention.rows import Row
from knowledge.answerability.judge import CLASSES as CANNOT
from knowledge.answerability.judge import Judge

RIDGES = (3.0, 10.0, 30.0)
FOLDS = 10
Floats = NDArray[np.float64]


def trained(sets: Sequence[Sequence[Row]], names: Sequence[str], ridge: float) -> Judge:
    """Train on the sets; within each, questions that can be answered weigh as those that cannot."""
    rows = [row for each in sets for row in each]
    values = table(rows, names)
    means, scales = values.mean(0), values.std(0) + 1e-9
    of_set = np.repeat(np.arange(len(sets)), [len(each) for each in sets])
    classes = np.array([row.answerability for row in rows])
    fits = []
    for cannot in CANNOT:
        used = (classes == cannot) | ~np.isin(classes, CANNOT)
        wanted = (classes[used] == cannot).astype(float)
        shares = _shares(of_set[used], wanted)
        fits.append(_fitted((values[used] - means) / scales, wanted, shares, ridge))
    both = np.array(fits).T
    return Judge(tuple(names), means, scales, both[:-1], both[-1])


def best_ridge(train: Sequence[Row], also: Sequence[Row], names: Sequence[str]) -> float:
    """Choose the ridge on the training rows alone, cross-validated among themselves."""

    cannot = np.array([row.answerability in CANNOT for row in train])
    shares = _shares(np.zeros(len(train), dtype=np.int64), cannot.astype(float))

    def loss(ridge: float) -> float:
        can = held_out(train, also, names, lambda _: ridge, seed=99)
        return -float(np.mean(shares * np.log(np.where(cannot, 1 - can, can))))

    return min(RIDGES, key=loss)


def held_out(
    rows: Sequence[Row],
    also: Sequence[Row],
    names: Sequence[str],
    ridge_for: Callable[[Sequence[Row]], float],
    *,
    seed: int,
) -> Floats:
    """Return for each row the chance that it can be answered, by a judge without its group.

    ``ridge_for`` gets the rows of the other folds; ``also`` is trained on in every fold.
    """
    fold = _folds(rows, seed)
    chances = np.zeros(len(rows))
    for one in range(FOLDS):
        others = [row for row, at in zip(rows, fold, strict=True) if at != one]
        judge = trained([others, also] if also else [others], names, ridge_for(others))
        for place in np.flatnonzero(fold == one):
            chances[place] = judge.chances(rows[place].features).neither
    return chances


def balanced_accuracy(rows: Sequence[Row], abstains: NDArray[np.bool_]) -> float:
    """Return the mean of the shares right: abstained from and answered."""
    cannot = np.array([row.answerability in CANNOT for row in rows])
    return float((abstains[cannot].mean() + (~abstains[~cannot]).mean()) / 2)


def table(rows: Sequence[Row], names: Sequence[str]) -> Floats:
    """Return the features, one row a question."""
    return np.array([[row.features[name] for name in names] for row in rows])


def _shares(of_set: NDArray[np.int64], wanted: Floats) -> Floats:
    shares = np.zeros(len(wanted))
    for one in np.unique(of_set):
        for side in (0.0, 1.0):
            here = (of_set == one) & (wanted == side)
            if here.any():
                shares[here] = (of_set == one).sum() / 2 / here.sum()
    return shares


def _fitted(values: Floats, wanted: Floats, shares: Floats, ridge: float) -> Floats:
    """Return the weights and, last, the bias, by Newton's method."""
    rows = np.c_[values, np.ones(len(values))]
    weights = np.zeros(rows.shape[1])
    penalty = np.diag([*[ridge] * values.shape[1], 1e-6])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (shares * (chance - wanted)) + penalty @ weights
        bend = (rows * (shares * chance * (1 - chance))[:, None]).T @ rows + penalty
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def _folds(rows: Sequence[Row], seed: int) -> NDArray[np.int64]:
    """Return each row's fold: groups stay together, classes are spread evenly."""
    random = np.random.default_rng(seed)
    of_group: dict[str, int] = {}
    groups = {row.group: row.answerability for row in rows}
    for answerability in sorted(set(groups.values())):
        members = [group for group, own in groups.items() if own == answerability]
        for place, member in enumerate(random.permutation(len(members))):
            of_group[members[member]] = place % FOLDS
    return np.array([of_group[row.group] for row in rows])
