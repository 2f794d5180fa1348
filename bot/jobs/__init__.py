"""Jobs: start this by name and key, once; and what a job is.

Knows the seam (``Jobs``), what becomes of a job that fails, and the names under which work is
asked for. Does not know how work survives a restart (``bot.workflows``) nor what any job does.

Every job works on a happening of the inbox: whoever learns of something keeps it there
(``store.inbox.receive``), acknowledges it, and starts the job of that name and key. What was kept
and not started is found by the sweep.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.jobs.schedules import Schedule
from knowledge.model import Happening


class Jobs(Protocol):
    """Starts jobs. Call it from a thread, not from an event loop: it may wait for a disk."""

    def start(self, name: str, key: str) -> None:
        """Start the job on the happening of that name and key; once, however often it is asked.

        Durable when it returns, which is before the work is done. What is done or given up is
        left alone. Raises ``UnknownWork`` when the inbox holds no such happening.
        """
        ...


class UnknownWork(LookupError):
    """The inbox holds no such happening: receive it first."""


class Later(Exception):
    """The work cannot be done now; try again after so many seconds. Not logged as a failure."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(f"not before {seconds:g} s: {reason}")
        self.seconds = seconds


def _tells_nobody(_happening: Happening, _reference: str) -> None:
    """Leave it to the log and ``tandem doctor``."""


@dataclass(frozen=True)
class Job:
    """One kind of work.

    ``work`` may be run again after it was cut off at any point, so its effects carry keys. A job
    that fails is tried again, each time after a longer wait, until ``patience`` has passed since
    it happened; then ``given_up`` is told, with the reference under which the log has it. With a
    ``schedule`` it also happens by itself, once a period, with the period's begin as ``at``.
    """

    name: str
    work: Callable[[Happening], None]
    schedule: Schedule | None = None
    patience: timedelta = timedelta(hours=1)
    given_up: Callable[[Happening, str], None] = _tells_nobody
