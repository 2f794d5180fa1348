"""The best of many scores, found in groups first."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.memory import best_rows


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=700),
    st.integers(1, 30),
    st.integers(1, 5),
)
def test_the_best_scores_are_found_with_all_that_equal_the_last(
    drawn: list[int], k: int, times: int
) -> None:
    scores = np.tile(np.array(drawn, dtype=np.float32), times)
    worst = sorted(scores, reverse=True)[min(k, len(scores)) - 1]
    assert best_rows(scores, k).tolist() == [
        row for row, score in enumerate(scores) if score >= worst
    ]
