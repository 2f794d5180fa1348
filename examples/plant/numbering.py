"""Decision ids: ``R-2026-0123456``, ordered by time and never given twice.

Knows a year in slots of ten seconds. Does not know which ids were used: a recommender that starts
again takes the slot of now, which lies after everything it gave at one in ten seconds or slower.
"""

from datetime import UTC, datetime

SLOT_SECONDS = 10


def slot(at: datetime) -> int:
    """Return the number of the time's slot in its year (UTC)."""
    at = at.astimezone(UTC)
    return int((at - datetime(at.year, 1, 1, tzinfo=UTC)).total_seconds()) // SLOT_SECONDS


def decision_id(at: datetime, number: int | None = None) -> str:
    """Return the id for a time, or for a number given by hand."""
    return f"R-{at.astimezone(UTC).year}-{slot(at) if number is None else number:06d}"
