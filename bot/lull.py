"""When work that nobody waits for may be done: while few ask, or when it has waited long enough.

Knows how many questions were answered by now. Does not know what is put off.
"""

from collections.abc import Callable

MUCH = 50
"""Answers between two looks from which people come first: at a look every 5 s, ten a second."""
MOST_PUT_OFF = 12
"""So many looks in a row work is put off, a minute at a look every 5 s; then it has its turn."""


class Lull:
    """Tells at each look whether it is time; ``answered`` counts answers and never goes back."""

    def __init__(self, answered: Callable[[], int]) -> None:
        self._answered = answered
        self._before = answered()
        self._put_off = 0

    def is_here(self) -> bool:
        """Look: whether few were answered since the last look, or the work waited long enough."""
        now = self._answered()
        busy = now - self._before >= MUCH
        self._before = now
        self._put_off = self._put_off + 1 if busy and self._put_off < MOST_PUT_OFF else 0
        return self._put_off == 0
