"""Ids go on where most of their questions went, each once, and the others lead there."""

from itertools import count

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.topics.ids import named

PARTS = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5), st.integers(1, 9)), min_size=1)


def parted(points: list[tuple[int, int, int]]) -> tuple[list[int], dict[int, int]]:
    """Name these (label, topic, weight) points; new ids are 100 and up."""
    labels = np.unique([label for label, _, _ in points], return_inverse=True)[1]
    topics = np.array([topic for _, topic, _ in points], np.int64)
    weights = np.array([weight for _, _, weight in points], np.float32)
    numbers = count(100)
    names, led = named(labels.astype(np.int64), topics, weights, new=lambda: next(numbers))
    return [int(each) for each in names], led


def test_larger_part_keeps_the_id_and_the_smaller_gets_a_new_one() -> None:
    assert parted([(0, 1, 9), (1, 1, 3)]) == ([1, 100], {})


def test_smaller_topic_leads_to_the_larger_when_both_become_one() -> None:
    assert parted([(0, 1, 3), (0, 2, 9)]) == ([2, 2], {1: 2})


@given(PARTS)
def test_each_part_has_an_id_of_its_own_and_each_old_id_goes_on_or_leads(
    points: list[tuple[int, int, int]],
) -> None:
    names, led = parted(points)
    by_label = {}
    for (label, _, _), name in zip(points, names, strict=True):
        assert by_label.setdefault(label, name) == name
    assert len(set(by_label.values())) == len(by_label)
    for topic in {topic for _, topic, _ in points}:
        assert (topic in names) != (topic in led)
    assert set(led.values()) <= set(names)
