"""How values, differences, ages and conditions are said in plain words.

Knows English and the plant's units as logged. A figure that is not in the log as it stands is
returned with its derivation, so that the check of claims can follow it.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from knowledge.model import Condition, Derived, Operator, Value

_SAID = {
    Operator.GREATER: "over",
    Operator.GREATER_OR_EQUAL: "at least",
    Operator.LESS: "under",
    Operator.LESS_OR_EQUAL: "at most",
    Operator.EQUAL: "exactly",
    Operator.NOT_EQUAL: "anything but",
}


def value_text(value: Value) -> str:
    """Return a value as it was logged: 38, 8.6, yes, "lot 7"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        plain = format(Decimal(repr(value)), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(value)


def amount(value: Value, unit: str) -> str:
    """Return a value with its unit, with a thin rule: 3.4 %, 42 rpm."""
    return f"{value_text(value)} {unit}".strip()


def signed(score: float) -> tuple[str, tuple[Derived, ...]]:
    """Return a contribution with its sign, to three figures, and the rounding if there was one."""
    exact = value_text(score)
    text = exact if len(exact.lstrip("-0.")) <= 3 else value_text(float(f"{score:.3g}"))
    said = (text if text.startswith("-") else f"+{text}").replace("-", "−")
    return said, () if text == exact else (Derived(said, "rounded", (exact,)),)


def span(length: timedelta) -> str:
    """Return a length of time as people say it: 40 s, 12 min, 3 h, 2 days."""
    seconds = max(0, round(length.total_seconds()))
    if seconds < 90:
        return f"{seconds} s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min"
    if seconds < 36 * 3600:
        return f"{round(seconds / 3600)} h"
    return f"{round(seconds / 86400)} days"


def age(at: datetime, now: datetime) -> tuple[str, Derived]:
    """Return "12 min ago" with its derivation from the logged time."""
    text = span(now - at)
    return f"{text} ago", Derived(text, "age", (moment(at),))


def left(until: datetime, now: datetime) -> tuple[str, Derived]:
    """Return "9 min" until then, with its derivation."""
    text = span(until - now)
    return text, Derived(text, "time left", (moment(until),))


def moment(at: datetime) -> str:
    """Return a time as evidence states it."""
    return at.isoformat(sep=" ", timespec="seconds")


def limit(condition: Condition) -> str:
    """Return what the condition asks for: "over 2.9 %", "between 160 °C and 175 °C"."""
    value, unit = condition.value, condition.unit
    if isinstance(value, tuple):
        if condition.operator is Operator.BETWEEN:
            return f"between {amount(value[0], unit)} and {amount(value[1], unit)}"
        return "one of " + ", ".join(amount(each, unit) for each in value)
    return f"{_SAID[condition.operator]} {amount(value, unit)}"


def escape(condition: Condition) -> str:
    """Return what would make the condition fail: over 2.9 % -> "2.9 % or lower"."""
    value, unit = condition.value, condition.unit
    if isinstance(value, tuple):
        if condition.operator is Operator.BETWEEN:
            return f"under {amount(value[0], unit)} or over {amount(value[1], unit)}"
        return "none of " + ", ".join(amount(each, unit) for each in value)
    said = amount(value, unit)
    return {
        Operator.GREATER: f"{said} or lower",
        Operator.GREATER_OR_EQUAL: f"under {said}",
        Operator.LESS: f"{said} or higher",
        Operator.LESS_OR_EQUAL: f"over {said}",
        Operator.EQUAL: f"anything but {said}",
        Operator.NOT_EQUAL: f"exactly {said}",
    }[condition.operator]


def listed(items: list[str], last: str = "and") -> str:
    """Join phrases: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(text: str) -> str:
    """Return the text with a capital first letter and a full stop."""
    text = text.strip()
    ended = text if text[-1:] in ".!?:" else f"{text}."
    return ended[:1].upper() + ended[1:]


def lowered(text: str) -> str:
    """Return the text to stand inside a sentence; abbreviations keep their capitals."""
    if len(text) > 1 and text[1].isupper():
        return text
    return (text[:1].lower() + text[1:]).rstrip(".")
