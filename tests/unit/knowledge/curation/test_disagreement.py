"""Statements that cannot both hold are told apart from those that can."""

import pytest

from knowledge.curation.disagreement import disagree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Go down to 36 rpm, not lower.", "Never below 38 rpm."),
        ("Clean the sensor first.", "Do not clean the sensor."),
        ("Lower the oil flow.", "Raise the oil flow."),
    ],
)
def test_other_figures_or_the_contrary_disagree(one: str, other: str) -> None:
    assert disagree(one, other)
    assert disagree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Clean the sensor first.", "Wipe the probe before you start."),
        ("Clean it; that takes 5 minutes.", "Clean the sensor, 5 minutes are enough."),
        ("Hold 36 rpm.", "It takes 5 minutes."),
        ("Clean the sensor first.", "Clean the sensor first."),
    ],
)
def test_what_can_stand_together_does_not(one: str, other: str) -> None:
    assert not disagree(one, other)
