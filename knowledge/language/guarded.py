"""A model that is left alone when it fails time after time, or when too many ask at once.

Knows failures in a row, a pause, and places. Does not know what is asked. A person who asks while
the model rests gets an answer without it at once, instead of after a time-out.
"""

import threading
import time
from collections.abc import Callable, Generator

from knowledge.language import LanguageModel, ModelFailed, Piece, Request, Trouble

FAILURES = 3
REST_SECONDS = 60.0
LONGEST_REST_SECONDS = 600.0
AT_ONCE = 8
_THE_REQUESTS_OWN = frozenset({Trouble.DECLINED, Trouble.UNUSABLE})
"""Troubles of a model that is well: they say nothing about the next request."""


class Guarded:
    """Passes requests on to the model, unless it rests or all places are taken."""

    def __init__(
        self,
        model: LanguageModel,
        *,
        failures: int = FAILURES,
        rest: float = REST_SECONDS,
        at_once: int = AT_ONCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = model.name
        self._model = model
        self._failures = failures
        self._rest = rest
        self._clock = clock
        self._places = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._until = 0.0

    def write(self, request: Request, *, seconds: float) -> Generator[Piece]:
        """Yield what the model writes; see ``LanguageModel``."""
        self._refuse_while_resting(seconds)
        if not self._places.acquire(blocking=False):
            raise ModelFailed(Trouble.BUSY, "as many as may ask at once are asking")
        try:
            yield from self._model.write(request, seconds=seconds)
            self._went_well()
        except ModelFailed as failed:
            if failed.trouble in _THE_REQUESTS_OWN:
                self._went_well()
            else:
                self._went_wrong(failed.retry_after)
            raise
        finally:
            self._places.release()

    def _refuse_while_resting(self, seconds: float) -> None:
        with self._lock:
            now = self._clock()
            if now < self._until:
                raise ModelFailed(Trouble.RESTING)
            if self._in_a_row >= self._failures:
                self._until = now + seconds  # this one tries; the others wait for its result

    def _went_well(self) -> None:
        with self._lock:
            self._in_a_row, self._until = 0, 0.0

    def _went_wrong(self, retry_after: float) -> None:
        with self._lock:
            self._in_a_row += 1
            rest = self._rest if self._in_a_row >= self._failures else 0.0
            rest = max(rest, min(retry_after, LONGEST_REST_SECONDS))
            if rest:
                self._until = self._clock() + rest
