"""Looking a question of several parts up."""

from dataclasses import replace

import pytest

from bot.answering.intents import Intent
from bot.answering.lookup import looked_up
from bot.answering.resolve import Subject
from bot.speech import speaking
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


@pytest.mark.parametrize("of_both", [False, True], ids=["in two documents", "in one of both"])
def test_each_document_is_asked_in_words_of_its_own_language(
    plant: Plant, monkeypatch: pytest.MonkeyPatch, *, of_both: bool
) -> None:
    plant.shelf.put("Clean the nozzles with hot water.", language="" if of_both else "en")
    plant.shelf.put("Die Düsen mit heißem Wasser reinigen.", language="" if of_both else "de")
    english, german = plant.shelf.hits
    asked: list[str] = []

    def find(text: str, **_: object) -> list[Hit]:
        asked.append(text)
        by_english = text.startswith("how clean")
        scores = (0.6, 0.5) if by_english else (0.1, 0.9)
        both = zip((english, german), scores, strict=True)
        return [replace(hit, score=score, similarity=score) for hit, score in both]

    monkeypatch.setattr(plant.shelf, "find", find)
    text = "Wie reinigt man die Düsen?"
    subject = Subject(Intent.HOW, text, text)
    with speaking("de"):
        sources = plant.assistant.sources()
        found, _ = looked_up(subject, person=OPERATOR, sources=sources, now=NOW)
    assert asked == ["how clean nozzle?", text]
    assert {each.passage.text[:5]: each.similarity for each in found} == {
        "Die D": 0.9,
        "Clean": 0.6,
    }
