"""An override is right or wrong only against what following yields; else it is unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.learning.cases import Case
from knowledge.learning.overrides import (
    LEAST_FOLLOWED,
    Reason,
    Tally,
    Verdict,
    failed,
    judged,
    tally,
)
from knowledge.model import OutcomeResult
from tests.unit.knowledge.learning.deciding import BETTER, SAME, WORSE, case

RIGHT, WRONG, UNKNOWN = Verdict.RIGHT, Verdict.WRONG, Verdict.UNKNOWN
ORDER = [WRONG, UNKNOWN, RIGHT]
results = st.sampled_from([BETTER, SAME, WORSE])
many_results = st.lists(results, max_size=30)


def followed(found: list[OutcomeResult], **changes: object) -> list[Case]:
    return [case(100 + n, result=each, **changes) for n, each in enumerate(found)]  # type: ignore[arg-type]


def verdict(result: OutcomeResult | None, usual: list[OutcomeResult]) -> tuple[Verdict, Reason]:
    (found,) = judged([case(1, overridden=True, result=result), *followed(usual)])
    return found.verdict, found.reason


@pytest.mark.parametrize(
    ("result", "usual", "said"),
    [
        (BETTER, [WORSE] * 6, RIGHT),
        (BETTER, [BETTER] * 3 + [SAME] * 2 + [WORSE] * 4, RIGHT),
        (SAME, [WORSE] * 6, RIGHT),
        (SAME, [BETTER] * 6, WRONG),
        (WORSE, [BETTER] * 3 + [SAME] * 3, WRONG),
        (BETTER, [BETTER] * 9, UNKNOWN),
        (SAME, [SAME] * 9, UNKNOWN),
        (WORSE, [WORSE] * 9, UNKNOWN),
    ],
)
def test_override_is_held_against_what_following_yields(
    result: OutcomeResult, usual: list[OutcomeResult], said: Verdict
) -> None:
    reason = Reason.NO_DIFFERENCE if said is UNKNOWN else Reason.COMPARED
    assert verdict(result, usual) == (said, reason)


def test_without_an_outcome_it_is_unknown() -> None:
    assert verdict(None, [BETTER] * 9) == (UNKNOWN, Reason.NO_OUTCOME)


def test_too_few_followed_ones_say_nothing() -> None:
    assert verdict(WORSE, [BETTER] * (LEAST_FOLLOWED - 1)) == (UNKNOWN, Reason.TOO_FEW)


def test_other_rules_and_other_moves_are_not_alike() -> None:
    cases = [case(1, overridden=True, result=WORSE, rule="SEAS-99")]
    cases += [case(100 + n, result=BETTER, rule="SEAS-11") for n in range(9)]
    (found,) = judged(cases)
    assert found.verdict is WRONG, "same model and move is the widest that is still alike"
    other = [
        Case(
            each.recommendation.__class__(**{**vars(each.recommendation), "model_name": "another"}),
            each.decision,
            each.result,
        )
        for each in cases[1:]
    ]
    (found,) = judged([cases[0], *other])
    assert found.reason is Reason.TOO_FEW


def test_own_equipment_counts_before_its_class() -> None:
    cases = [case(1, overridden=True, result=SAME, drum=3)]
    cases += followed([WORSE] * 6, drum=3)
    cases += [case(200 + n, result=BETTER, drum=2) for n in range(30)]
    (found,) = judged(cases)
    assert (found.verdict, found.compared) == (RIGHT, 6)


@given(results, many_results, st.randoms())
def test_order_of_the_cases_changes_nothing(
    result: OutcomeResult, usual: list[OutcomeResult], random: object
) -> None:
    cases = [case(1, overridden=True, result=result), *followed(usual)]
    mixed = list(cases)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert judged(cases) == judged(mixed)


@given(many_results)
def test_better_result_is_never_judged_worse(usual: list[OutcomeResult]) -> None:
    said = [ORDER.index(verdict(each, usual)[0]) for each in (WORSE, SAME, BETTER)]
    assert said == sorted(said)


@given(results, many_results, results)
def test_recommender_that_does_better_never_makes_an_override_look_better(
    result: OutcomeResult, usual: list[OutcomeResult], one: OutcomeResult
) -> None:
    with_worse, with_better = [*usual, WORSE], [*usual, BETTER]
    said = [ORDER.index(verdict(result, each)[0]) for each in (with_better, with_worse)]
    assert said == sorted(said)


@given(st.lists(st.tuples(st.booleans(), st.one_of(st.none(), results)), max_size=40))
def test_every_override_gets_exactly_one_verdict_and_nothing_else_does(
    drawn: list[tuple[bool, OutcomeResult | None]],
) -> None:
    cases = [case(n, overridden=over, result=each) for n, (over, each) in enumerate(drawn)]
    found = judged(cases)
    assert [each.case for each in found] == [each for each in cases if each.overridden]
    counted = tally(found)
    assert counted.total == len(found)
    assert 0 <= counted.coverage <= 1
    known = sum(each.case.result is not None for each in found)
    assert counted.known <= known, "without a result there is no verdict"


@pytest.mark.parametrize(
    ("tried", "look_again"),
    [(Tally(), False), (Tally(0, 1), False), (Tally(0, 2), True), (Tally(3, 4, 9), False)],
)
def test_people_look_again_when_it_went_wrong_clearly_more_often(
    tried: Tally, look_again: bool
) -> None:
    assert failed(tried) is look_again
