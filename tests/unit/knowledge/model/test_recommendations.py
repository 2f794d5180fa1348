"""A later word on the same settings takes the place of an earlier one, and nothing else does."""

from dataclasses import replace

from knowledge.model import SetPoint, replaced
from tests.small_plant import advice

OIL = (SetPoint("oil flow setpoint", 27, "L/h", 24),)


def test_a_later_word_on_the_same_setting_takes_its_place() -> None:
    third, second, first = (advice(n, minutes_ago=9 - n) for n in (3, 2, 1))
    found = replaced([third, second, first])
    assert found == {first.decision_id: third, second.decision_id: third}


def test_another_setting_or_another_machine_takes_nobodys_place() -> None:
    oil = advice(2, minutes_ago=2, outcomes=OIL)
    beside = advice(3, drum=3, minutes_ago=1)
    assert replaced([beside, oil, advice(1)]) == {}


def test_of_two_issued_at_one_time_neither_is_the_later() -> None:
    assert replaced([advice(2), advice(1)]) == {}


def test_without_settings_what_is_recommended_tells() -> None:
    bare = [replace(advice(n, minutes_ago=9 - n), outcomes=()) for n in (3, 2, 1)]
    other = replace(bare[1], action="Clean the window")
    assert replaced([bare[0], other, bare[2]]) == {bare[2].decision_id: bare[0]}
