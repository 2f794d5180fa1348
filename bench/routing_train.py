"""Train the classifier for wordings nobody listed: ``python -m bench.routing_train``.

A logistic regression over hashed character n-grams whose weights are kept from falling below zero:
Adam with a projection, in NumPy. Only ``dev.jsonl`` is read. The threshold comes from
cross-validation by family: each question is weighed by weights that never saw its family in any
language, and the threshold lets ``OVER_ROUTED`` of the harmless ones pass.
"""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.routing_set import FOLDER, HARMLESS, Item
from knowledge.hazards.spelling import spelled
from knowledge.hazards.wordings import BUCKETS, WEIGHTS, stretches
from knowledge.model import Hazard

FOLDS = 6
STEPS, RATE = 300, 0.005
SQUARES, ABSOLUTES = 1e-2, 1e-3
OVER_ROUTED = 0.005
Floats = npt.NDArray[np.float32]


def questions(path: Path = FOLDER / "dev.jsonl") -> list[Item]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Item(**json.loads(line)) for line in lines]


def features(items: list[Item]) -> Floats:
    """Return which n-grams each question has (questions × buckets, 0 or 1)."""
    matrix = np.zeros((len(items), BUCKETS), dtype=np.float32)
    for row, item in enumerate(items):
        for columns in stretches(spelled(item.text)):
            matrix[row, columns] = 1
    return matrix


def trained(matrix: Floats, hazardous: Floats) -> Floats:
    """Return one weight a bucket, none below zero; the bias is left to the threshold."""
    count, share = len(hazardous), hazardous.mean()
    counts = np.where(hazardous > 0, 0.5 / share, 0.5 / (1 - share)) / count
    weights, bias = np.zeros(matrix.shape[1]), 0.0
    mean, square = np.zeros(matrix.shape[1] + 1), np.zeros(matrix.shape[1] + 1)
    for step in range(1, STEPS + 1):
        error = counts * (1 / (1 + np.exp(-(matrix @ weights + bias))) - hazardous)
        slope = np.append(matrix.T @ error + SQUARES * weights + ABSOLUTES, error.sum())
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        move = RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights, bias = np.maximum(0, weights - move[:-1]), bias - 5 * move[-1]
    return weights.astype(np.float32)


def naming(matrix: Floats, items: list[Item], hazards: list[Hazard]) -> Floats:
    """Return how much more often each hazard's questions have an n-gram than all (log odds)."""
    labels = np.array([item.label for item in items])
    overall = (matrix.sum(axis=0) + 1) / (len(items) + 2)
    own = [matrix[labels == each.value] for each in hazards]
    return np.array([np.log((part.sum(axis=0) + 1) / (len(part) + 2) / overall) for part in own])


def main() -> None:
    items = questions()
    matrix = features(items)
    hazardous = np.array([item.label != HARMLESS for item in items], dtype=np.float32)
    families = sorted({item.family for item in items})
    folds = np.array([families.index(item.family) % FOLDS for item in items])
    unseen = np.zeros(len(items))
    for fold in range(FOLDS):
        own = folds == fold
        unseen[own] = matrix[own] @ trained(matrix[~own], hazardous[~own])
    threshold = float(np.quantile(unseen[hazardous == 0], 1 - OVER_ROUTED))
    caught = (unseen[hazardous == 1] >= threshold).mean()
    print(f"{len(items)} questions, {len(families)} families, {FOLDS} folds by family")
    print(f"of families never seen: {caught:.1%} recognised, {OVER_ROUTED:.1%} over-routed")
    weights = trained(matrix, hazardous)
    hazards = [each for each in Hazard if any(item.label == each.value for item in items)]
    names = naming(matrix, items, hazards)
    np.savez_compressed(
        WEIGHTS,
        hazards=np.array([each.value for each in hazards]),
        weights=np.round(weights / weights.max() * 255).astype(np.uint8),
        threshold=np.int64(np.ceil(threshold / weights.max() * 255)),
        names=np.clip(np.round(names * 32), -127, 127).astype(np.int8),
    )
    print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
