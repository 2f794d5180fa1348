"""Rules: all conditions together, compared on printed decimals."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.plant.readings import Reading, Value
from examples.plant.rules import Condition, Rule, compare

NOW = datetime(2026, 11, 20, tzinfo=UTC)
numbers = st.decimals(-1000, 1000, places=2)


def reading(name: str, value: Value) -> dict[str, Reading]:
    return {name: Reading(name, value, "", "good", NOW)}


@given(numbers, numbers)
def test_an_order_and_its_opposite_never_agree(left: Decimal, right: Decimal) -> None:
    assert compare(left, ">", right) != compare(left, "<=", right)
    assert compare(left, "<", right) != compare(left, ">=", right)
    assert compare(left, "==", right) != compare(left, "!=", right)


@given(numbers, numbers, numbers)
def test_between_includes_its_ends(value: Decimal, low: Decimal, high: Decimal) -> None:
    assert compare(value, "between", (low, high)) == (low <= value <= high)


def test_eight_point_six_is_not_below_eight_point_six() -> None:
    assert not compare(Decimal("8.6"), "<", Decimal("8.60"))
    assert compare(Decimal("8.6"), "<=", Decimal("8.60"))


def test_a_text_is_compared_for_equality_only() -> None:
    assert compare("F-35", "in", ("F-35", "F-38"))
    assert compare("natural gas", "!=", "light oil")
    assert not compare("F-35", ">", Decimal(1))
    assert not compare(Decimal(1), "<", "F-35")


def test_an_unknown_operator_is_refused_with_the_list() -> None:
    with pytest.raises(ValueError, match="use > >= <"):
        compare(Decimal(1), "~", Decimal(1))


def test_a_rule_fires_only_when_every_condition_holds() -> None:
    rule = Rule(
        "X",
        "1",
        "move",
        (Condition("a", ">", Decimal("2.9"), "%"), Condition("b", "in", ("x", "y"))),
    )
    assert rule.fires(reading("a", Decimal(3)) | reading("b", "x"))
    assert not rule.fires(reading("a", Decimal("2.9")) | reading("b", "x"))
    assert not rule.fires(reading("a", Decimal(3)) | reading("b", "z"))
    assert not rule.fires(reading("a", Decimal(3)))
    assert rule.text == "a > 2.9 % and b in x, y"
