"""Recommendations, their reasoning log, decisions and outcomes.

Knows what a recommender says and what people did with it. Does not know how events arrive
(``knowledge.ingest``) or how a "why" is worded (``bot.answering``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Value = float | int | str | bool

OWN_SOURCE = "tandem/feedback"
"""The source of decisions and outcomes that people told Tandem, not a machine."""


def sender_name(store_uid: str) -> str:
    """Return the source under which an installation sends to others what people told it."""
    return f"tandem/{store_uid}"


class Operator(StrEnum):
    """How a rule's condition compares an input with its value."""

    GREATER = ">"
    GREATER_OR_EQUAL = ">="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    EQUAL = "=="
    NOT_EQUAL = "!="
    IN = "in"
    BETWEEN = "between"


class DecisionKind(StrEnum):
    """What people did with a recommendation."""

    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"
    EXPIRED = "expired"


class OutcomeResult(StrEnum):
    """What came of it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True)
class Measurement:
    """An input the recommender saw: name, value and unit as logged."""

    name: str
    value: Value
    unit: str = ""
    quality: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class SetPoint:
    """One outcome of a decision: what is to be set, to which value, from which."""

    name: str
    value: Value
    unit: str = ""
    previous: Value | None = None


@dataclass(frozen=True)
class Factor:
    """How much one input weighed: a signed contribution to the explained output."""

    name: str
    score: float


@dataclass(frozen=True)
class Explanation:
    """Feature importance with its method and base value; scores are in the output's unit."""

    method: str
    output: str
    base_value: float | None
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Condition:
    """One condition of a rule. All conditions of a rule hold together.

    ``value`` is a tuple of values for ``in`` and (low, high) inclusive for ``between``.
    """

    input: str
    operator: Operator
    value: Value | tuple[Value, ...]
    unit: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule that fired, with the revision it had then."""

    id: str
    revision: str
    text: str
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Alternative:
    """What the recommender considered and did not choose."""

    action: str
    score: float | None = None
    why_not: str = ""


@dataclass(frozen=True)
class ConsultedDocument:
    """A document the recommender says it consulted."""

    id: str
    revision: str = ""
    section: str = ""
    score: float | None = None


@dataclass(frozen=True)
class Recommendation:
    """One decision of the recommender for one asset, with its reasoning log.

    ``extra`` keeps the fields of ``data`` that the contract does not name. Times have a zone.
    """

    decision_id: str
    asset: str
    source: str
    event_id: str
    action: str
    issued_at: datetime
    expires_at: datetime | None
    model_name: str
    model_version: str
    confidence: float | None = None
    outcomes: tuple[SetPoint, ...] = ()
    inputs: tuple[Measurement, ...] = ()
    explanation: Explanation | None = None
    rules_fired: tuple[Rule, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    documents: tuple[ConsultedDocument, ...] = ()
    expected_effect: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def has_reason(self) -> bool:
        """Whether the log holds any reason: contributions or rules that fired."""
        return bool(self.rules_fired) or bool(self.explanation and self.explanation.factors)

    @property
    def moves(self) -> str:
        """What is recommended, without its figures: "drum speed setpoint-"."""
        changes = sorted(
            f"{each.name.casefold()}{'+' if float(each.value) > float(each.previous) else '-'}"
            for each in self.outcomes
            if isinstance(each.value, int | float) and isinstance(each.previous, int | float)
        )
        return "|".join(changes) or _bare(self.action) or self.action.casefold()

    def input(self, name: str) -> Measurement | None:
        """Return the logged input of that name, ignoring case, or None."""
        wanted = name.casefold()
        return next((i for i in self.inputs if i.name.casefold() == wanted), None)


def replaced(newest_first: Iterable[Recommendation]) -> dict[str, Recommendation]:
    """Return, by decision id, the newest one that is a later word on the same.

    That is one for the same equipment that moves one of its settings, recommends the same in words,
    or considered it and chose something else.
    """
    last: dict[tuple[str, str], Recommendation] = {}
    found = {}
    for each in newest_first:
        own = {setting.name.casefold() for setting in each.outcomes} | {_bare(each.action)}
        newer = [last[each.asset, word] for word in own if (each.asset, word) in last]
        if any(one.issued_at > each.issued_at for one in newer):
            found[each.decision_id] = max(newer, key=lambda one: one.issued_at)
        for word in own.union(_bare(other.action) for other in each.alternatives):
            last.setdefault((each.asset, word), each)
    return found


def _bare(action: str) -> str:
    """Return the words of an action without its figures and units."""
    return " ".join(word for word in action.casefold().split() if word.isalpha())


@dataclass(frozen=True)
class Decision:
    """What somebody decided on a recommendation; ``by`` is a pseudonymous person id."""

    decision_id: str
    decision: DecisionKind
    at: datetime
    by: str = ""
    reason_class: str = ""
    rationale: str = ""
    action_taken: str = ""


@dataclass(frozen=True)
class Outcome:
    """What was measured after the decision, or ``told`` by somebody who was there."""

    decision_id: str
    result: OutcomeResult
    at: datetime
    measured: tuple[Measurement, ...] = ()
    note: str = ""
    told: bool = False
