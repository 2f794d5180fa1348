"""A factor weighs, and a set point goes, the way the log says."""

from tests.unit.knowledge.grounding.samples import said


def test_a_set_point_goes_the_way_of_the_log() -> None:
    assert said("Its request concerns the drum speed: down to 38 rpm.") == ""
    assert said("Its request concerns the drum speed: up to 38 rpm.") != ""
    assert said("Drive the drum speed down to 38 rpm.") == ""
    assert said("Drive the drum speed up to 38 rpm.") != ""
    assert said("The target moves up to 38 rpm.") != ""


def test_a_wish_is_no_supposition() -> None:
    assert said("It would like the drum speed to go up, to 38 rpm.") != ""


def test_the_set_point_before_may_be_named_when_the_new_one_follows() -> None:
    assert said("The drum speed set point of 42 rpm goes down to 38 rpm.") == ""
    assert said("The new drum speed set point is 42 rpm.") != ""


def test_up_and_down_in_a_turn_of_speech_are_no_direction() -> None:
    assert said("38 rpm, up to now 42 rpm: that is the drum speed it asks for.") == ""
