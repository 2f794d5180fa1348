"""Schedules: when the period began that is on now, so that a period has one effect.

Knows intervals and times of day. Does not know what is done, nor whether it was done. A period's
key is its begin: whoever looks, and however often, gets the same key until the next one begins.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

_START = datetime(1970, 1, 1, tzinfo=UTC)
EVERY_DAY = frozenset(range(7))
"""The days of a week, Monday is 0."""


class Schedule(Protocol):
    """Says when periods begin."""

    def latest(self, now: datetime) -> datetime:
        """Return when the period began in which ``now`` lies."""
        ...


@dataclass(frozen=True)
class Every:
    """Periods of one length (a minute at least), counted from 1970 on, in UTC."""

    length: timedelta

    def __post_init__(self) -> None:
        if self.length < timedelta(minutes=1):
            raise ValueError(f"a period of {self.length} is too short: each leaves a row; 1 min on")

    def latest(self, now: datetime) -> datetime:
        """Return when the period began in which ``now`` lies."""
        return now - (now - _START) % self.length


@dataclass(frozen=True)
class Daily:
    """A time of day in the plant's zone, on some days of the week.

    Of a time that comes twice when clocks go back the first counts; one that is skipped when they
    go forward is taken as if they had not.
    """

    at: time
    zone: ZoneInfo
    days: Collection[int] = field(default=EVERY_DAY)

    def __post_init__(self) -> None:
        if not self.days or not EVERY_DAY.issuperset(self.days):
            raise ValueError(f"days are {sorted(self.days)}: name some of 0 (Monday) to 6 (Sunday)")

    def latest(self, now: datetime) -> datetime:
        """Return when it was that time last, on one of the days."""
        today = now.astimezone(self.zone).date()
        for back in range(8):
            day = today - timedelta(days=back)
            begin = datetime.combine(day, self.at, self.zone)
            # Compared in UTC: of two times of one zone Python compares what the clocks show.
            if day.weekday() in self.days and begin.astimezone(UTC) <= now.astimezone(UTC):
                return begin
        raise AssertionError("one of eight days is always one of them")


def period_key(begin: datetime) -> str:
    """Return the key of the period that began then."""
    return begin.astimezone(UTC).isoformat()
