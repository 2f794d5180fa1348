"""Titles by a model: only words of the questions, nobody's name, and never in the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.curation.topics.titles import LONGEST, Titles, holds
from knowledge.language import ModelFailed, Trouble
from knowledge.language.scripted import ScriptedModel
from knowledge.model import Recurring
from knowledge.redaction import People
from knowledge.store import Store
from tests.topics import OPERATORS, ask, mining_of

WORDINGS = ("how do I clean the nozzle of drum 2?", "nozzle cleaning drum 2")


@pytest.mark.parametrize(
    "title", ["Cleaning the nozzle of drum 2", "How is the nozzle cleaned?", "Nozzle: cleaning"]
)
def test_title_of_the_questions_own_words_holds(title: str) -> None:
    assert holds(title, WORDINGS)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "How to?",
        "Clean the nozzle with acid",
        "Clean the nozzle of drum 3",
        "Clean the nozzle\nof drum 2",
        "Clean [person-1] nozzle",
        "Clean the nozzle: www.drum.com",
        "nozzle " * 20,
    ],
)
def test_title_with_other_words_numbers_or_marks_does_not_hold(title: str) -> None:
    assert not holds(title, WORDINGS)
    assert len("nozzle " * 20) > LONGEST


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'tandem.db'}") as opened:
        mining = mining_of(opened)
        for person in OPERATORS[:3]:
            ask(opened, f"clean nozzle after Operator {person.id[-1]} shift", person)
        mining.catch_up()
        yield opened


def titles(store: Store, model: ScriptedModel) -> Titles:
    return Titles(store=store, model=model, veil=People(store.directory.load).veil, seconds=1)


def shown(store: Store) -> list[tuple[str, bool]]:
    return [(each.title, each.named) for each in store.topics.all()]


def test_recurring_topic_gets_the_title_once_and_a_name_beats_it(store: Store) -> None:
    model = ScriptedModel("Clean the nozzle after shift")
    asked = titles(store, model)
    assert (asked.suggest(Recurring()), asked.suggest(Recurring())) == (1, 0)
    assert shown(store) == [("Clean the nozzle after shift", False)]
    assert asked.suggest(Recurring(9, 9)) == 0
    assert len(model.asked) == 1


def test_model_sees_no_name_of_the_directory(store: Store) -> None:
    model = ScriptedModel("Clean the nozzle")
    titles(store, model).suggest(Recurring())
    assert not any(person.name in model.asked[0].user for person in OPERATORS)
    assert "nozzle" in model.asked[0].user


@pytest.mark.parametrize("script", ["Boil the kettle", ModelFailed(Trouble.AWAY)])
def test_without_a_title_that_holds_the_most_typical_wording_stays(
    store: Store, script: str | ModelFailed
) -> None:
    model = ScriptedModel(script)
    asked = titles(store, model)
    before = shown(store)
    assert asked.suggest(Recurring()) == 0
    assert shown(store) == before
    asked.suggest(Recurring())
    assert len(model.asked) == (2 if isinstance(script, ModelFailed) else 1)


def test_who_sees_only_a_part_of_the_questions_does_not_read_the_title_of_all(
    store: Store,
) -> None:
    titles(store, ScriptedModel("Clean the nozzle")).suggest(Recurring())
    one = store.topics.places()[0]
    (topic,) = store.topics.all(places=[one])
    assert topic.title.startswith("clean nozzle after")
