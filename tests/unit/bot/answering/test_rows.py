"""Who asks for a set point or a limit reads it first, from the table it stands in."""

import pytest

from bot.answering.rows import words_for_a_row
from knowledge.model import RevisionStatus
from tests.small_plant import Plant

TABLE = """Targets hold for flat-cut products.

Parameter | Unit | Low | Target | High
Drum speed | rpm | 36 | 40 | 46
Line speed | % of rated | 80 | 95 | 100
Seal temperature, film F-35 | °C | 132 | 136 | 142
Seal temperature, film F-38 | °C | 134 | 139 | 142
Operator | | 1 | 1 | 2"""


@pytest.fixture
def told(plant: Plant) -> Plant:
    plant.shelf.put(TABLE, number="SOP-114", title="Seasoning")
    return plant


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("what is the lowest drum speed?", "Drum speed: Low 36 rpm, Target 40 rpm, High 46 rpm"),
        ("what speed should drum 2 run at", "Drum speed: Low 36 rpm, Target 40 rpm, High 46 rpm"),
        ("is 45 rpm allowed for the drum speed?", "Drum speed: Low 36 rpm"),
        ("seasoning: what's the target line speed", "Line speed: Low 80 % of rated, Target 95"),
        ("line speed?", "Line speed: Low 80"),
        ("max seal temperature", "“Seal temperature, film F-35”: Low 132 °C"),
        ("max seal temperature F-38", "“Seal temperature, film F-38”: Low 134 °C"),
        ("limit for the speed", "Drum speed: Low 36 rpm, Target 40 rpm, High 46 rpm; Line speed:"),
    ],
)
def test_the_row_that_is_asked_for_comes_first(told: Plant, asked: str, first: str) -> None:
    claim = told.ask(asked).answer.claims[0]
    assert claim.text.startswith(first)
    assert claim.text.endswith("(SOP-114, Seasoning).")
    assert claim.citations == ("S1",)


@pytest.mark.parametrize(
    "asked",
    [
        "how hot may the jaws get?",  # the table says nothing about the jaws
        "film speed limit",  # a film stands in one row, a speed in another
        "drum temperature limit",  # the seal's is another
        "drum speed too high",
        "what should the drum speed be after cleaning?",  # nor about cleaning
        "what happens below the lowest drum speed?",
        "how do I set the drum speed?",
    ],
)
def test_a_question_that_asks_for_more_than_a_row_gets_none_first(told: Plant, asked: str) -> None:
    claims = told.ask(asked).answer.claims
    assert not claims or claims[0].quote


def test_what_the_title_measures_is_not_what_the_row_does(plant: Plant) -> None:
    plant.shelf.put(
        "Parameter | Unit | Low | High\nOil pressure | bar | 2.0 | 3.0",
        number="SOP-117",
        title="Oil: pressure and temperature",
    )
    told = plant.ask("what is the oil temperature limit?").answer.claims
    assert not told or told[0].quote
    assert plant.ask("oil pressure limit?").answer.claims[0].text.startswith("Oil pressure: Low")


def test_ranges_and_bounds_are_figures(plant: Plant) -> None:
    plant.shelf.put(
        "Property | Unit | Release | Reject\nSalt | g | 1.15 to 1.55 | above 1.65", title="Limits"
    )
    assert plant.ask("reject limit for salt?").answer.claims[0].text == (
        "Salt: Release 1.15 to 1.55 g, Reject above 1.65 g (SOP-114, Limits)."
    )


def test_the_rows_of_two_documents_stand_side_by_side_with_their_titles(told: Plant) -> None:
    special = "Parameter | Unit | Low | Target | High\nDrum speed | rpm | 40 | 43 | 46"
    told.shelf.put(f"See SOP-114.\n\n{special}", number="SOP-118", title="Thick-cut products")
    claim = told.ask("what is the lowest drum speed?").answer.claims[0]
    assert "Low 36 rpm, Target 40 rpm, High 46 rpm (SOP-114, Seasoning)." in claim.text
    assert "Low 40 rpm, Target 43 rpm, High 46 rpm (SOP-118, Thick-cut products)." in claim.text
    assert sorted(claim.citations) == ["S1", "S2"]


def test_a_row_that_nobody_vouches_for_does_not_lead_before_a_procedure(plant: Plant) -> None:
    plant.shelf.put(TABLE, number="note.md", status=RevisionStatus.UNCONTROLLED)
    plant.shelf.put("The lowest drum speed is 36 rpm.", number="SOP-114")
    assert plant.ask("what is the lowest drum speed?").answer.claims[0].text == (
        "The lowest drum speed is 36 rpm."
    )


@pytest.mark.parametrize("question", ["", "what is the limit?", "how high may it be?"])
def test_a_question_about_nothing_asks_for_no_row(question: str) -> None:
    assert not words_for_a_row(question, last=question)


def test_a_follow_up_asks_for_a_row_when_the_question_before_it_did(told: Plant) -> None:
    told.ask("what is the lowest drum speed?")
    assert told.ask("and the line speed?").answer.claims[0].text.startswith("Line speed: Low 80")
    assert words_for_a_row("how is this tested? the TDS", last="the TDS") == ""
