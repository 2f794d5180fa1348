"""How well the product knows what it cannot answer: ``python -m bench.abstention [--write]``.

On MT-RAG (unanswerable and underspecified against answerable and partial): cross-validated by
conversation, with the ridge chosen inside the training folds, five times over other folds; beside
it the same on the passages' similarity alone. On the sample plant: a third of the questions was
kept from training. On two sets never trained on: their own questions, and those of the other,
which have no answer there. Last, whole turns of the sample plant's month, by halves. ``--write``
trains on MT-RAG, the other two thirds and a few of the first half, and writes the weights that the
product ships.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.abstention.month import month_rows, report
from bench.abstention.rows import Row, foreign_rows, mtrag_rows, plant_rows
from bench.abstention.training import (
    CANNOT,
    balanced_accuracy,
    best_ridge,
    held_out,
    trained,
)
from knowledge.answerability import ABSTAIN_BELOW
from knowledge.answerability.judge import WEIGHTS, Judge
from knowledge.answerability.judge import trained as shipped
from knowledge.index.export import ensure
from knowledge.index.onnx import OnnxEmbedder, default_directory

TIMES = 5
SIMILARITY = ("best", "gap")
MONTH = 50
"""Questions of the month trained on: more would drown MT-RAG."""
CLASSES = ("answerable", "partial", *CANNOT)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights that are shipped")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        embedder = OnnxEmbedder(ensure(default_directory()))
        mtrag = list(mtrag_rows(embedder, Path(folder) / "mtrag"))
        (Path(folder) / "plant").mkdir()
        plant = list(plant_rows(Path(folder) / "plant"))
        foreign = dict(foreign_rows(embedder, Path(folder)))
        tried = [row for row in plant if not row.kept]
        (Path(folder) / "month").mkdir()
        tried += month_rows(Path(folder) / "month", half=0, most=MONTH)
    kept = [row for row in plant if row.kept]
    names = tuple(mtrag[0].features)
    if options.write:
        ridge = best_ridge(mtrag, tried, names)
        _write(trained([mtrag, tried], names, ridge), ridge, len(mtrag), len(tried))
        shipped.cache_clear()
    print(f"MT-RAG, {len(mtrag)} questions, 10 folds by conversation, {TIMES} times")
    _cross_validated("similarity alone", mtrag, [], SIMILARITY)
    _cross_validated("all features, MT-RAG alone", mtrag, [], names)
    _cross_validated("all features, as shipped", mtrag, tried, names)
    judge = shipped()
    for told, rows in (("trained on", tried), ("kept", kept)):
        abstains = np.array([judge.chances(row.features).neither < ABSTAIN_BELOW for row in rows])
        _print(f"sample plant, {len(rows)} questions {told}", [abstains], rows)
    for name, rows in foreign.items():
        abstains = np.array([judge.chances(row.features).neither < ABSTAIN_BELOW for row in rows])
        _print(f"{name}, its questions and those of others", [abstains], rows)
    print("sample plant's month, whole turns")
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        for line in report(Path(folder)):
            print(line)


def _cross_validated(
    what: str, rows: Sequence[Row], also: Sequence[Row], names: Sequence[str]
) -> None:
    rounds = [
        held_out(rows, also, names, lambda train: best_ridge(train, also, names), seed=seed)
        < ABSTAIN_BELOW
        for seed in range(TIMES)
    ]
    _print(what, rounds, rows)


def _print(what: str, rounds: Sequence[NDArray[np.bool_]], rows: Sequence[Row]) -> None:
    """Print the balanced accuracy with its spread, and the share right of each class."""
    scores = [balanced_accuracy(rows, abstains) for abstains in rounds]
    classes = np.array([row.answerability for row in rows])
    right = []
    for each in CLASSES:
        if (classes == each).any():
            mean = float(np.mean([abstains[classes == each].mean() for abstains in rounds]))
            right.append(f"{each} {mean if each in CANNOT else 1 - mean:.2f}")
    spread = f" ± {np.std(scores):.3f}" if len(scores) > 1 else ""
    print(f"  {what}: balanced accuracy {np.mean(scores):.3f}{spread}; {', '.join(right)}")


def _write(judge: Judge, ridge: float, mtrag: int, plant: int) -> None:
    facts = {
        "trained_on": f"MT-RAG ({mtrag} questions, Apache-2.0) and {plant} questions to the sample "
        f"plant, {MONTH} of them from its month, by python -m bench.abstention --write",
        "ridge": ridge,
        **judge.to_json(),
    }
    WEIGHTS.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {WEIGHTS}")


if __name__ == "__main__":
    main()
