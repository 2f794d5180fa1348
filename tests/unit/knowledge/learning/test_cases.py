"""What counts as the decision on a recommendation, and as its result."""

from datetime import timedelta

from knowledge.learning.cases import case_of
from knowledge.model import Decision, DecisionKind, Outcome
from tests.unit.knowledge.learning.deciding import BETTER, NOW, SAME, WORSE, slower

HOUR = timedelta(hours=1)


def decided(kind: DecisionKind = DecisionKind.OVERRIDDEN, after: timedelta = HOUR) -> Decision:
    return Decision("R-1", kind, NOW + after, "p-1", "information")


def test_nothing_decided_or_only_expired_is_no_case() -> None:
    assert case_of(slower(1), [], []) is None
    assert case_of(slower(1), [decided(DecisionKind.EXPIRED)], []) is None


def test_last_decision_counts_in_whatever_order_they_come() -> None:
    both = [decided(DecisionKind.ACCEPTED), decided(after=2 * HOUR)]
    for made in (both, both[::-1]):
        case = case_of(slower(1), made, [])
        assert case is not None
        assert case.overridden


def test_what_was_measured_counts_before_what_somebody_told() -> None:
    outcomes = [
        Outcome("R-1", BETTER, NOW + 2 * HOUR, told=True),
        Outcome("R-1", WORSE, NOW + 2 * HOUR),
    ]
    case = case_of(slower(1), [decided()], outcomes)
    assert case is not None
    assert case.result is WORSE


def test_outcomes_that_contradict_each_other_are_no_result() -> None:
    outcomes = [Outcome("R-1", each, NOW + 2 * HOUR) for each in (BETTER, SAME)]
    case = case_of(slower(1), [decided()], outcomes)
    assert case is not None
    assert (case.result, case.contradicted) == (None, True)


def test_outcome_from_before_the_decision_is_not_its_result() -> None:
    case = case_of(slower(1), [decided()], [Outcome("R-1", BETTER, NOW)])
    assert case is not None
    assert (case.result, case.contradicted) == (None, False)
