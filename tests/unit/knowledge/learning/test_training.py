"""Rows carry what was seen, done and came of it; pairs prefer what did better; nobody is named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.learning.cases import Case
from knowledge.learning.overrides import Verdict
from knowledge.learning.training import pairs, rows
from tests.unit.knowledge.learning.deciding import BETTER, SAME, WORSE, case


def did(one: Case, what: str) -> Case:
    return replace(one, decision=replace(one.decision, action_taken=what))


def followed(result: object, count: int = 8) -> list[Case]:
    return [case(100 + n, result=result) for n in range(count)]  # type: ignore[arg-type]


def test_override_that_was_right_prefers_what_was_done() -> None:
    one = did(case(1, overridden=True, result=BETTER), "Drum speed left at 42 rpm")
    (pair,) = pairs([one, *followed(WORSE)])
    assert (pair.chosen, pair.rejected) == ("Drum speed left at 42 rpm", one.recommendation.action)
    assert pair.weight == pytest.approx(0.8)


def test_override_that_was_wrong_prefers_the_recommendation() -> None:
    one = did(case(1, overridden=True, result=WORSE), "left")
    (pair,) = pairs([one, *followed(BETTER)])
    assert (pair.chosen, pair.rejected) == (one.recommendation.action, "left")


def test_unknown_or_unsaid_makes_no_pair() -> None:
    unknown = did(case(1, overridden=True, result=BETTER), "left")
    assert list(pairs([unknown, *followed(BETTER)])) == []
    unsaid = case(2, overridden=True, result=BETTER)
    assert list(pairs([unsaid, *followed(WORSE)])) == []


def test_what_was_told_weighs_half_of_what_was_measured() -> None:
    measured, told = (
        did(case(n, overridden=True, result=BETTER, told=n == 2), "left") for n in (1, 2)
    )
    first, second = pairs([measured, told, *followed(WORSE)])
    assert second.weight == first.weight / 2


def test_row_without_a_result_is_there_with_weight_nothing() -> None:
    (row,) = rows([case(1)])
    assert (row.label, row.weight, row.judged) == (None, 0.0, None)
    assert row.taken == row.case.recommendation.action


def test_weight_falls_when_like_cases_have_no_result_or_disagree() -> None:
    sure = followed(BETTER, 4)
    assert [row.weight for row in rows(sure)] == [1.0] * 4
    uncovered = [*sure, *(case(n) for n in range(4))]
    assert next(iter(rows(uncovered))).weight == 0.5
    mixed = [*sure, *(case(n, result=WORSE) for n in range(4))]
    assert next(iter(rows(mixed))).weight == 0.5


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from([None, BETTER, SAME, WORSE]), st.booleans()),
        max_size=40,
    )
)
def test_every_case_is_one_row_and_weights_are_shares(
    drawn: list[tuple[bool, object, bool]],
) -> None:
    cases = [
        did(case(n, overridden=over, result=result, told=told), "x" * over)  # type: ignore[arg-type]
        for n, (over, result, told) in enumerate(drawn)
    ]
    made = list(rows(cases))
    assert [row.case for row in made] == cases
    assert all(0 <= row.weight <= 1 and (row.weight > 0) <= (row.label is not None) for row in made)
    for pair in pairs(cases):
        assert pair.judged.verdict is not Verdict.UNKNOWN
        assert 0 < pair.weight <= 1
        assert pair.chosen != pair.rejected
