"""The clock that the app asks."""

from datetime import datetime, timedelta

from bot.app import clock_of
from bot.settings import Settings


def test_the_day_changes_at_the_plants_midnight_not_at_that_of_utc() -> None:
    plant = Settings(_env_file=None, time_zone="Pacific/Auckland")
    now = clock_of(plant)()
    assert now.utcoffset() in (timedelta(hours=12), timedelta(hours=13))
    assert now.date() == datetime.now(plant.zone).date()
