"""What a draft is made from: what people confirmed and accepted, in the texts of today."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.answering.extractive import ExtractiveComposer
from bot.assistant import Assistant
from bot.corrections import Vouched, accept
from bot.feedback import judge
from knowledge.curation.drafting.material import Material
from knowledge.curation.gathering import Question, gather
from knowledge.model import DocumentClass, Person, SourceKind, Use
from knowledge.store import Store
from tests.reviewed_plant import ENGINEER, MATE, REVIEWING, saying
from tests.small_plant import LINE_4, NOW, OPERATOR, Plant, Shelf

ASKED = "How do I clean the sensor window?"
TEXT = "Clean the sensor window with a dry cloth."


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    with Store.open(f"sqlite:///{tmp_path}/tandem.db") as store:
        store.directory.replace(REVIEWING)
        shelf = Shelf(store)
        composer = ExtractiveComposer()
        yield Plant(
            store,
            shelf,
            Assistant(store=store, search=shelf, composer=composer),  # type: ignore[arg-type]
        )


def ask(plant: Plant, *people: Person, judgement: str = "right", text: str = ASKED) -> list[str]:
    """Let people ask and judge; return the turns."""
    keys = []
    for each in people:
        key = plant.ask(text, by=each, conversation=f"c-{each.id}", asset=LINE_4).question_id
        judge(
            plant.store,
            key=f"{key}-{judgement}",
            person=each,
            question_id=key,
            judgement=judgement,
            now=NOW,
        )
        keys.append(key)
    return keys


def gathered(plant: Plant, keys: list[str], *wordings: str) -> Material:
    turns = tuple(filter(None, map(plant.store.conversations.get, keys)))
    question = Question(ASKED, wordings or (ASKED,), turns, frozenset({"line-4"}))
    return gather(question, store=plant.store, search=plant.shelf, now=NOW)  # type: ignore[arg-type]


def test_who_confirmed_is_counted_once_by_what_they_said_last(plant: Plant) -> None:
    plant.shelf.put(TEXT)
    keys = ask(plant, OPERATOR, MATE, OPERATOR)
    (ground,) = gathered(plant, keys).grounds
    assert (ground.people, ground.near) == (2, 0.7)
    assert TEXT in ground.shown[0]
    for key in keys[::2]:
        changed = {"key": f"{key}-no", "question_id": key, "judgement": "not_right"}
        judge(plant.store, person=OPERATOR, now=NOW, **changed)
    (ground,) = gathered(plant, keys).grounds
    assert ground.people == 1


def test_old_answer_leads_to_the_place_in_the_revision_of_today(plant: Plant) -> None:
    plant.shelf.put(TEXT, number="SOP-9")
    keys = ask(plant, OPERATOR)
    plant.shelf.hits.clear()
    newer: dict[str, Any] = {
        "id": "SOP-9-D",
        "revision": "D",
        "content_hash": "d",
        "path": "SOP-9-D.md",
    }
    plant.shelf.put(
        "Clean it with alcohol.", number="SOP-9", effective_from=date(2026, 11, 1), **newer
    )
    plant.shelf.hits.clear()
    (ground,) = gathered(plant, keys).grounds
    assert (ground.source.revision, ground.source.text) == ("D", "Clean it with alcohol.")
    assert (ground.people, ground.near) == (1, 0.0)


def test_certified_text_is_marked_as_hazardous(plant: Plant) -> None:
    plant.shelf.put(TEXT, document_class=DocumentClass.CERTIFIED_TRAINING_ONLY)
    (ground,) = gathered(plant, []).grounds
    assert ground.hazardous


def test_wordings_that_name_somebody_or_a_hazard_are_left_out(plant: Plant) -> None:
    hazardous = "How do I defeat the guard interlock?"
    told = gathered(plant, [], ASKED, "Where does Mateusz keep the cloth?", hazardous)
    assert told.wordings == (ASKED,)
    assert gathered(plant, [], hazardous).routed == 1.0


def test_only_what_was_accepted_is_a_ground_with_the_audience_of_its_equipment(
    plant: Plant,
) -> None:
    plant.shelf.put(TEXT)
    said = saying(plant)("Use the felt, not the cloth.", question=ASKED)
    keys = [said.said.target_id]
    assert [each.source.kind for each in gathered(plant, keys).grounds] == [SourceKind.PASSAGE]
    vouched = Vouched(use=Use.EVIDENCE)
    accept(plant.store, ENGINEER, said.number, reason="seen", vouched=vouched, now=NOW)
    _, ground = gathered(plant, keys).grounds
    assert ground.source.kind is SourceKind.CORRECTION
    assert ground.source.text.startswith("Use the felt, not the cloth.")
    assert ground.source.text.endswith(ground.why)
    assert "packaging" not in ground.source.audience
