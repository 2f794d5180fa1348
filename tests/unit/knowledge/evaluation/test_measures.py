"""Measures: worked by hand once, and bounded for every ranking."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation.measures import ndcg, recall, reciprocal_rank

GRADES = {"a": 2, "b": 1, "c": 0}


def test_a_perfect_ranking_has_one_in_all() -> None:
    assert ndcg(["a", "b", "x"], GRADES, 10) == pytest.approx(1)
    assert recall(["a", "b"], GRADES, 5) == 1
    assert reciprocal_rank(["a"], GRADES, 10) == 1


def test_ndcg_counts_gain_linearly_and_discounts_by_place() -> None:
    ideal = 2 + 1 / math.log2(3)
    assert ndcg(["x", "b", "a"], GRADES, 10) == pytest.approx(
        (1 / math.log2(3) + 2 / math.log2(4)) / ideal
    )


def test_only_the_first_k_count() -> None:
    assert ndcg(["x", "y", "a"], GRADES, 2) == 0
    assert recall(["x", "a", "b"], GRADES, 2) == 0.5
    assert reciprocal_rank(["x", "y", "a"], GRADES, 2) == 0


def test_a_document_graded_zero_is_not_relevant() -> None:
    assert recall(["c"], GRADES, 5) == reciprocal_rank(["c"], GRADES, 5) == 0


def test_no_relevant_document_measures_zero() -> None:
    assert ndcg(["a"], {}, 10) == recall(["a"], {}, 10) == 0


@given(st.permutations("abcdefgh"), st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3)))
def test_measures_stay_between_none_and_all(ranking: list[str], grades: dict[str, int]) -> None:
    for measure in (ndcg, recall, reciprocal_rank):
        assert 0 <= measure(ranking, grades, 5) <= 1 + 1e-9
