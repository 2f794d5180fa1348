"""What a turn says when the question cannot be answered, or only in part."""

from tests.small_plant import Plant

SENSOR = "Wipe the window of the moisture sensor with a lint-free cloth."
SEALER = "Raise the seal temperature of film F-38 to 139 degrees at most."


def shelve(plant: Plant, first: str, *, similarity: float = 0.75) -> None:
    """Put the passage on the shelf, and four about other things far behind it."""
    plant.shelf.put(first, similarity=similarity)
    for number, text in enumerate(("Sweep.", "Sign the log.", "Look at it.", "Wait.")):
        plant.shelf.put(text, similarity=0.2 + number / 100)


def test_question_that_a_passage_answers_is_answered(plant: Plant) -> None:
    shelve(plant, SENSOR)
    answer = plant.ask("how do I wipe the window of the moisture sensor?").answer
    assert (answer.status, answer.missing) == ("answered", "")
    assert answer.claims[0].text == SENSOR


def test_words_that_nothing_speaks_of_are_named(plant: Plant) -> None:
    shelve(plant, SENSOR, similarity=0.25)
    answer = plant.ask("how do I book a forklift course?").answer
    assert answer.status == "abstained"
    assert "nothing about “book a forklift course”" in answer.text
    assert answer.missing.startswith("Ask Shift supervisor, radio channel 6.")


def test_question_that_leans_on_nothing_is_asked_back_with_the_documents(plant: Plant) -> None:
    shelve(plant, SENSOR, similarity=0.3)
    answer = plant.ask("how do I wipe it?").answer
    assert answer.status == "ask_back"
    assert "“how do I wipe it?”" in answer.text
    assert "how do I wipe it? (SOP-114 Seasoning control)" in answer.suggestions
    assert answer.lack is None


def test_choice_that_was_offered_is_answered_from_that_document(plant: Plant) -> None:
    shelve(plant, SENSOR, similarity=0.3)
    offered = plant.ask("how do I wipe it?").answer.suggestions
    chosen = next(each for each in offered if "SOP-114" in each)
    answer = plant.ask(chosen).answer
    assert answer.status == "answered"
    assert {each.document for each in answer.evidence} == {"SOP-114"}


def test_name_that_stands_nowhere_is_named_beside_the_answer_and_filed(plant: Plant) -> None:
    shelve(plant, SEALER)
    answer = plant.ask("what is the seal temperature of film F-38 or film F-52?").answer
    assert answer.status == "answered"
    assert answer.claims[0].text == SEALER
    assert answer.missing.startswith("I found nothing about “F-52”")
    assert "noted" in answer.missing
    assert [gap.missing for gap in plant.store.gaps.all()] == [("F-52",)]


def test_certified_text_routes_however_the_question_is_judged(plant: Plant) -> None:
    plant.shelf.certified("Put your own lock on the isolator.")
    shelve(plant, SENSOR, similarity=0.3)
    answer = plant.ask("how do I put a lock on the flux capacitor?").answer
    assert answer.status == "routed"
    assert plant.store.gaps.all() == []


def test_named_place_is_not_judged(plant: Plant) -> None:
    shelve(plant, SENSOR, similarity=0.1)
    answer = plant.ask("what about SOP-114?").answer
    assert answer.status == "answered"


def test_question_in_another_language_is_judged_by_what_it_means_in_english(plant: Plant) -> None:
    shelve(plant, SENSOR)
    answer = plant.ask("wie wische ich das Fenster des Sensors ab?").answer
    assert answer.status == "answered"
    assert answer.claims[0].text == SENSOR


def test_question_in_another_language_is_not_judged_when_hardly_known_in_english(
    plant: Plant,
) -> None:
    shelve(plant, SENSOR)
    answer = plant.ask("wie quengelt und schlabbert das Dings an der Muffe?").answer
    assert answer.status == "answered"
    assert answer.doubt == ""


def test_a_text_that_says_enough_is_never_asked_what_it_is_about(plant: Plant) -> None:
    shelve(plant, SENSOR, similarity=0.3)
    alert = "Conveyor gateway has failed to renew its moisture certificate within the hour"
    assert plant.ask(alert).answer.status != "ask_back"


def test_a_name_like_a_number_of_a_document_is_no_document_where_none_is_numbered_so(
    plant: Plant,
) -> None:
    shelve(plant, "The sensor PT-100 is checked against ice water each month.", similarity=0.7)
    answer = plant.ask("how is the sensor PT-100 checked?").answer
    assert answer.status == "answered"
    assert "No document" not in answer.text
