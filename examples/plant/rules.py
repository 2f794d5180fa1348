"""Rules of the recommenders: conditions that must all hold for the rule to fire.

Knows how a condition is compared, on the printed values. Does not know where values come from.
"""

from dataclasses import dataclass

from examples.plant.readings import Readings, Value, plain, shown

Comparand = Value | tuple[Value, ...]


@dataclass(frozen=True)
class Condition:
    """One comparison of an input; ``between`` takes (low, high) inclusive, ``in`` a tuple."""

    input: str
    operator: str
    value: Comparand
    unit: str = ""

    @property
    def text(self) -> str:
        """The condition in words: ``product moisture > 2.9 %``."""
        unit = f" {self.unit}" if self.unit else ""
        if not isinstance(self.value, tuple):
            return f"{self.input} {self.operator} {shown(self.value)}{unit}"
        joiner = " and " if self.operator == "between" else ", "
        return f"{self.input} {self.operator} {joiner.join(map(shown, self.value))}{unit}"

    def holds(self, readings: Readings) -> bool:
        """Whether it holds; an input that is not there makes it false."""
        reading = readings.get(self.input)
        return reading is not None and compare(reading.value, self.operator, self.value)

    def published(self) -> dict[str, object]:
        """Return the condition as the event contract writes it."""
        value: object
        if isinstance(self.value, tuple):
            value = [plain(item) for item in self.value]
        else:
            value = plain(self.value)
        body: dict[str, object] = {"input": self.input, "operator": self.operator, "value": value}
        return {**body, "unit": self.unit} if self.unit else body


@dataclass(frozen=True)
class Rule:
    """A rule with the move it speaks for (a move's key)."""

    id: str
    revision: str
    move: str
    conditions: tuple[Condition, ...]

    @property
    def text(self) -> str:
        """All conditions in words, joined by "and"."""
        return " and ".join(condition.text for condition in self.conditions)

    def fires(self, readings: Readings) -> bool:
        """Whether every condition holds."""
        return all(condition.holds(readings) for condition in self.conditions)

    def published(self) -> dict[str, object]:
        """Return the rule as the event contract writes it."""
        return {
            "id": self.id,
            "revision": self.revision,
            "text": self.text,
            "conditions": [condition.published() for condition in self.conditions],
        }


def compare(left: Value, operator: str, right: Comparand) -> bool:
    """Compare a printed value. Raises ``ValueError`` for an operator that is not in the contract.

    A text and a number are never equal, smaller or larger.
    """
    if isinstance(right, tuple):
        if operator == "in":
            return left in right
        if operator == "between" and len(right) == 2:
            return compare(left, ">=", right[0]) and compare(left, "<=", right[1])
    elif operator == "==":
        return left == right
    elif operator == "!=":
        return left != right
    elif operator in {">", ">=", "<", "<="}:
        return _ordered(left, operator, right)
    raise ValueError(f"operator {operator!r} with {right!r}: use > >= < <= == != in or between")


def _ordered(left: Value, operator: str, right: Value) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return False
    if operator in {">=", "<="} and left == right:
        return True
    return left > right if operator[0] == ">" else left < right
