"""A later word on the same settings takes the place of an earlier one, and nothing else does."""

from dataclasses import replace

from knowledge.model import Alternative, SetPoint, replaced
from tests.small_plant import advice

MORE_OIL = "Raise oil flow from 24 to 27 L/h"
OIL = (SetPoint("oil flow setpoint", 27, "L/h", 24),)


def test_a_later_word_on_the_same_setting_takes_its_place() -> None:
    third, second, first = (advice(n, minutes_ago=9 - n) for n in (3, 2, 1))
    found = replaced([third, second, first])
    assert found == {first.decision_id: third, second.decision_id: third}


def test_another_setting_or_another_machine_takes_nobodys_place() -> None:
    oil = advice(2, minutes_ago=2, action=MORE_OIL, outcomes=OIL)
    beside = advice(3, drum=3, minutes_ago=1)
    assert replaced([beside, oil, advice(1)]) == {}


def test_what_a_later_one_considered_and_did_not_choose_is_replaced() -> None:
    oil = advice(1, action=MORE_OIL, outcomes=OIL)
    slow = advice(2, minutes_ago=2)
    turned_down = Alternative("raise oil flow from 27 to 30 L/h", 0.2)
    assert replaced([slow, oil]) == {}
    newer = replace(slow, alternatives=(turned_down,))
    assert replaced([newer, oil]) == {oil.decision_id: newer}


def test_of_two_issued_at_one_time_neither_is_the_later() -> None:
    assert replaced([advice(2), advice(1)]) == {}


def test_without_settings_what_is_recommended_tells() -> None:
    bare = [replace(advice(n, minutes_ago=9 - n), outcomes=()) for n in (3, 2, 1)]
    other = replace(bare[1], action="Clean the window")
    assert replaced([bare[0], other, bare[2]]) == {bare[2].decision_id: bare[0]}
