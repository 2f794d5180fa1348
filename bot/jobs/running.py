"""Running one job on one happening: begun, worked on, finished, or put off and in the end given up.

Knows the edge of a job: a failure becomes a line in the log with a reference, which the inbox
keeps. Does not know threads, restarts or how the job was started.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.jobs import Job, Later
from bot.jobs.points import Passing, Point, unwatched
from knowledge.model import Happening
from knowledge.store import Store

LEAST_TRIES = 5
"""So often a job is tried at least, however old: the network may come up after we do."""

MOST_CUTS = 20
"""So often the process may die under a job before the job is held to be the cause."""

_LONGEST_WAIT = timedelta(minutes=15)
_log = logging.getLogger("tandem.jobs")


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 2 s, 4 s, 8 s, … 15 min."""
    return min(timedelta(seconds=2 ** min(tries, 20)), _LONGEST_WAIT)


@dataclass(frozen=True)
class Runner:
    """Runs the jobs it knows by name."""

    store: Store
    jobs: Mapping[str, Job]
    now: Callable[[], datetime]
    passing: Passing = unwatched

    def run(self, name: str, key: str) -> None:
        """Work on the happening now, unless it is finished; failures of the work stay here.

        Raises ``StoreError`` when what became of it cannot be kept.
        """
        happening = self.store.inbox.begin(name, key)
        if happening is None:
            return
        self.passing(Point.BEGUN)
        job = self.jobs.get(name)
        if job is None:
            self._give_up(happening, _refused(happening, "this Tandem has no such job"))
        elif happening.begun - happening.ended > MOST_CUTS:
            self._give_up(happening, _refused(happening, "the process dies under it"), job)
        else:
            self._work(happening, job)

    def _work(self, happening: Happening, job: Job) -> None:
        try:
            job.work(happening)
        except Later as later:
            _log.info("the job %s waits: %s", job.name, later)
            self._put_off(happening, job, timedelta(seconds=later.seconds), happening.reference)
        except Exception as error:  # noqa: BLE001 - the edge of a job
            tries = happening.ended + 1
            reference = secrets.token_hex(3)
            _log.error(
                "the job %s failed at try %d, reference %s",
                *(job.name, tries, reference),
                exc_info=error,
            )
            self._put_off(happening, job, wait_after(tries), reference)
        else:
            self.passing(Point.WORKED)
            self.store.inbox.finish(happening.name, happening.key)
            self.passing(Point.FINISHED)

    def _put_off(self, happening: Happening, job: Job, wait: timedelta, reference: str) -> None:
        """Say when it is tried again, or that it is not: it was tried often and for long."""
        now = self.now()
        if happening.ended + 1 >= LEAST_TRIES and now - happening.at >= job.patience:
            reason = f"not done after {job.patience}, last failure {reference or 'none'}"
            self._give_up(happening, _refused(happening, reason), job)
        else:
            self.store.inbox.put_off(
                happening.name, happening.key, until=now + wait, reference=reference
            )

    def _give_up(self, happening: Happening, reference: str, job: Job | None = None) -> None:
        if job is not None:
            try:
                job.given_up(happening, reference)
            except Exception:  # noqa: BLE001 - the edge of a job; it is given up all the same
                _log.exception("nobody could be told that %s is given up", reference)
        self.store.inbox.fail(happening.name, happening.key, reference=reference)


def _refused(happening: Happening, reason: str) -> str:
    """Log that the work is given up; return the reference."""
    reference = secrets.token_hex(3)
    _log.error("the job %s is given up (%s), reference %s", happening.name, reason, reference)
    return reference
