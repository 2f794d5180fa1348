"""How a recommender comes to its advice: model, rules, moves, and what it rejected.

Knows the choosing, the same for all machines. Does not know any machine (``advisors``), what is
true behind the readings (``process``), or whether the advice is wise.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from examples.plant.attribution import Explanation, RiskModel
from examples.plant.readings import Readings, rounded, shown
from examples.plant.rules import Rule

SetPoints = Mapping[str, Decimal]
HOLD_SCORE = Decimal("0.05")


@dataclass(frozen=True)
class Document:
    """A procedure the recommender says it consulted, with its own relevance score."""

    id: str
    revision: str
    section: str
    score: float


@dataclass(frozen=True)
class Move:
    """A change of one set point by ``step`` (signed), never beyond ``limit``.

    ``effect`` is the expected change of ``effect_on`` per unit of the set point. ``drawback``
    words why the move was not chosen, from the old and the new value.
    """

    key: str
    verb: str
    set_point: str
    unit: str
    step: Decimal
    limit: Decimal
    cost: float
    effect: float
    effect_on: str
    effect_unit: str
    documents: tuple[Document, ...]
    drawback: Callable[[Decimal, Decimal], str]
    at_limit: str

    def target(self, old: Decimal) -> Decimal:
        """Return the new set point: one step on, stopped at the limit, or the old one."""
        if self.step > 0:
            return max(old, min(old + self.step, self.limit))
        return min(old, max(old + self.step, self.limit))

    def text(self, old: Decimal, new: Decimal) -> str:
        """Return the action in words."""
        return f"{self.verb} from {shown(old)} to {shown(new)} {self.unit}"


@dataclass(frozen=True)
class Policy:
    """A model with the moves that answer to it."""

    model: RiskModel
    moves: tuple[Move, ...]
    gain: float = 1.5


@dataclass(frozen=True)
class Advisor:
    """A recommender for one kind of machine, as its vendor would describe it."""

    name: str
    version: str
    policies: tuple[Policy, ...]
    rules: tuple[Rule, ...]
    valid_minutes: int = 15


@dataclass(frozen=True)
class Alternative:
    """A rejected action."""

    action: str
    score: Decimal
    why_not: str


@dataclass(frozen=True)
class Advice:
    """A decision with its reasons, ready to be logged."""

    move: Move
    old: Decimal
    new: Decimal
    score: Decimal
    explanation: Explanation
    fired: tuple[Rule, ...]
    alternatives: tuple[Alternative, ...]
    confidence: Decimal

    @property
    def action(self) -> str:
        """The action in words."""
        return self.move.text(self.old, self.new)

    @property
    def expected(self) -> Decimal:
        """The expected change of the move's effect, in its unit, at printed precision."""
        return rounded(float(self.new - self.old) * self.move.effect, 1)

    @property
    def expected_effect(self) -> str:
        """The expected change in words: ``seasoning giveaway -1.8 %``."""
        return f"{self.move.effect_on} {self.expected:+} {self.move.effect_unit}"


@dataclass(frozen=True)
class _Option:
    move: Move
    old: Decimal
    new: Decimal
    score: Decimal


def advise(advisor: Advisor, readings: Readings, set_points: SetPoints) -> Advice | None:
    """Return the advice for these readings, or None when nothing needs doing or can be done."""
    fired = tuple(rule for rule in advisor.rules if rule.fires(readings))
    policy = _policy(advisor, fired, readings)
    supported = {rule.move for rule in fired}
    alarming = policy.model.value(readings) >= policy.model.threshold
    options = [_option(policy, move, supported, readings, set_points) for move in policy.moves]
    options.sort(key=lambda option: -option.score)
    best = options[0]
    if best.new == best.old or not (alarming or best.move.key in supported):
        return None
    explanation = policy.model.explain(readings)
    return Advice(
        move=best.move,
        old=best.old,
        new=best.new,
        score=best.score,
        explanation=explanation,
        fired=fired,
        alternatives=_alternatives(options[1:], best, explanation),
        confidence=_confidence(best, len(fired), readings),
    )


def _policy(advisor: Advisor, fired: tuple[Rule, ...], readings: Readings) -> Policy:
    supported = {rule.move for rule in fired}

    def urgency(policy: Policy) -> tuple[bool, float]:
        excess = policy.model.value(readings) / policy.model.threshold
        return any(move.key in supported for move in policy.moves), excess

    return max(advisor.policies, key=urgency)


def _option(
    policy: Policy, move: Move, supported: set[str], readings: Readings, set_points: SetPoints
) -> _Option:
    old = set_points[move.set_point]
    new = move.target(old)
    if new == old:
        return _Option(move, old, new, Decimal(0))
    moved = dict(readings)
    if move.set_point in moved:
        moved[move.set_point] = replace(moved[move.set_point], value=new)
    benefit = policy.gain * (policy.model.value(readings) - policy.model.value(moved))
    score = 0.15 + 0.45 * (move.key in supported) + benefit - move.cost
    return _Option(move, old, new, rounded(min(max(score, 0.06), 0.98), 2))


def _alternatives(
    rejected: list[_Option], best: _Option, explanation: Explanation
) -> tuple[Alternative, ...]:
    found = [
        _rejected(option) for option in rejected if option.move.set_point != best.move.set_point
    ]
    unit = f" {explanation.unit}" if explanation.unit else ""
    stays = f"{explanation.output} stays at {explanation.value}{unit}"
    return (*found, Alternative("Leave the settings as they are", HOLD_SCORE, stays))


def _rejected(option: _Option) -> Alternative:
    move, old, new = option.move, option.old, option.new
    if new == old:
        return Alternative(move.verb, option.score, move.at_limit)
    return Alternative(move.text(old, new), option.score, move.drawback(old, new))


def _confidence(best: _Option, fired: int, readings: Readings) -> Decimal:
    doubtful = any(reading.quality != "good" for reading in readings.values())
    confidence = 0.45 + 0.4 * float(best.score) + 0.05 * min(fired, 3) - 0.2 * doubtful
    return rounded(min(confidence, 0.95), 2)
