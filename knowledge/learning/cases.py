"""Cases: recommendations that people decided on, each with what came of it.

Knows what counts as the decision, as its result, and as a like situation. Does not know whether
an override was right (``overrides``), nor where recommendations are kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.model import (
    Decision,
    DecisionKind,
    Outcome,
    OutcomeResult,
    ReasonClass,
    Recommendation,
)


@dataclass(frozen=True)
class Case:
    """One decided recommendation. ``result`` is None while, or when, it cannot be told.

    ``told``: people said so, nothing was measured.
    """

    recommendation: Recommendation
    decision: Decision
    result: OutcomeResult | None = None
    contradicted: bool = False
    told: bool = False

    @property
    def overridden(self) -> bool:
        """Whether people did something else."""
        return self.decision.decision is DecisionKind.OVERRIDDEN

    @property
    def at(self) -> datetime:
        """When it was decided."""
        return self.decision.at

    @property
    def reason_class(self) -> ReasonClass | None:
        """Why it was overridden, if that was said."""
        said = self.decision.reason_class
        return ReasonClass(said) if said in set(ReasonClass) else None

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that fired, in order of the alphabet."""
        return tuple(sorted(rule.id for rule in self.recommendation.rules_fired))


def case_of(
    one: Recommendation, decisions: Sequence[Decision], outcomes: Sequence[Outcome]
) -> Case | None:
    """Return the case, or None when nobody accepted or overrode it. The last decision counts."""
    made = [each for each in decisions if each.decision is not DecisionKind.EXPIRED]
    if not made:
        return None
    decision = max(made, key=lambda each: (each.at, each.decision.value, each.by))
    after = [each for each in outcomes if each.at >= decision.at]
    results = _results(after)
    told = bool(results) and all(each.told for each in after)
    settled = next(iter(results)) if len(results) == 1 else None
    return Case(one, decision, settled, contradicted=len(results) > 1, told=told)


def cases_of(
    recommendations: Iterable[Recommendation],
    decisions: Mapping[str, Sequence[Decision]],
    outcomes: Mapping[str, Sequence[Outcome]],
) -> list[Case]:
    """Return the cases among the recommendations, in their order."""
    found = (
        case_of(one, decisions.get(one.decision_id, ()), outcomes.get(one.decision_id, ()))
        for one in recommendations
    )
    return [case for case in found if case is not None]


def _results(after: Sequence[Outcome]) -> set[OutcomeResult]:
    """Return what was measured, else what was told last: people correct themselves."""
    measured = {each.result for each in after if not each.told}
    told = max(after, key=lambda each: (each.at, each.result.value), default=None)
    return measured or ({told.result} if told else set())
