"""Measures of two partitions: equal, unrelated and in between; names do not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation.partitions import (
    accuracy,
    adjusted_rand,
    crossed,
    mutual_information,
)

labels = st.lists(st.integers(0, 4), min_size=2, max_size=40)


@given(labels)
def test_equal_parts_under_other_names_are_perfect(known: list[int]) -> None:
    table = crossed([f"t{each}" for each in known], known)
    assert mutual_information(table) == pytest.approx(1.0)
    assert adjusted_rand(table) == pytest.approx(1.0)
    assert accuracy(table) == 1.0


def test_one_topic_for_everything_says_nothing() -> None:
    table = crossed([0] * 8, [0, 0, 1, 1, 2, 2, 3, 3])
    assert mutual_information(table) == pytest.approx(0.0)
    assert adjusted_rand(table) == pytest.approx(0.0)
    assert accuracy(table) == 0.25


def test_a_worked_example_is_counted_as_by_hand() -> None:
    table = crossed([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1])
    assert accuracy(table) == pytest.approx(5 / 6)
    assert adjusted_rand(table) == pytest.approx(0.3243, abs=1e-4)
    assert mutual_information(table) == pytest.approx(0.4787, abs=1e-4)
