"""Tries of passwords: slowed down by name and address, never for good."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.web.throttle import Throttle
from tests.small_plant import NOW


def tries(throttle: Throttle, count: int, *, name: str = "p-1", address: str = "a") -> list[int]:
    return [throttle.attempt(name, address, now=NOW) for _ in range(count)]


def test_a_few_slips_cost_nothing_and_then_the_wait_doubles() -> None:
    throttle, now = Throttle(), NOW
    assert tries(throttle, 6) == [0, 0, 0, 0, 0, 5]
    waits = []
    for _ in range(9):
        wait = throttle.attempt("p-1", "a", now=now)
        waits.append(wait)
        now += timedelta(seconds=wait)
        assert throttle.attempt("p-1", "a", now=now) == 0
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900]


def test_asking_while_waiting_does_not_make_the_wait_longer() -> None:
    throttle = Throttle()
    tries(throttle, 5)
    assert set(tries(throttle, 50)) == {5}


def test_success_forgets_the_slips_of_that_name_here() -> None:
    throttle = Throttle()
    for _ in range(8):
        assert tries(throttle, 4) == [0] * 4
        throttle.succeeded("P-1 ", "a")


def test_one_address_that_tries_many_names_waits_a_minute_at_most() -> None:
    throttle = Throttle()
    waits = [throttle.attempt(f"p-{n}", "a", now=NOW) for n in range(40)]
    assert waits[:30] == [0] * 30
    assert waits[30] > 0
    assert max(waits) <= 60


def test_an_account_of_ones_own_does_not_clear_the_way_to_try_others() -> None:
    throttle, waits = Throttle(), []
    for number in range(60):
        waits.append(throttle.attempt(f"p-{number}", "a", now=NOW))
        if throttle.attempt("mine", "a", now=NOW) == 0:
            throttle.succeeded("mine", "a")
    assert any(waits)


def test_a_name_tried_from_everywhere_waits_but_not_where_its_owner_works() -> None:
    throttle = Throttle()
    throttle.attempt("p-1", "home", now=NOW)
    throttle.succeeded("p-1", "home")
    waits = [throttle.attempt("p-1", f"a{n}", now=NOW) for n in range(40)]
    assert waits[-1] > 0
    assert max(waits) <= 60
    assert throttle.attempt("p-1", "home", now=NOW) == 0


def test_an_ipv6_network_counts_as_one_address() -> None:
    throttle = Throttle()
    waits = [throttle.attempt("p-1", f"2001:db8::{n:x}", now=NOW) for n in range(1, 9)]
    assert waits[:5] == [0] * 5
    assert waits[5] > 0


def test_half_an_hour_later_all_is_forgotten() -> None:
    throttle = Throttle()
    tries(throttle, 9)
    assert throttle.attempt("p-1", "a", now=NOW + timedelta(minutes=31)) == 0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 1_000))))
def test_nobody_ever_waits_longer_than_a_quarter_of_an_hour(
    done: list[tuple[int, int, int]],
) -> None:
    throttle, now = Throttle(), NOW
    for name, address, seconds in done:
        now += timedelta(seconds=seconds)
        assert throttle.attempt(f"p-{name}", f"a{address}", now=now) <= 900
    now += timedelta(seconds=900)
    assert throttle.attempt("p-0", "a0", now=now) == 0


def test_a_flood_of_names_does_not_fill_the_memory() -> None:
    throttle = Throttle()
    for number in range(12_000):
        throttle.attempt(f"n{number}", f"a{number}", now=NOW)
    assert len(throttle._tried) <= 10_000
