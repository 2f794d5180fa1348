"""Looking a question of several parts up."""

from dataclasses import replace

import pytest

from bot.answering.intents import Intent
from bot.answering.lookup import looked_up
from bot.answering.resolve import Subject
from knowledge.search import Hit
from tests.small_plant import NOW, OPERATOR, Plant

JAWS = "How do I clean the jaws"
SCALE = "how do I set the scale"


@pytest.mark.parametrize("asked", [(JAWS, SCALE), (SCALE, JAWS)])
def test_passage_that_two_parts_find_is_as_near_as_the_nearer_part_found_it(
    plant: Plant, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, str]
) -> None:
    plant.shelf.put("Wipe the jaws hourly.")
    (hit,) = plant.shelf.hits

    def find(text: str, **_: object) -> list[Hit]:
        return [replace(hit, similarity=0.8 if text == JAWS else 0.2)]

    monkeypatch.setattr(plant.shelf, "find", find)
    text = " and ".join(asked)
    subject = Subject(Intent.HOW, text, text)
    sources = plant.assistant.sources()
    found, looks = looked_up(subject, person=OPERATOR, sources=sources, now=NOW)
    assert [each.similarity for each in found] == [0.8]
    assert [each.asked.text for each in looks] == list(asked)
