"""Corrections: ``python -m bench.corrections [--kept N]``.

What people's corrections cost a question (the sample plant, SQLite, half of them on the asked
equipment and of the asked kind), what recording, the review page and the chat page's look for news
cost, and how well two questions are told to be one matter: on every other intent of BANKING77,
which the limit was chosen on, and on the others.
"""

import argparse
import csv
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np

from bench.table import Row, percentile, print_table
from bot.corrections import queue, unread
from bot.settings import Settings
from knowledge.curation.disagreement import contrary
from knowledge.curation.matching import ALIKE
from knowledge.index import Embedder
from knowledge.index.onnx import OnnxEmbedder
from knowledge.model import (
    Assessment,
    AssessmentTarget,
    Correction,
    Matter,
    Person,
    Recommendation,
    recorded,
)
from tests.plant import NOW, SamplePlant, sample_plant

KEPT = 2_000
TIMES = 300
WORDINGS = 40
BANKING = Path("../shared/data/topics/banking77/train.csv")
LINE_4 = "northfield/snacks/seasoning/line-4"
HOW = "How do I clean the moisture sensor?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", type=int, default=KEPT)
    kept = parser.parse_args().kept
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as other,
        sample_plant(Path(folder)) as plant,
        sample_plant(Path(other)) as without,
    ):
        person, engineer = (_person(plant, each) for each in ("p-001", "p-016"))
        about = plant.store.recommendations.recent((LINE_4,), limit=1)[0]
        recording = timed(recorder(plant, about), kept)
        rows = [
            Row(f"a {kind} question, {kept:,} corrections more: p50", more, "ms", at_most=3)
            for kind, more in costs(plant, without, person, about).items()
        ]
        page = timed(
            lambda: queue(plant.store, engineer, alike=plant.search.alike, now=NOW, limit=50), 5
        )
        news = timed(lambda: unread(plant.store, person), TIMES)
        rows += [
            Row("recording one: p50", 1000 * percentile(recording, 0.5), "ms"),
            Row("the review page's list: p50", 1000 * percentile(page, 0.5), "ms"),
            Row("the chat page's look for news: p50", 1000 * percentile(news, 0.5), "ms"),
        ]
        print_table(f"corrections, {kept:,} in review, milliseconds of processor time", rows)
    if BANKING.exists():
        matches = matched(OnnxEmbedder(Settings().models))
        print_table(f"two questions are one matter from {ALIKE}", matches)


def recorder(plant: SamplePlant, about: Recommendation) -> Callable[[], object]:
    """Return what records one more correction, half of them on questions to the documents."""
    numbers = count()

    def record() -> None:
        number = next(numbers)
        plant.store.corrections.record(correction(number, about, of_documents=number % 2 == 0))

    return record


def _person(plant: SamplePlant, person_id: str) -> Person:
    found = plant.store.directory.load().person(person_id)
    assert found is not None
    return found


def correction(number: int, about: Recommendation, *, of_documents: bool) -> Correction:
    """Return one of many: of the asked line and kind, and each from another colleague."""
    said = Assessment(
        f"k-{number}",
        AssessmentTarget.ANSWER,
        f"q-{number}",
        f"x-{number}",
        NOW - timedelta(minutes=number),
        expectation=f"Wait for sample {number} first.",
        rationale="The first one is cold.",
        scope=LINE_4 if number % 4 < 2 else "northfield/snacks/seasoning/line-3",
    )
    matter = Matter(
        f"How do I handle matter {number % 200} of the sensor?" if of_documents else "why?",
        "how" if of_documents else "why",
        "" if of_documents else about.moves,
        said.scope,
    )
    return recorded(
        said,
        matter,
        team="seasoning-line-4",
        routed=False,
        unnamed=True,
        until=NOW + timedelta(days=90),
        basis=(),
    )


def costs(
    plant: SamplePlant, without: SamplePlant, person: Person, about: Recommendation
) -> dict[str, float]:
    """Return what a question of each kind costs more than in the plant without corrections."""
    found = {}
    for kind, text, pointed in (("why", "Why?", about.decision_id), ("how", HOW, None)):
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(TIMES):  # in turn, so that what else the machine does falls on both
            for each, times in zip((plant, without), taken, strict=True):
                ask = partial(each.assistant.aside, person, text, decision_id=pointed, now=NOW)
                times += timed(ask, 1)
        more, less = (1000 * percentile(times, 0.5) for times in taken)
        found[kind] = more - less
    return found


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Return the seconds of this thread's processor time that each of so many times took."""
    taken = []
    for _ in range(times):
        started = time.thread_time()
        work()
        taken.append(time.thread_time() - started)
    return taken


def matched(embedder: Embedder) -> list[Row]:
    """Return precision and recall over all pairs of questions of half of the intents each."""
    by_intent: dict[str, list[str]] = {}
    with BANKING.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            by_intent.setdefault(row["category"], []).append(row["text"])
    rows = []
    for name, first in (("the half it was chosen on", 0), ("the other half", 1)):
        chosen = sorted(by_intent)[first::2]
        draw = random.Random(0)
        texts = [
            (intent, t)
            for intent in chosen
            for t in draw.sample(by_intent[intent], min(WORDINGS, len(by_intent[intent])))
        ]
        rows += _measures(name, texts, embedder)
    return rows


def _measures(name: str, texts: Sequence[tuple[str, str]], embedder: Embedder) -> list[Row]:
    vectors = embedder.embed([text for _, text in texts])
    above = np.triu_indices(len(texts), 1)
    near = (vectors @ vectors.T)[above] >= ALIKE
    intents = np.array([intent for intent, _ in texts])
    same = (intents[:, None] == intents[None, :])[above]
    for place in np.flatnonzero(near):
        if contrary(texts[above[0][place]][1], texts[above[1][place]][1]):
            near[place] = False
    found = int((near & same).sum())
    return [
        Row(f"{name}: of those held to be one, are", found / int(near.sum()), "of pairs"),
        Row(f"{name}: of those that are one, found", found / int(same.sum()), "of pairs"),
    ]


if __name__ == "__main__":
    main()
