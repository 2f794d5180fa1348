"""How well recurring questions are told: ``python -m bench.topics``.

BANKING77's test questions in the order of the file and in five others, mined by the product, beside
Ward's tree with the best threshold (chosen on the labels, which flatters it), HDBSCAN, and HDBSCAN
after UMAP, on the same vectors in the same run. ``--large`` adds what a question costs at 100,000
of them. ``python -m bench.topics month`` mines the sample plant's month instead.
"""

import argparse
import csv
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.cluster import HDBSCAN

from bench.corpus import test_data
from bench.month import month_rows
from bench.table import Row, print_table
from knowledge.curation.topics.likeness import Question
from knowledge.curation.topics.miner import Miner
from knowledge.evaluation.partitions import accuracy, crossed, mutual_information
from knowledge.evaluation.topics import evaluate_topics
from knowledge.index import Vector
from knowledge.index.export import ensure
from knowledge.index.onnx import OnnxEmbedder, default_directory

ORDERS = 5
MANY = 100_000
JITTER = 0.25
"""Length of the random step by which a question of the large run differs from its model."""


class Kept:
    """Vectors of known texts, embedded once."""

    def __init__(self, texts: Sequence[str]) -> None:
        embedder = OnnxEmbedder(ensure(default_directory()))
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self.vectors = dict(zip(texts, embedder.embed(list(texts)), strict=True))

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the kept vectors of these texts."""
        return np.stack([self.vectors[text] for text in texts])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=["banking", "month"], default="banking")
    parser.add_argument("--large", action="store_true", help=f"also {MANY:,} questions")
    options = parser.parse_args()
    if options.what == "month":
        print_table("the sample plant's month", month_rows())
        return
    questions = questions_of("test")
    kept = Kept([text for text, _ in questions])
    rows = _mined(questions, kept)
    rows += _beside(questions, kept, rows)
    if options.large:
        rows.append(_large(kept))
    print_table("recurring questions", rows)


def questions_of(part: str) -> list[tuple[str, str]]:
    """Return the (text, intent) of a part of BANKING77, in the order of the file."""
    path = test_data() / "topics" / "banking77" / f"{part}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [(row[0], row[1]) for row in list(csv.reader(file))[1:]]


def _mined(questions: list[tuple[str, str]], kept: Kept) -> list[Row]:
    first = _measured(questions, kept)
    orders = [
        _measured(
            [questions[place] for place in np.random.default_rng(seed).permutation(3080)], kept
        )
        for seed in range(ORDERS)
    ]
    spread = max(abs(each["nmi"] - first["nmi"]) for each in orders)
    return [
        Row("NMI, in the order of the file", first["nmi"], "", at_least=0.825),
        Row("accuracy", first["accuracy"], "", at_least=0.66),
        Row("ARI", first["ari"], ""),
        Row("NMI as assigned at once", first["nmi_at_once"], ""),
        Row("topics found (there are 77)", first["topics"], ""),
        Row(f"NMI, largest change over {ORDERS} other orders", spread, "", at_most=0.02),
        Row("lowest accuracy over these", min(each["accuracy"] for each in orders), ""),
        Row("a question, consolidation included", first["ms_per_question"], "ms", at_most=5),
    ]


def _measured(questions: Sequence[tuple[str, str]], kept: Kept) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "questions.jsonl"
        lines = (json.dumps({"text": text, "label": label}) for text, label in questions)
        path.write_text("\n".join(lines), encoding="utf-8")
        return evaluate_topics(path, embedder=kept)


def _beside(questions: list[tuple[str, str]], kept: Kept, ours: list[Row]) -> list[Row]:
    points = kept.embed([text for text, _ in questions])
    labels = [label for _, label in questions]
    tree = linkage(points, "ward")
    cuts = [fcluster(tree, count, "maxclust") for count in range(50, 160, 3)]
    tables = [crossed(list(cut), labels) for cut in cuts]
    density = crossed(_dense(points), labels)
    flattened = crossed(_dense(_flattened(points)), labels)
    best_nmi = max(map(mutual_information, [*tables, flattened, density]))
    best_accuracy = max(map(accuracy, [*tables, flattened, density]))
    return [
        Row("Ward, best threshold for NMI", max(map(mutual_information, tables)), ""),
        Row("Ward, best threshold for accuracy", max(map(accuracy, tables)), ""),
        Row("HDBSCAN, NMI", mutual_information(density), ""),
        Row("HDBSCAN, accuracy", accuracy(density), ""),
        Row("UMAP to 5 dimensions + HDBSCAN, NMI", mutual_information(flattened), ""),
        Row("UMAP to 5 dimensions + HDBSCAN, accuracy", accuracy(flattened), ""),
        Row("our NMI beside the best of these", ours[0].figure, "", at_least=best_nmi),
        Row("our accuracy beside the best of these", ours[1].figure, "", at_least=best_accuracy),
    ]


def _dense(points: NDArray[np.float32]) -> list[int]:
    return list(HDBSCAN(min_cluster_size=8, copy=True).fit_predict(points))


def _flattened(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the points in five dimensions, as is usual before HDBSCAN (BERTopic's defaults)."""
    from umap import UMAP

    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=1)
    flat: NDArray[np.float32] = umap.fit_transform(points)
    return flat


def _large(kept: Kept) -> Row:
    """Return what a question costs: real questions, each some 30 times, never quite the same."""
    random = np.random.default_rng(7)
    texts = list(kept.vectors)
    miner = Miner(kept.dimensions)
    started = time.perf_counter()
    for place in random.integers(0, len(texts), MANY):
        miner.add(Question(texts[place], jittered(kept.vectors[texts[place]], random)))
    miner.part()
    spent = (time.perf_counter() - started) / MANY * 1000
    return Row(f"a question, over {MANY:,} of them", spent, "ms", at_most=10)


def jittered(vector: Vector, random: np.random.Generator) -> Vector:
    """Return a vector near this one, never quite the same."""
    step = random.normal(size=len(vector)).astype(np.float32)
    moved = vector + JITTER * step / np.linalg.norm(step)
    return (moved / np.linalg.norm(moved)).astype(np.float32)


if __name__ == "__main__":
    main()
