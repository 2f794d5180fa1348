"""An iterator is done in its time, and whoever reads for it ends when nobody wants more."""

import threading
import time
from collections.abc import Generator

import pytest

from knowledge.language import ModelFailed, Piece, Trouble
from knowledge.language.timed import in_time


def test_what_is_in_time_comes_in_order() -> None:
    def pieces() -> Generator[Piece]:
        for number in range(200):
            yield Piece(str(number))

    assert [piece.text for piece in in_time(pieces, 5)] == [str(n) for n in range(200)]


def test_a_failure_comes_after_what_came_before_it() -> None:
    def pieces() -> Generator[Piece]:
        yield Piece("begun")
        raise ModelFailed(Trouble.CUT)

    reading = in_time(pieces, 5)
    assert next(reading).text == "begun"
    with pytest.raises(ModelFailed, match="cut"):
        next(reading)


def test_silence_ends_when_the_time_is_over() -> None:
    silence = threading.Event()

    def pieces() -> Generator[Piece]:
        yield Piece("begun")
        silence.wait(10)

    started = time.monotonic()
    with pytest.raises(ModelFailed) as failed:
        list(in_time(pieces, 0.05))
    silence.set()
    assert failed.value.trouble is Trouble.SLOW
    assert time.monotonic() - started < 5


def test_a_reader_who_stops_ends_the_source() -> None:
    closed = threading.Event()

    def pieces() -> Generator[Piece]:
        try:
            while True:
                yield Piece("more")
        finally:
            closed.set()

    reading = in_time(pieces, 30)
    next(reading)
    reading.close()
    assert closed.wait(5)


def test_a_source_that_is_faster_than_its_reader_does_not_fill_the_memory() -> None:
    made = 0

    def pieces() -> Generator[Piece]:
        nonlocal made
        while True:
            made += 1
            yield Piece("more")

    reading = in_time(pieces, 30)
    next(reading)
    time.sleep(0.05)
    reading.close()
    assert made < 200
