"""An iterator that is done in its time, whatever it waits for.

Knows threads and clocks. A library that waits for a socket cannot be interrupted, so it waits in
a thread of its own, and is left to its own time-out when its time is over.
"""

import queue
import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing, suppress

from knowledge.language import ModelFailed, Piece, Trouble

_AHEAD = 64
"""Pieces that may wait to be read: a model that never ends must not fill the memory."""


_END = None


class _Reading:
    """Reads the pieces in a thread of its own; ``said`` holds them, an error, or the end."""

    def __init__(self, pieces: Callable[[], Generator[Piece]]) -> None:
        self.said: queue.Queue[Piece | BaseException | None] = queue.Queue(_AHEAD)
        self.given_up = threading.Event()
        self._pieces = pieces
        threading.Thread(target=self._read, name="language model", daemon=True).start()

    def _read(self) -> None:
        try:
            with closing(self._pieces()) as pieces:
                for piece in pieces:
                    if not self._put(piece):
                        return
            self._put(_END)
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            self._put(error)

    def _put(self, what: Piece | BaseException | None) -> bool:
        while not self.given_up.is_set():
            with suppress(queue.Full):
                self.said.put(what, timeout=0.1)
                return True
        return False


def in_time(pieces: Callable[[], Generator[Piece]], seconds: float) -> Generator[Piece]:
    """Yield what ``pieces()`` yields; raises ``ModelFailed(SLOW)`` when the time is over."""
    deadline = time.monotonic() + seconds
    reading = _Reading(pieces)
    try:
        while True:
            what = reading.said.get(timeout=max(0.0, deadline - time.monotonic()))
            if what is _END:
                return
            if isinstance(what, BaseException):
                raise what
            yield what
    except queue.Empty:
        raise ModelFailed(Trouble.SLOW, f"not done in {seconds:.0f} s") from None
    finally:
        reading.given_up.set()
