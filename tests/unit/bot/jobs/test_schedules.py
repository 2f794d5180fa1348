"""A period has one key, whoever looks and however often; the next one begins on time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs.schedules import Daily, Every, period_key

BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1), timezones=st.just(UTC)
)


@given(now=MOMENTS, minutes=st.integers(1, 10_000))
def test_an_interval_holds_the_moment_it_was_asked_for(now: datetime, minutes: int) -> None:
    every = Every(timedelta(minutes=minutes))
    begin = every.latest(now)
    assert begin <= now < begin + every.length
    assert every.latest(begin) == begin
    assert every.latest(begin - timedelta(microseconds=1)) == begin - every.length


@given(now=MOMENTS, at=st.times(), days=st.sets(st.integers(0, 6), min_size=1))
def test_a_time_of_day_is_on_its_day_and_never_ahead(
    now: datetime, at: time, days: set[int]
) -> None:
    begin = Daily(at, BERLIN, days).latest(now)
    assert begin.astimezone(UTC) <= now < begin.astimezone(UTC) + timedelta(days=7, hours=2)
    assert begin.weekday() in days
    assert begin.time() == at


@given(now=MOMENTS, later=st.integers(0, 10**6), at=st.times())
def test_periods_never_run_backwards(now: datetime, later: int, at: time) -> None:
    daily = Daily(at, BERLIN)
    first, second = daily.latest(now), daily.latest(now + timedelta(seconds=later))
    assert first.astimezone(UTC) <= second.astimezone(UTC)


def test_a_day_has_one_period_also_when_the_clocks_change() -> None:
    for month, day in ((3, 29), (10, 25)):  # the last Sundays of March and October 2026
        midnight = datetime(2026, month, day, tzinfo=BERLIN).astimezone(UTC)
        hours = [midnight + timedelta(minutes=10 * each) for each in range(6 * 29)]
        keys = {period_key(Daily(time(2, 30), BERLIN).latest(each)) for each in hours}
        assert len(keys) == 3  # the day before, the day, the day after


def test_what_cannot_be_a_schedule_is_refused() -> None:
    with pytest.raises(ValueError, match="1 min"):
        Every(timedelta(seconds=5))
    for days in ((), (7,)):
        with pytest.raises(ValueError, match="Monday"):
            Daily(time(6), BERLIN, days)
