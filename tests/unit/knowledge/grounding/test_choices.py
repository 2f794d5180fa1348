"""What was chosen and what was left may not be said of each other."""

import pytest

from tests.unit.knowledge.grounding.samples import said


@pytest.mark.parametrize(
    "text",
    [
        "It decided against reducing the line speed from 95 to 88 %.",
        "It did not choose to reduce the line speed.",
        "To reduce the line speed was set aside: loses 6 t per shift.",
        "It could have chosen to reduce the line speed; the score was 0.41.",
        "The option to reduce the line speed lost with a score of 0.41.",
        "It would rather not reduce the line speed, because that loses 6 t per shift.",
        "It does not advise you to reduce the line speed to 88 %.",
    ],
)
def test_an_option_that_was_left_may_be_called_so(text: str) -> None:
    assert said(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "It chose to reduce the line speed.",
        "It settled on reducing the line speed to 88 %, because that loses 6 t per shift.",
        "The option to reduce the line speed won with a score of 0.41.",
        "To reduce the line speed to 88 % was the winner.",
        "The option to reduce the line speed to 88 % was not rejected.",
        "It never considered to reduce the line speed to 88 %.",
        "It could not have chosen to reduce the line speed to 88 %.",
    ],
)
def test_an_option_that_was_left_was_neither_chosen_nor_unconsidered(text: str) -> None:
    assert said(text) != ""


def test_what_was_chosen_was_no_alternative() -> None:
    assert "alternative" in said("It considered reducing the drum speed as an alternative.")


def test_an_option_that_was_left_was_not_recommended() -> None:
    assert said("It didn't recommend the option to reduce the line speed to 88 %.") == ""
    assert said("It recommended the option to reduce the line speed to 88 %.") != ""
