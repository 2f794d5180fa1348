"""Decided recommendations for tests: a drum that is told to slow down, and what came of it."""

from datetime import UTC, datetime, timedelta

from knowledge.learning.cases import Case, case_of
from knowledge.model import (
    Decision,
    DecisionKind,
    Measurement,
    Outcome,
    OutcomeResult,
    Recommendation,
    Rule,
    SetPoint,
)

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
BETTER, SAME, WORSE = OutcomeResult.BETTER, OutcomeResult.SAME, OutcomeResult.WORSE


def slower(
    number: int, *, drum: int = 2, rule: str = "SEAS-07", **inputs: object
) -> Recommendation:
    """Return a recommendation to slow a drum down."""
    return Recommendation(
        decision_id=f"R-{number}",
        asset=f"northfield/snacks/seasoning/line-4/drum-{drum}",
        source="optimizer",
        event_id=f"e{number}",
        action="Reduce drum speed from 42 to 38 rpm",
        issued_at=NOW + timedelta(minutes=number),
        expires_at=None,
        model_name="seasoning-optimizer",
        model_version="3.2.1",
        outcomes=(SetPoint("drum speed setpoint", 38, "rpm", 42),),
        inputs=tuple(
            Measurement(name.replace("_", " "), value, "")  # type: ignore[arg-type]
            for name, value in inputs.items()
        ),
        rules_fired=(Rule(rule, "1", ""),),
    )


def case(
    number: int,
    *,
    overridden: bool = False,
    result: OutcomeResult | None = None,
    by: str = "p-1",
    drum: int = 2,
    rule: str = "SEAS-07",
    told: bool = False,
    **inputs: object,
) -> Case:
    """Return a decided recommendation with its result."""
    one = slower(number, drum=drum, rule=rule, **inputs)
    kind = DecisionKind.OVERRIDDEN if overridden else DecisionKind.ACCEPTED
    decision = Decision(one.decision_id, kind, one.issued_at, by, "information" * overridden)
    later = one.issued_at + timedelta(hours=1)
    outcomes = [Outcome(one.decision_id, result, later, told=told)] if result else []
    found = case_of(one, [decision], outcomes)
    assert found is not None
    return found
