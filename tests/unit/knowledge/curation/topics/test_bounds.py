"""What engineers said: the last word holds, and what it left alone holds too."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.topics.bounds import Bounds

ROWS = 8


def of(*rows: int) -> np.ndarray:
    return np.array(rows, np.int64)


def test_what_was_parted_may_be_joined_again() -> None:
    bounds, numbers = Bounds(), np.zeros(ROWS, np.int64)
    bounds.part(numbers, of(0, 1), of(2, 3))
    assert len(bounds.apart) == 1
    bounds.join(numbers, of(0, 1, 2, 3))
    assert bounds.apart == set()
    assert len(set(numbers[:4])) == 1


def test_what_is_apart_from_a_topic_is_so_from_both_its_parts() -> None:
    bounds, numbers = Bounds(), np.zeros(ROWS, np.int64)
    bounds.part(numbers, of(0, 1), of(2, 3))
    bounds.part(numbers, of(0), of(1))
    pairs = {frozenset(pair) for pair in bounds.apart}
    ends = {name: int(numbers[row]) for name, row in (("a", 0), ("b", 1), ("c", 2))}
    assert pairs == {
        frozenset({ends["a"], ends["b"]}),
        frozenset({ends["a"], ends["c"]}),
        frozenset({ends["b"], ends["c"]}),
    }


@given(
    st.lists(st.tuples(st.booleans(), st.sets(st.integers(0, ROWS - 1), min_size=2)), max_size=8)
)
def test_no_number_is_apart_from_itself_and_none_is_given_twice(
    acts: list[tuple[bool, set[int]]],
) -> None:
    bounds, numbers = Bounds(), np.zeros(ROWS, np.int64)
    given_so_far: set[int] = set()
    for joins, rows in acts:
        some = sorted(rows)
        if joins:
            bounds.join(numbers, of(*some))
        else:
            bounds.part(numbers, of(*some[:1]), of(*some[1:]))
        fresh = {int(each) for each in numbers[some]}
        assert not fresh & given_so_far
        given_so_far |= fresh
    assert all(one < other <= bounds.last for one, other in bounds.apart)
