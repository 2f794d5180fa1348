"""Who asks for a set point or a limit reads it first, from the table it stands in."""

import pytest

from bot.answering.rows import words_for_a_row
from knowledge.model import RevisionStatus, Status
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
        ("what is the lowest drum speed?", "Drum speed (rpm): Low 36, Target 40, High 46"),
        ("what speed should drum 2 run at", "Drum speed (rpm): Low 36, Target 40, High 46"),
        ("is 45 rpm allowed for the drum speed?", "Drum speed (rpm): Low 36"),
        ("seasoning: what's the target line speed", "Line speed (% of rated): Low 80, Target 95"),
        ("line speed?", "Line speed (% of rated): Low 80"),
        ("max seal temperature", "“Seal temperature, film F-35” (°C): Low 132"),
        ("max seal temperature F-38", "“Seal temperature, film F-38” (°C): Low 134"),
        ("limit for the speed", "Drum speed (rpm): Low 36, Target 40, High 46; Line speed"),
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
        "what is the max seal temperature for film F-52?",  # that film is in no row
        "when must the drum speed be set?",
        "should the drum speed be set before the line speed?",
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
    assert (
        plant.ask("oil pressure limit?").answer.claims[0].text.startswith("Oil pressure (bar): Low")
    )


@pytest.mark.parametrize(
    "table",
    [
        "Oil flow | L/h | 18 | 24\nDrum speed | rpm | 36 | 40",  # goes on from the page before
        "Parameter | Unit | Limits | Limits\nDrum speed | rpm | 36 | 46",
        "Product | When | Low\nKettle drum speed | night | 40\nKettle drum speed | day | 43",
    ],
)
def test_a_table_that_does_not_tell_its_columns_apart_is_not_said_in_words(
    plant: Plant, table: str
) -> None:
    plant.shelf.put(table, number="SOP-114", title="Seasoning")
    assert plant.ask("what is the lowest drum speed?").answer.claims[0].quote


def test_a_unit_stands_with_the_name_for_not_every_column_counts_in_it(plant: Plant) -> None:
    table = "Parameter | Unit | High | Checks per shift\nOil temperature | °C | 46 | 3"
    plant.shelf.put(table, number="SOP-117", title="Oil")
    assert plant.ask("oil temperature limit?").answer.claims[0].text == (
        "Oil temperature (°C): High 46, Checks per shift 3 (SOP-117, Oil)."
    )


def test_a_row_of_a_hazardous_document_routes(plant: Plant) -> None:
    for number in range(4):
        plant.shelf.put("The furnace draft is looked at.", number=f"SOP-20{number}", similarity=0.5)
    plant.shelf.put(
        "Parameter | Unit | Low | High\nFurnace draft | Pa | 40 | 46",
        number="SOP-302",
        title="Confined space entry and hot work",
        similarity=0.3,
    )
    assert plant.ask("what is the highest furnace draft?").answer.status is Status.ROUTED


def test_rows_that_contradict_each_other_route_however_they_are_asked_for(told: Plant) -> None:
    told.shelf.put(TABLE.replace("36 | 40", "40 | 43"), number="SOP-118", title="Other drums")
    for question in ("what should the drum speed be?", "drum speed?"):
        assert told.ask(question).answer.status is Status.ROUTED


def test_a_row_that_is_not_told_does_not_silence_the_judge(plant: Plant) -> None:
    plant.shelf.put(TABLE, number="note.md", status=RevisionStatus.UNCONTROLLED, similarity=0.2)
    asked = plant.ask("what is the highest drum speed?").answer
    assert not any("Low 36" in claim.text for claim in asked.claims if not claim.quote)


def test_ranges_and_bounds_are_figures(plant: Plant) -> None:
    plant.shelf.put(
        "Property | Unit | Release | Reject\nSalt | g | 1.15 to 1.55 | above 1.65", title="Limits"
    )
    assert plant.ask("reject limit for salt?").answer.claims[0].text == (
        "Salt (g): Release 1.15 to 1.55, Reject above 1.65 (SOP-114, Limits)."
    )


def test_the_rows_of_two_documents_stand_side_by_side_with_their_titles(told: Plant) -> None:
    special = "Parameter | Unit | Low | Target | High\nDrum speed | rpm | 40 | 43 | 46"
    told.shelf.put(f"See SOP-114.\n\n{special}", number="SOP-118", title="Thick-cut products")
    claim = told.ask("what is the lowest drum speed?").answer.claims[0]
    assert "Low 36, Target 40, High 46 (SOP-114, Seasoning)." in claim.text
    assert "Low 40, Target 43, High 46 (SOP-118, Thick-cut products)." in claim.text
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
    assert (
        told.ask("and the line speed?")
        .answer.claims[0]
        .text.startswith("Line speed (% of rated): Low 80")
    )
    assert words_for_a_row("how is this tested? the TDS", last="the TDS") == ""
