"""The use of a model is told in totals, with the cost in the currency of the prices."""

from datetime import timedelta

from bot.usage import usage_report
from knowledge.store import Usage
from tests.small_plant import NOW, Plant


def test_days_are_newest_first_and_add_up(plant: Plant) -> None:
    today = NOW.date()
    for days_ago in (0, 3, 40):
        plant.store.model_usage.add(
            Usage(today - timedelta(days=days_ago), "ollama:a", 2, 1, 0, 1_000, 100, 250_000)
        )
    report = usage_report(plant.store, today=today, days=30)
    assert [each["day"] for each in report["days"]] == ["2026-11-20", "2026-11-17"]  # type: ignore[attr-defined, index]
    assert report["total"] == {
        "calls": 4,
        "failed": 2,
        "uncounted": 0,
        "tokens_read": 2_000,
        "tokens_written": 200,
        "cost": 0.5,
    }
