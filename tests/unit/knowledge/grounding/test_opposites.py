"""The opposite of a word is not the word; an order of two things may be said from either end."""

from knowledge.grounding.opposites import opposed
from knowledge.grounding.statements import Statement
from tests.unit.knowledge.grounding.samples import said


def test_the_opposite_of_what_stands_there_is_dropped() -> None:
    assert said("The hall doors may stay closed.", "S1") != ""
    assert said("Call the shift supervisor after the next step.", "S1") != ""


def test_a_before_b_is_b_after_a() -> None:
    assert said("The next step comes after you call the shift supervisor.", "S1") == ""


def test_a_prefix_denies_whatever_the_form_of_the_word() -> None:
    assert opposed(Statement("At unchanged settings."), Statement("The settings change."))
    assert not opposed(Statement("At changed settings."), Statement("The settings change."))
