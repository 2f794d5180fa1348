"""Times as people read them: how long ago, what is left, and what the clock on the wall said.

Knows the plant's zone when it is given. Does not know what happened then.
"""

from datetime import date, datetime, timedelta, tzinfo

from bot.answering.wording import past, span
from bot.speech import mark, tr

_MONTHS = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)


def ago(at: datetime, now: datetime) -> str:
    """Return a past time as people say it: "just now", "12 min ago"."""
    return tr("just now") if (now - at).total_seconds() < 45 else past(now - at)


def until(at: datetime, now: datetime) -> str:
    """Return a coming time as people say it: "9 min left", or how long ago it was."""
    if at > now:
        return tr("{time} left", time=span(at - now))
    return tr("expired {ago}", ago=ago(at, now))


def exact(at: datetime | date, zone: tzinfo) -> str:
    """Return the time as a clock on the wall shows it, with its zone; a date as a date."""
    if isinstance(at, datetime):
        local = at.astimezone(zone)
        return f"{exact(local.date(), zone)}, {local.strftime('%H:%M:%S %Z')}"
    return tr("{day} {month} {year}", day=at.day, month=tr(_MONTHS[at.month - 1]), year=at.year)


def near(at: datetime, now: datetime, zone: tzinfo) -> str:
    """Return the hour and minute of a time within half a day, else the exact time."""
    if abs(at - now) > timedelta(hours=12):
        return exact(at, zone)
    return at.astimezone(zone).strftime("%H:%M")
