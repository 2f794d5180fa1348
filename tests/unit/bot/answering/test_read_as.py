"""An answer from documents in another language says how its question was read."""

from dataclasses import replace

from bot.speech import speaking
from knowledge.model import Status
from tests.small_plant import OPERATOR, Plant

WIPE = "1. Wipe the window of the moisture sensor with a dry cloth.\n2. Check the reading."
WISCHEN = "1. Das Fenster des Sensors mit einem trockenen Tuch abwischen.\n2. Anzeige prüfen."
ASKED = "Wie wische ich das Fenster vom Sensor ab?"
READ = "how wipe i window of sensor"
GERMAN = replace(OPERATOR, language="de")


def shelve(plant: Plant, *texts: str, language: str = "en") -> None:
    for place, text in enumerate(texts):
        plant.shelf.put(text, similarity=0.75 - place / 10, language=language)
    for number, text in enumerate(("Sweep.", "Sign the log.", "Look at it.", "Wait.")):
        plant.shelf.put(text, similarity=0.2 + number / 100)


def test_the_english_words_are_said_with_what_they_found(plant: Plant) -> None:
    shelve(plant, WIPE)
    with speaking("de"):
        answer = plant.ask(ASKED, by=GERMAN).answer
    assert answer.status is Status.ANSWERED
    assert READ in answer.note
    assert answer.claims[0].text == WIPE


def test_nothing_is_said_of_it_when_the_question_was_english(plant: Plant) -> None:
    shelve(plant, WIPE)
    answer = plant.ask("how do I wipe the window of the moisture sensor?").answer
    assert answer.note == ""


def test_nothing_is_said_of_it_when_the_documents_are_in_the_askers_language(plant: Plant) -> None:
    shelve(plant, WISCHEN, language="de")
    with speaking("de"):
        answer = plant.ask(ASKED, by=GERMAN).answer
    assert answer.claims[0].text == WISCHEN
    assert answer.note == ""


def test_it_is_said_when_nothing_was_found_and_what_is_missing_as_it_was_typed(
    plant: Plant,
) -> None:
    plant.shelf.put(WIPE, similarity=0.25)
    shelve(plant)
    with speaking("de"):
        answer = plant.ask("Wie bestelle ich einen Gabelstapler?", by=GERMAN).answer
    assert answer.status is Status.ABSTAINED
    assert "how order i forklift" in answer.note
    assert "bestelle ich einen gabelstapler" in answer.text
    assert answer.lack is not None
    assert answer.lack.question == "Wie bestelle ich einen Gabelstapler?"


def test_what_routes_says_nothing_of_it(plant: Plant) -> None:
    shelve(plant, WIPE)
    with speaking("de"):
        answer = plant.ask("Wie überbrücke ich die Schutztür?", by=GERMAN).answer
    assert answer.status is Status.ROUTED
    assert "how" not in answer.note
