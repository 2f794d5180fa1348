"""A number belongs to a quantity, and is a reading, a limit, a set point or a weight of it."""

import pytest

from tests.unit.knowledge.grounding.samples import said


@pytest.mark.parametrize(
    "text",
    [
        "Moisture was 3.4 %, above the 2.9 % that SEAS-07 asks for.",
        "With 3.4 % product moisture and 42 rpm, the drum speed is over 40 rpm.",
        "The drum speed should go from 42 to 38 rpm.",
        "The new drum speed set point is 38 rpm instead of 42 rpm.",
        "Product moisture raised the probability of over-seasoning by 0.31.",
        "Oil flow lowered it by 0.02.",
        "SEAS-07 would not fire with product moisture at 2.9 % or lower.",
        "La humedad era de 3,4 %.",
        "It was issued at 14:03.",
    ],
)
def test_number_of_the_right_quantity_in_the_right_role_is_kept(text: str) -> None:
    assert said(text) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Oil flow is 3.4 %.", "of oil flow"),
        ("Line speed is 42 rpm.", "of line speed"),
        ("Product moisture is 2.9 %.", "a limit"),
        ("Product moisture is over 3.4 %.", "what was read"),
        ("Product moisture is under 2.9 %.", "says under"),
        ("Product moisture is 0.31.", "a weight"),
        ("Set the drum speed to 42 rpm.", "before"),
        ("Reduce the drum speed by 38 rpm.", "as a difference"),
        ("The drum speed goes from 38 to 42 rpm.", "38"),
        ("Raise the drum speed from 42 to 38 rpm.", "direction"),
        ("It was issued at 14:13.", "14:13"),
        ("It has twice the moisture.", "twice"),
        ("Product moisture is below its limit.", "under the limit"),
    ],
)
def test_number_of_another_quantity_or_in_another_role_is_dropped(text: str, reason: str) -> None:
    assert reason in said(text)


def test_table_row_gives_its_numbers_the_unit_of_its_own_cell() -> None:
    assert said("Oil flow may be between 18 and 30 L/h.", "S1") == ""
    assert "18 %" in said("Oil flow may be 18 %.", "S1")


def test_not_more_than_and_at_most_are_the_same_limit_and_more_than_is_not() -> None:
    assert said("Reduce the drum speed by at most 4 rpm in one step.", "S1") == ""
    assert said("Reduce the drum speed by more than 4 rpm in one step.", "S1") != ""
    assert said("Keep it at 36 rpm or more.", "S1") == ""
    assert said("Go below 36 rpm.", "S1") != ""


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("It reported a confidence level of 0.81.", True),
        ("Its confidence score was 0.81.", True),
        ("Its confidence level was 0.41.", False),
        ("One alternative was to reduce the line speed from 95 to 88 % (0.41).", True),
        ("One alternative was to reduce the line speed from 95 to 88 % (0.81).", False),
        ("Drum speed: 42 → 38 rpm.", True),
        ("Drum speed: 38 → 42 rpm.", False),
        ("A new setting of 38 rpm for the drum speed replaces the one at 42 rpm.", True),
        ("A drum speed of 42 rpm replaces 38 rpm.", False),
        ("Currently at 42 rpm, the drum speed should be 38 rpm.", True),
        ("Currently at 38 rpm, the drum speed should be 42 rpm.", False),
        ("The drum speed of 42 rpm is to become 38 rpm.", True),
        ("The drum speed of 38 rpm is to become 42 rpm.", False),
        ("In short: reduce the drum speed, currently 42 rpm, to 38 rpm.", True),
        ("In short: reduce the drum speed, currently 38 rpm, to 42 rpm.", False),
        ("A drum speed of 42 rpm set off SEAS-07.", True),
    ],
)
def test_a_number_is_known_by_what_is_said_of_it(text: str, held: bool) -> None:
    assert (said(text) == "") is held
