"""What judging costs on top of an answer: ``python -m bench.abstention.cost``.

The sample plant's questions to the documents, in one process. The judge's own time is that of the
verdict; a question that follows one to the documents also costs the look-up with the one before,
which is counted apart, with its embedding.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.abstention.rows import PLANT_QUESTIONS, asked_about, lines
from bot.answering.lookup import FOUND, looked_up
from bot.answering.resolve import Subject
from knowledge.answerability import judged
from knowledge.model import Person
from tests.plant import NOW, SamplePlant, sample_plant

ROUNDS = 20


def main() -> None:
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, sample_plant(Path(folder)) as plant:
        for number, entry in enumerate(lines(PLANT_QUESTIONS)):
            person, subject = asked_about(plant, number, entry)
            if subject is not None:
                for what, spent in _measured(plant, person, subject).items():
                    times.setdefault(what, []).extend(spent)
    for what, spent in times.items():
        print(f"{what}: p50 {np.percentile(spent, 50):.2f} ms, p95 {np.percentile(spent, 95):.2f}")


def _measured(plant: SamplePlant, person: Person, subject: Subject) -> dict[str, list[float]]:
    """Return milliseconds by what was done in them."""
    sources = plant.assistant.sources()
    found = {}
    if subject.earlier:
        together = f"{subject.earlier} {subject.text} "  # not the text that was asked before

        def search() -> object:
            return plant.search.find(together, person=person, asset=None, now=NOW, k=FOUND)

        found["looking up with the question before, embedded anew"] = [_ms(search)]
    looks = looked_up(subject, person=person, sources=sources, now=NOW)[1]

    def ask() -> object:
        return plant.assistant.aside(person, subject.text, now=NOW)

    def judge() -> object:
        return judged(looks, plant.search.rarity)

    found["an answer from the documents, embedded before"] = [_ms(ask) for _ in range(ROUNDS)]
    found["of it the verdict"] = [_ms(judge) for _ in range(ROUNDS)]
    return found


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
