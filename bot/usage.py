"""How much the language model was used, as a JSON value: totals per day and model.

Knows the shape that the API and the check of the installation share. No person is in it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from knowledge.store import Store, Usage

DAYS = 30


def usage_report(store: Store, *, today: date, days: int = DAYS) -> dict[str, object]:
    """Return ``days`` (newest first) and their ``total``; cost in the currency of the prices."""
    found = store.model_usage.since(today - timedelta(days=days - 1))
    return {
        "days": [
            {"day": each.day.isoformat(), "model": each.model, **_counts([each])} for each in found
        ],
        "total": _counts(found),
    }


def _counts(found: Sequence[Usage]) -> dict[str, float]:
    told: dict[str, float] = {
        name: sum(getattr(each, name) for each in found)
        for name in ("calls", "failed", "uncounted", "tokens_read", "tokens_written")
    }
    return {**told, "cost": sum(each.cost_millionths for each in found) / 1_000_000}
