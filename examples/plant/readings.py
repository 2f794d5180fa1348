"""Readings: what the recommenders see of a machine, at the precision they print.

Knows names, units, quality and rounding. Does not know the process behind a value. A value is
rounded once, here, and everything after (rules, contributions, the log) uses the rounded one,
so that a log can be checked against itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal

Value = Decimal | str


@dataclass(frozen=True)
class Sensor:
    """A signal's name, unit, printed decimal places and noise (standard deviation, same unit)."""

    name: str
    unit: str = ""
    places: int = 0
    noise: float = 0.0


@dataclass(frozen=True)
class Reading:
    """One value as logged: quality is good, uncertain or bad; ``at`` is the time of measuring."""

    name: str
    value: Value
    unit: str
    quality: str
    at: datetime


Readings = Mapping[str, Reading]


def rounded(value: float, places: int) -> Decimal:
    """Return the value as it is printed, with at most that many decimal places."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def plain(value: Value) -> float | int | str:
    """Return the value for JSON; a number without a fraction is an integer."""
    if isinstance(value, str):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def shown(value: Value) -> str:
    """Return the value as people write it: no exponent, no trailing zeros."""
    return str(plain(value))


def number(readings: Readings, name: str) -> Decimal:
    """Return a numeric reading. Raises ``KeyError`` or ``TypeError`` when there is none."""
    value = readings[name].value
    if isinstance(value, str):
        raise TypeError(f"reading {name!r} is the text {value!r}; a number is needed")
    return value
