"""Decision ids: ordered by time, apart when ten seconds apart."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from examples.plant.numbering import decision_id, slot

times = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 30), timezones=st.just(UTC))


@given(times, st.integers(10, 10_000))
def test_a_later_time_has_a_higher_number(at: datetime, seconds: int) -> None:
    assert slot(at + timedelta(seconds=seconds)) > slot(at)


def test_an_id_has_the_year_and_at_least_six_digits() -> None:
    assert decision_id(datetime(2026, 1, 1, 0, 20, 30, tzinfo=UTC)) == "R-2026-000123"
    assert decision_id(datetime(2026, 11, 20, tzinfo=UTC), 5) == "R-2026-000005"
