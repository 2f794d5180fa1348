"""Worth: what more people ask, more often, at a higher cost, comes first."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.worth import Need

counts = st.integers(0, 500)


def test_an_answer_that_was_wrong_costs_more_than_none_and_none_more_than_a_good_one() -> None:
    good = Need(askers=3, asked=10)
    none, wrong = replace(good, unanswered=10), replace(good, not_right=10)
    assert good.worth < none.worth < wrong.worth


@given(st.integers(1, 50), st.integers(1, 500), counts, counts)
def test_more_of_anything_is_never_worth_less(
    askers: int, asked: int, unanswered: int, not_right: int
) -> None:
    need = Need(askers, asked, min(unanswered, asked), 0)
    assert replace(need, askers=askers + 1).worth > need.worth
    assert replace(need, asked=asked + 1).worth > need.worth
    worse = replace(need, not_right=min(not_right, asked - need.unanswered))
    assert worse.worth >= need.worth
