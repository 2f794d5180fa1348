"""How values, differences, ages and conditions are said in plain words.

Knows the plant's units and figures as logged, which no language changes. A figure that is not in
the log as it stands is returned with its derivation, so that the check of claims can follow it.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from bot.speech import ENGLISH, mark, spoken, tr, trn
from knowledge.model import Condition, Derived, Operator, Value

_SAID = {
    Operator.GREATER: mark("over {value}"),
    Operator.GREATER_OR_EQUAL: mark("at least {value}"),
    Operator.LESS: mark("under {value}"),
    Operator.LESS_OR_EQUAL: mark("at most {value}"),
    Operator.EQUAL: mark("exactly {value}"),
    Operator.NOT_EQUAL: mark("anything but {value}"),
}
_ESCAPE = {
    Operator.GREATER: mark("at {value} or lower"),
    Operator.GREATER_OR_EQUAL: mark("under {value}"),
    Operator.LESS: mark("at {value} or higher"),
    Operator.LESS_OR_EQUAL: mark("over {value}"),
    Operator.EQUAL: mark("anything but {value}"),
    Operator.NOT_EQUAL: mark("at exactly {value}"),
}


def value_text(value: Value) -> str:
    """Return a value as it was logged: 38, 8.6, yes, "lot 7"."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
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
    unit, count = _counted(length)
    if unit == "s":
        return tr("{count} s", count=count)
    if unit == "min":
        return tr("{count} min", count=count)
    if unit == "h":
        return tr("{count} h", count=count)
    return trn("{count} day", "{count} days", count)


def past(length: timedelta) -> str:
    """Return how long ago that was: "12 min ago", "2 days ago"."""
    unit, count = _counted(length)
    if unit == "s":
        return tr("{count} s ago", count=count)
    if unit == "min":
        return tr("{count} min ago", count=count)
    if unit == "h":
        return tr("{count} h ago", count=count)
    return trn("{count} day ago", "{count} days ago", count)


def _counted(length: timedelta) -> tuple[str, int]:
    """Return the unit in which people count that length, and how many of it."""
    seconds = max(0, round(length.total_seconds()))
    if seconds < 90:
        return "s", seconds
    if seconds < 90 * 60:
        return "min", round(seconds / 60)
    if seconds < 36 * 3600:
        return "h", round(seconds / 3600)
    return "d", round(seconds / 86400)


def age(at: datetime, now: datetime) -> tuple[str, Derived]:
    """Return "12 min ago" with its derivation from the logged time."""
    text = past(now - at)
    return text, Derived(text, "age", (moment(at),))


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
            low, high = amount(value[0], unit), amount(value[1], unit)
            return tr("between {low} and {high}", low=low, high=high)
        return tr("one of {values}", values=", ".join(amount(each, unit) for each in value))
    return tr(_SAID[condition.operator], value=amount(value, unit))


def escape(condition: Condition) -> str:
    """Return what would make the condition fail: over 2.9 % -> "at 2.9 % or lower"."""
    value, unit = condition.value, condition.unit
    if isinstance(value, tuple):
        if condition.operator is Operator.BETWEEN:
            low, high = amount(value[0], unit), amount(value[1], unit)
            return tr("under {low} or over {high}", low=low, high=high)
        return tr("none of {values}", values=", ".join(amount(each, unit) for each in value))
    return tr(_ESCAPE[condition.operator], value=amount(value, unit))


def listed(items: list[str]) -> str:
    """Join phrases that all hold: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return tr("{items} and {last}", items=_in_a_row(items[:-1]), last=items[-1])


def either(items: list[str]) -> str:
    """Join phrases of which one is enough: "a", "a or b", "a, b or c"."""
    if len(items) < 2:
        return "".join(items)
    return tr("{items} or {last}", items=_in_a_row(items[:-1]), last=items[-1])


def _in_a_row(items: list[str]) -> str:
    said = items[0]
    for item in items[1:]:
        said = tr("{items}, {next}", items=said, next=item)
    return said


def capitalised(text: str) -> str:
    """Return a logged name to stand first in a sentence: with a capital and without a full stop."""
    text = text.strip().rstrip(".")
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Return the text with a full stop, unless it ends a sentence already."""
    return text if text[-1:] in ".!?:。！？：" else tr("{text}.", text=text)


def lowered(text: str) -> str:
    """Return a logged text to stand inside a sentence; abbreviations keep their capitals.

    Only an English sentence bends it: in any other language it is a foreign phrase, as logged.
    """
    if spoken() != ENGLISH:
        return text.rstrip(".")
    if len(text) > 1 and text[1].isupper():
        return text
    return (text[:1].lower() + text[1:]).rstrip(".")
