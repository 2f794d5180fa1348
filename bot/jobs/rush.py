"""A rush: while much comes in, what is heavy takes turns, so that each thing is taken in at once.

Knows when something came last. Does not know what. Python runs one thread at a time: with some
threads at work, who has to acknowledge something waits for each of them, several times.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

CALM_SECONDS = 0.05
"""So long nothing has come: the rush is over."""

LONGEST_SECONDS = 20.0
"""Nobody waits longer for a turn: what holds it may wait for somebody else."""


class Rush:
    """Tells heavy work whether it may go beside other work."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._came = float("-inf")
        self._one = threading.Lock()

    def note(self) -> None:
        """Say that something comes in."""
        self._came = self._clock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Work inside: at once when it is calm or nobody else works, else one after the other."""
        if self._clock() - self._came > CALM_SECONDS:
            yield
            return
        mine = self._one.acquire(timeout=LONGEST_SECONDS)
        try:
            yield
        finally:
            if mine:
                self._one.release()
