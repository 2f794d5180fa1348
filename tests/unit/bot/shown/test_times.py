"""Times in words, and the plant's own."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.shown.times import ago, exact, near, until

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "just now"), (10, "just now"), (60, "60 s ago"), (720, "12 min ago"), (7200, "2 h ago")],
)
def test_past_times_read_as_people_say_them(seconds: int, words: str) -> None:
    assert ago(NOW - timedelta(seconds=seconds), NOW) == words


def test_coming_times_tell_what_is_left_and_then_that_it_is_over() -> None:
    assert until(NOW + timedelta(minutes=9), NOW) == "9 min left"
    assert until(NOW - timedelta(minutes=9), NOW) == "expired 9 min ago"
    assert until(NOW, NOW) == "expired just now"


def test_exact_times_are_the_plants_own() -> None:
    assert exact(NOW, BERLIN) == "20 Nov 2026, 15:10:00 CET"
    assert exact(date(2026, 3, 2), BERLIN) == "2 Mar 2026"
    assert near(NOW, NOW, BERLIN) == "15:10"
    assert near(NOW - timedelta(days=2), NOW, BERLIN) == "18 Nov 2026, 15:10:00 CET"
