"""How ranking learns, beside the usual ways to learn it: ``python -m bench.learning [PART…]``.

77 articles by title, questions of people as feedback, other questions to be answered
(``topics/banking77``). Parts: ``curve`` (all articles, and the half that the constants were not
chosen on), ``noise`` (a fifth of the feedback names a wrong article), ``cost`` (100,000
judgements; 2,000 beside questions that nobody judged), ``hostile`` (through the real search over
one document an article).
"""

import argparse
import csv
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from bench.corpus import test_data
from bench.table import Row, print_table
from knowledge.evaluation.beir import CorpusDocument
from knowledge.evaluation.learning import (
    Embedded,
    LearningSet,
    Said,
    embedded,
    learned,
    shuffled,
)
from knowledge.evaluation.retrieval import TODAY, ScratchInstallation, installed
from knowledge.experience import Asker, At, Experience, Judged
from knowledge.experience.paths import Asked, Paths
from knowledge.experience.trust import ALIKE
from knowledge.index.export import ensure
from knowledge.index.onnx import OnnxEmbedder, default_directory
from knowledge.model import Confirmation, Person, place_of

POINTS = (0, 50, 150, 300, 770, 1_500, 3_000, 10_000)
TARGETS = {150: 0.70, 300: 0.77, 770: 0.85, 1_500: 0.885, 10_000: 0.935}
WITH_NOISE = {770: 0.81}
MANY = 100_000
FEW = 2_000
CHOSEN_ON = np.sort(np.random.default_rng(77).permutation(77)[:39])
"""The articles that the constants were chosen on; the others only report."""
STRANGER = Person("p-stranger", "Somebody else")
Scores = NDArray[np.float64]
Learner = Callable[[NDArray[np.float32], NDArray[np.intp], Embedded], Scores]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=["curve", "noise", "cost", "hostile"])
    parser.add_argument("--seeds", type=int, default=3, help="shuffles of curve and noise")
    options = parser.parse_args()
    embedder = OnnxEmbedder(ensure(default_directory()))
    known = embedded(_banking(), embedder, lambda *_: None)
    if "curve" in options.parts:
        _curve("recall@1, all 77 articles", known, options.seeds, TARGETS)
        rest = np.setdiff1d(np.arange(77), CHOSEN_ON)
        _curve("recall@1, 39 articles chosen on", _of(known, CHOSEN_ON), options.seeds)
        _curve("recall@1, 38 articles not chosen on", _of(known, rest), options.seeds)
    if "noise" in options.parts:
        title = "recall@1, a fifth of the feedback is wrong"
        _curve(title, known, options.seeds, WITH_NOISE, noise=0.2)
    if "cost" in options.parts:
        _cost(known)
    if "hostile" in options.parts:
        _hostile(known, embedder)


def _curve(
    title: str,
    known: Embedded,
    seeds: int,
    targets: dict[int, float] | None = None,
    noise: float = 0.0,
) -> None:
    points = [each for each in POINTS if each <= len(known.stream)]
    figures: dict[str, NDArray[np.float64]] = {}
    for seed in range(seeds):
        spoilt = shuffled(known, seed=seed, noise=noise)
        ours = [one for one, _ in learned(spoilt, points)]
        unreviewed = [one for one, _ in learned(spoilt, points, reviewed=False)]
        alone = [one for one, _ in learned(spoilt, points, unjudged=False)]
        runs = {
            "ranking, reviewed feedback": ours,
            "  nothing else was asked": alone,
            "  nobody reviewed it": unreviewed,
        }
        for name, learner in LEARNERS.items():
            runs[name] = [_recall(learner, spoilt, point) for point in points]
        for name, run in runs.items():
            figures[name] = figures.get(name, np.zeros(len(points))) + np.array(run) / seeds
    print(f"\n{title} after … judgements, mean of {seeds}")
    print(f"  {'':<28}" + "".join(f"{point:>8,}" for point in points))
    for name, means in figures.items():
        print(f"  {name:<28}" + "".join(f"{mean:>8.3f}" for mean in means))
    ours_mean = figures["ranking, reviewed feedback"]
    best = np.max([figures[name] for name in LEARNERS], axis=0)
    rows = [
        Row(
            f"after {point:,}, beside the best of these",
            ours_mean[column],
            "",
            at_least=best[column],
        )
        for column, point in enumerate(points)
    ]
    rows += [
        Row(f"after {point:,}", ours_mean[points.index(point)], "", at_least=target)
        for point, target in (targets or {}).items()
    ]
    rows.append(Row("the least of all", ours_mean.min(), "", at_least=ours_mean[0]))
    print_table(title, rows)


def _recall(learner: Learner, known: Embedded, point: int) -> float:
    learner = learner if point else _title
    scores = learner(known.stream[:point], known.stream_articles[:point], known)
    return float((scores.argmax(axis=1) == known.test_articles).mean())


def _title(_x: NDArray[np.float32], _y: NDArray[np.intp], known: Embedded) -> Scores:
    return np.asarray(known.test @ known.titles.T, dtype=np.float64)


def _centroid(x: NDArray[np.float32], y: NDArray[np.intp], known: Embedded) -> Scores:
    return np.asarray(known.test @ _centroids(x, y, known).T, dtype=np.float64)


def _centroids(x: NDArray[np.float32], y: NDArray[np.intp], known: Embedded) -> NDArray[np.float32]:
    sums = np.zeros_like(known.titles)
    np.add.at(sums, y, x)
    sums[np.bincount(y, minlength=len(sums)) == 0] = 0
    found = np.where(sums.any(axis=1, keepdims=True), sums, known.titles)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def _neighbour(x: NDArray[np.float32], y: NDArray[np.intp], known: Embedded) -> Scores:
    near, found = known.test @ x.T, _title(x, y, known)
    for article in np.unique(y):
        found[:, article] = np.maximum(found[:, article], near[:, y == article].max(axis=1))
    return found


def _regression(x: NDArray[np.float32], y: NDArray[np.intp], known: Embedded) -> Scores:
    from sklearn.linear_model import LogisticRegression

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        examples = np.vstack([known.titles, x])
        labels = np.append(np.arange(len(known.titles)), y)
        model = LogisticRegression(C=10, max_iter=200).fit(examples, labels)
    return np.asarray(model.decision_function(known.test), dtype=np.float64)


def _kernel_memory(x: NDArray[np.float32], y: NDArray[np.intp], known: Embedded) -> Scores:
    """Return the field notes' memory: a title prior, the 40 nearest, a centroid term."""
    near = known.test @ x.T
    if near.shape[1] > 40:
        least = np.partition(near, -40, axis=1)[:, -40][:, None]
        weights = np.where(near >= least, np.exp(22 * (near - 1)), 0)
    else:
        weights = np.exp(22 * (near - 1))
    memory = weights @ np.eye(len(known.titles))[y]
    prior = 2 * np.exp(22 * (_title(x, y, known) - 1))
    return np.log(prior + memory) + 0.3 * 22 * _centroid(x, y, known)


LEARNERS: dict[str, Learner] = {
    "title alone": _title,
    "centroids": _centroid,
    "nearest neighbour": _neighbour,
    "logistic regression": _regression,
    "kernel memory": _kernel_memory,
}


def _cost(known: Embedded) -> None:
    """Time taking in one more judgement, and ranking, at many of them."""
    for title, many, reviewed in (
        ("nobody reviewed", MANY, False),
        ("all reviewed", MANY, True),
        ("all reviewed, carried along questions that nobody judged", FEW, True),
    ):
        update, ranking = _timed(known, many, reviewed)
        late = update[-10_000:]
        rows = []
        for what, column, most in (("", 0, True), (", processor time", 1, False)):
            rows += [
                Row(
                    f"one more judgement, p50{what}",
                    float(np.median(late[:, column])),
                    "ms",
                    at_most=5 if most else None,
                ),
                Row(
                    f"one more judgement, longest of {len(late):,}{what}",
                    float(late[:, column].max()),
                    "ms",
                ),
                Row(
                    f"ranking one question, p50{what}",
                    float(np.median(ranking[:, column])),
                    "ms more",
                    at_most=3 if most else None,
                ),
                Row(
                    f"ranking one question, p95{what}",
                    float(np.percentile(ranking[:, column], 95)),
                    "ms more",
                ),
            ]
        print_table(f"at {many:,} judgements of 500 people, {title}", rows)


def _timed(
    known: Embedded, many: int, reviewed: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return milliseconds by the clock and of processor time: each update, each ranking."""
    chance = np.random.default_rng(1)
    asked = [Asked(f"p-{row % 500}", vector) for row, vector in enumerate(known.stream)]
    experience = Experience.of((), Paths.between(asked))
    update, ranking = [], []
    for number in range(many):
        row = int(chance.integers(len(known.stream)))
        vector = known.stream[row] + 0.02 * chance.normal(size=known.stream.shape[1])
        vector = (vector / np.linalg.norm(vector)).astype(np.float32)
        article = int(known.stream_articles[row])
        place = At(known.names[article], known.titles[article])
        judged = Judged(f"p-{number % 500}", vector, (place,), vouched=reviewed)
        started = _clocks()
        experience.add(judged)
        update.append(_clocks() - started)
    for vector in known.test[:500]:
        scores = (known.titles @ vector).astype(np.float64)
        started = _clocks()
        around = experience.around(vector, Asker("p-stranger"))
        if around:
            around.lifts(known.names, scores, known.titles)
        ranking.append(_clocks() - started)
    return np.array(update), np.array(ranking)


def _clocks() -> NDArray[np.float64]:
    return np.array([time.perf_counter(), time.thread_time()]) * 1000


def _hostile(known: Embedded, embedder: OnnxEmbedder) -> None:
    """Let one and two people judge 1,000 times falsely, through the real search."""
    with TemporaryDirectory(prefix="tandem-hostile-") as folder:
        titles = [CorpusDocument(name, name, name.replace("_", " ")) for name in known.names]
        made = installed(titles, embedder=embedder, scratch=Path(folder), progress=lambda *_: None)
        try:
            _attacked(made)
        finally:
            made.close()


def _attacked(made: ScratchInstallation) -> None:
    banking = _banking()
    chance = np.random.default_rng(2)
    honest = [banking.stream[row] for row in chance.permutation(len(banking.stream))[:770]]
    questions = [banking.test[row] for row in chance.permutation(len(banking.test))[:500]]
    asked = [each.text for each in questions]
    names = list(banking.titles)
    kept = made.store.confirmations
    at_random = [
        Said(asked[number % len(asked)], names[number * 7 % len(names)]) for number in range(1_000)
    ]
    steadily = [
        Said(each.text, names[(names.index(each.article) + 1) % len(names)]) for each in questions
    ] * 2
    attacks = (
        ("one person, at random", 1, at_random),
        ("one person, steadily the next article", 1, steadily),
        ("two who collude, at random", 2, at_random[:500]),
    )
    rows = []
    for what, said in (("nothing", []), ("770 honest judgements", honest)):
        kept.add([_judged(f"{what} {n}", f"honest-{n}", each) for n, each in enumerate(said)])
        before = [_first(made, text) for text in asked]
        for who, crowd, falsely in attacks:
            kept.add(
                [
                    _judged(f"{what} {who} {number} {one}", f"enemy-{one}", each)
                    for number, each in enumerate(falsely)
                    for one in range(crowd)
                ]
            )
            after = [_first(made, text) for text in asked]
            moved = [
                (text, new)
                for text, old, new in zip(asked, before, after, strict=True)
                if old != new
            ]
            alone = sum(not _agreed(made, text, new, said) for text, new in moved)
            _take_back(made, "enemy-")
            left = _differing(before, [_first(made, text) for text in asked])
            limit = 0 if crowd == 1 else None
            rows += [
                Row(f"{who}, beside {what}: changed", len(moved), "of 500", at_most=limit),
                Row("  of these where nobody honest said the same", alone, ""),
                Row("  still changed after taking it back", left, "of 500", at_most=0),
            ]
    print_table("first places of 500 questions, 1,000 false judgements by others", rows)


def _agreed(made: ScratchInstallation, text: str, article: str, honest: Sequence[Said]) -> bool:
    """Whether somebody honest confirmed the article for a question like this one."""
    texts = [each.text for each in honest if each.article == article]
    return any(near >= ALIKE for near in made.search.alike(text, texts))


def _differing(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _take_back(made: ScratchInstallation, of: str) -> None:
    from knowledge.learning.confirming import roll_back
    from knowledge.model import RollbackKind

    for number in (0, 1):
        roll_back(
            made.store, RollbackKind.AUTHOR, f"{of}{number}", by="bench", reason="false", now=TODAY
        )


def _judged(key: str, person: str, said: Said) -> Confirmation:
    place = replace(place_of(said.article, "", (), ""), digest="")
    return Confirmation(key, key, said.text, person, frozenset(), 1, (place,), TODAY)


def _first(made: ScratchInstallation, text: str) -> str:
    hits = made.search.find(text, person=replace(STRANGER, sees_all=True), asset=None, now=TODAY)
    return hits[0].revision.number


def _of(known: Embedded, articles: NDArray[np.intp]) -> Embedded:
    """Return the set of these articles alone."""
    number = np.full(len(known.names), -1)
    number[articles] = np.arange(len(articles))
    stream = np.isin(known.stream_articles, articles)
    test = np.isin(known.test_articles, articles)
    return Embedded(
        names=tuple(known.names[each] for each in articles),
        titles=known.titles[articles],
        stream=known.stream[stream],
        stream_articles=number[known.stream_articles[stream]],
        people=tuple(name for name, kept in zip(known.people, stream, strict=True) if kept),
        test=known.test[test],
        test_articles=number[known.test_articles[test]],
    )


def _banking() -> LearningSet:
    folder = test_data() / "topics" / "banking77"
    stream, test = (_questions(folder / f"{name}.csv") for name in ("train", "test"))
    names = sorted({each.article for each in stream})
    return LearningSet({name: name.replace("_", " ") for name in names}, stream, test)


def _questions(path: Path) -> tuple[Said, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Said(row["text"], row["category"]) for row in csv.DictReader(file))


if __name__ == "__main__":
    main()
