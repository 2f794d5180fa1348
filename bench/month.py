"""The sample plant's month, mined: how many recurring questions get a topic, and what else does.

A subject *truly recurs* when three people or two teams asked it within the month. It has a topic
when some mined topic recurs by the same rule and most of its questions are of that subject. A
question asked once has a topic when the one it was mined into recurs. Only what the product mines
is mined (``bot.topics.is_question``), in the order of the month, with the plant's documents and
glossary at hand as they are in the product.
"""

import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from bench.table import Row
from bot.answering.intents import intent_of
from bot.app import App, build
from bot.demo import plant_folder
from bot.settings import Settings
from bot.topics import is_question
from examples.plant.history import history
from examples.plant.month.month import Asked, month
from examples.plant.month.subjects import DAYS
from knowledge.curation.topics.likeness import Question
from knowledge.curation.topics.miner import Miner
from knowledge.curation.topics.reading import looking_up, read
from knowledge.model import Asking, Recurring

UNTIL = datetime.fromisoformat("2026-11-20T14:00:00+00:00")
SEED = 1
RULE = Recurring()
HALVES = (("chosen on", 0), ("kept", 1), ("whole month", None))
ENGLISH = "en"


def month_rows() -> list[Row]:
    """Return the figures of both halves and of all, in English and in all languages."""
    past = list(history(UNTIL, DAYS, SEED))
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder, _plant(Path(folder)) as plant:
        for half, part in HALVES:
            asked = month(UNTIL, past, seed=SEED, part=part)
            questions = _read(plant, asked)
            for spoken, some in _spoken(asked):
                rows += _measured(f"{half}, {spoken}", some, questions, part is None)
        rows.append(_cost(plant, asked, questions))
    return rows


def _cost(plant: App, asked: Sequence[Asked], questions: Mapping[str, Question]) -> Row:
    """Return what a question costs that is looked up and placed; its vector is known."""
    taken = [each for each in asked if each.id in questions]
    texts = [questions[each.id].text for each in taken]
    vectors = np.stack([questions[each.id].meaning for each in taken])
    started = time.process_time()
    deque(looking_up(plant.services.search, lambda: UNTIL)(texts, vectors), maxlen=0)
    _mined(taken, questions)
    spent = 1000 * (time.process_time() - started) / len(taken)
    return Row("a question looked up and placed, processor time", spent, "ms", at_most=5)


def _plant(folder: Path) -> App:
    """Return the product with the sample plant's people, glossary and procedures in it."""
    settings = Settings(data_dir=folder, _env_file=None)
    app, files = build(settings, progress=_quietly), plant_folder()
    for name, params in (
        ("ingest_directory", {"path": str(files / "people.yaml")}),
        ("ingest_glossary", {"path": str(files / "glossary.csv")}),
        ("ingest_documents", {"paths": [str(files / "sops")], "audience": []}),
    ):
        app.perform(name, params, _quietly)
    return app


def _quietly(_what: str, _done: int, _of: int) -> None:
    """Show no progress."""


def _read(plant: App, asked: Sequence[Asked]) -> dict[str, Question]:
    """Return what is a question as mining reads it, by its id."""
    taken = [each for each in asked if _is_question(each)]
    services = plant.services
    questions = read(
        [(each.text, each.asset) for each in taken],
        embedder=services.embedder,
        glossary=services.store.glossary.load(),
        look_up=looking_up(services.search, lambda: UNTIL),
    )
    return {each.id: question for each, question in zip(taken, questions, strict=True)}


def _spoken(asked: Sequence[Asked]) -> Iterable[tuple[str, list[Asked]]]:
    yield "in English", [each for each in asked if each.language == ENGLISH]
    yield "in eight languages", list(asked)


def _measured(
    name: str, asked: Sequence[Asked], questions: Mapping[str, Question], targets: bool
) -> list[Row]:
    found = _mined(asked, questions)
    groups = _grouped(asked, found)
    recurs = {topic for topic, some in groups.items() if _recurs(some)}
    mostly = {topic: _most(groups[topic]) for topic in recurs}
    truly = [some for some in _by_label(asked).values() if some[0].topic and _recurs(some)]
    with_topic = {mostly[topic] for topic in recurs}
    covered = [
        found[each.id] in recurs and mostly[found[each.id]] == each.label
        for some in truly
        for each in some
    ]
    inside = [mostly[found[each.id]] == each.label for each in asked if found[each.id] in recurs]
    once = [found[each.id] in recurs for each in asked if each.kind == "one-off"]
    noise = [found[each.id] in recurs for each in asked if each.kind not in _QUESTIONS]
    subjects = sum(some[0].label in with_topic for some in truly) / len(truly)
    least = 0.9 if targets else None
    return [
        Row(f"{name}: subjects with a topic", subjects, "", at_least=least),
        Row(f"{name}: their questions in it", _share(covered), "", at_least=least),
        Row(f"{name}: one-offs with one", _share(once), "", at_most=0.05 if targets else None),
        Row(f"{name}: greetings and the like", _share(noise), ""),
        Row(f"{name}: recurring topics", len(recurs), ""),
        Row(f"{name}: of these mostly one subject", _share(map(bool, mostly.values())), ""),
        Row(f"{name}: of their questions of it", _share(inside), ""),
    ]


_QUESTIONS = frozenset({"recurring", "one-off"})


def _mined(asked: Sequence[Asked], questions: Mapping[str, Question]) -> dict[str, int | None]:
    """Return the topic of each question after the month; None where nothing is mined."""
    dimensions = len(next(iter(questions.values())).meaning)
    miner = Miner(dimensions)
    handfuls = {each.id: miner.add(questions[each.id]) for each in asked if each.id in questions}
    return {
        each.id: miner.topic_of(handfuls[each.id]) if each.id in handfuls else None
        for each in asked
    }


def _is_question(asked: Asked) -> bool:
    intent = intent_of(asked.text, asked.language)
    return is_question(Asking(0, asked.text, asked.person, asked.asset, intent.value, ""))


def _grouped(
    asked: Sequence[Asked], found: Mapping[str, int | None]
) -> dict[int | None, list[Asked]]:
    groups: dict[int | None, list[Asked]] = {}
    for each in asked:
        if found[each.id] is not None:
            groups.setdefault(found[each.id], []).append(each)
    return groups


def _by_label(asked: Sequence[Asked]) -> dict[str, list[Asked]]:
    groups: dict[str, list[Asked]] = {}
    for each in asked:
        groups.setdefault(each.label, []).append(each)
    return groups


def _recurs(asked: Sequence[Asked]) -> bool:
    people, teams = {each.person for each in asked}, {each.team for each in asked}
    return len(people) >= RULE.people or len(teams) >= RULE.teams


def _most(asked: Sequence[Asked]) -> str:
    """Return the label of more than half of them, or ""."""
    label, count = Counter(each.label for each in asked).most_common(1)[0]
    return label if 2 * count > len(asked) else ""


def _share(happened: Iterable[bool]) -> float:
    return float(np.mean(list(happened)))
