"""While much comes in, heavy work goes one by one; else nobody waits for anybody."""

import threading
from collections.abc import Iterator

import pytest

from bot.jobs.rush import CALM_SECONDS, Rush


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rush(clock: Clock) -> Rush:
    return Rush(clock)


@pytest.fixture
def threads() -> Iterator[list[threading.Thread]]:
    started: list[threading.Thread] = []
    yield started
    for each in started:
        each.join()


def begin(rush: Rush, threads: list[threading.Thread]) -> threading.Event:
    """Take a turn in another thread; what is returned is set once it has it."""
    inside = threading.Event()

    def work() -> None:
        with rush.turn():
            inside.set()

    threads.append(threading.Thread(target=work))
    threads[-1].start()
    return inside


def test_when_it_is_calm_all_work_at_once(rush: Rush, threads: list[threading.Thread]) -> None:
    with rush.turn():
        assert begin(rush, threads).wait(5)


def test_the_first_in_a_rush_does_not_wait(rush: Rush, threads: list[threading.Thread]) -> None:
    rush.note()
    assert begin(rush, threads).wait(5)


def test_in_a_rush_one_works_after_the_other(rush: Rush, threads: list[threading.Thread]) -> None:
    rush.note()
    with rush.turn():
        others = [begin(rush, threads) for _ in range(3)]
        assert not any(each.wait(0.02) for each in others)
    assert all(each.wait(5) for each in others)


def test_the_rush_is_over_when_nothing_has_come_for_a_moment(
    rush: Rush, clock: Clock, threads: list[threading.Thread]
) -> None:
    rush.note()
    with rush.turn():
        clock.now += CALM_SECONDS * 1.01
        assert begin(rush, threads).wait(5)


def test_a_turn_ends_with_what_was_done_in_it(rush: Rush, threads: list[threading.Thread]) -> None:
    rush.note()
    with pytest.raises(ValueError, match="no good"), rush.turn():
        raise ValueError("no good")
    assert begin(rush, threads).wait(5)
