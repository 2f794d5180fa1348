"""Durable work and schedules: the only door to DBOS.

Knows that one workflow runs each try of a job, that the inbox is swept for what was not started,
put off, cut off or fell due, and the order of starting and stopping. Does not know what jobs do
(``bot.jobs``): what DBOS keeps are names and keys, never texts or people, and its database can be
lost without losing work, because the inbox tells what is unfinished.

The workflow has no steps: a job whose effects carry keys is run again from its begin. So work
that an older version of the code left pending is finished by the newer, whatever was changed.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Self

from dbos import DBOS, DBOSConfig, SetWorkflowID

from bot.jobs import Job, UnknownWork
from bot.jobs.points import Passing, Point, unwatched
from bot.jobs.running import Runner
from bot.jobs.schedules import period_key
from bot.workflows.database import HastyConnection, WorkUnusable, database_url, worker_of
from knowledge.model import Happening, WorkState
from knowledge.store import Store

__all__ = ["WorkUnusable", "Workflows", "database_url", "worker_of"]

_VERSION = "tandem"
"""Of the application, as DBOS sees it. Never changed: DBOS leaves the work of others pending."""

_THREADS = 64
_CONNECTIONS = 10
_LOOK_AFTER_SECONDS = 60.0
_GRACE_SECONDS = 3.0
_UNDER_WAY = ["PENDING", "ENQUEUED", "DELAYED"]
_OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_GONE_AFTER = timedelta(hours=1)
"""So long the process of another folder may take to come back and finish what it began."""

_KEPT_FOR = timedelta(days=1)
_DROPPED_AT_ONCE = 500
_log = logging.getLogger("tandem.workflows")


class Workflows:
    """``Jobs`` that survive a restart. One in a process; close it when done.

    Opening it takes up what was under way when the process before ended. ``sweep`` is to be
    called every second or so. Work that has the same ``worker`` name is taken up as one's own.
    Work is started inside ``turn()``, so that starts do not pile up in a rush.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        *,
        store: Store,
        url: str,
        now: Callable[[], datetime],
        worker: str = "tandem",
        passing: Passing = unwatched,
        turn: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._jobs = {job.name: job for job in jobs}
        if len(self._jobs) != len(jobs):
            raise ValueError("two jobs have the same name")
        self._store = store
        self._now = now
        self._worker = worker
        self._passing = passing
        self._turn = turn
        self._runner = Runner(store, self._jobs, now, passing)
        self._handed: dict[str, float] = {}  # tries on their way, and since when we know
        self._running = 0
        self._changed = threading.Condition()
        self._looked = float("-inf")
        self._periods: dict[str, str] = {}
        _log_where_we_do()
        DBOS(config=_config(url, worker))
        self._workflow = DBOS.workflow(name="job", max_recovery_attempts=None)(self._try())
        DBOS.launch()
        self._handed.update(dict.fromkeys(_recovering(worker), time.monotonic()))

    def start(self, name: str, key: str) -> None:
        """See ``bot.jobs.Jobs.start``."""
        happening = self._store.inbox.get(name, key)
        if happening is None:
            raise UnknownWork(f"{name} {key!r} was never received")
        self._start(happening)

    def sweep(self) -> None:
        """Start what waits, what is due again and what a schedule asks for."""
        now = self._now()
        for job in self._jobs.values():
            self._begin_period(job, now)
        if time.monotonic() - self._looked >= _LOOK_AFTER_SECONDS:
            self._look_for_lost(now)
            _drop_old()
            self._looked = time.monotonic()
        for happening in self._store.inbox.waiting(now):
            self._start(happening)

    def close(self) -> None:
        """Let the work that runs end, for a moment; what is then cut off is taken up again."""
        with self._changed:
            self._changed.wait_for(lambda: not self._running, timeout=_GRACE_SECONDS)
        DBOS.destroy(destroy_registry=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, happening: Happening) -> None:
        if happening.is_finished:
            return
        identity = _identity(happening)
        with self._changed:
            if self._is_on_its_way(identity):
                return
            self._handed[identity] = time.monotonic()
        try:
            with self._turn(), SetWorkflowID(identity):
                DBOS.start_workflow(self._workflow, happening.name, happening.key)
        except BaseException:
            self._handed.pop(identity, None)
            raise
        self._passing(Point.STARTED)

    def _is_on_its_way(self, identity: str) -> bool:
        handed = self._handed.get(identity)
        return handed is not None and time.monotonic() - handed < _LOOK_AFTER_SECONDS

    def _try(self) -> Callable[[str, str], None]:
        """Return the body of the workflow: a function, because DBOS marks it."""

        def one_try(name: str, key: str) -> None:
            with self._changed:
                self._running += 1
            try:
                self._runner.run(name, key)
            finally:
                with self._changed:
                    self._running -= 1
                    self._handed.pop(str(DBOS.workflow_id), None)
                    self._changed.notify_all()

        return one_try

    def _begin_period(self, job: Job, now: datetime) -> None:
        """Let the period happen that is on now; the one in which a job is first known does not."""
        if job.schedule is None:
            return
        begin = job.schedule.latest(now)
        key = period_key(begin)
        if self._periods.get(job.name) == key:
            return
        known = self._store.inbox.knows(job.name)
        self._store.inbox.receive(Happening(job.name, key, begin))
        if not known:
            self._store.inbox.finish(job.name, key)
        self._periods[job.name] = key

    def _look_for_lost(self, now: datetime) -> None:
        """Take up what DBOS holds to be over, or never heard of, and the inbox does not.

        That is so where one of both databases was restored, a failure could not be kept, or the
        process that began it does not come back.
        """
        for happening in self._store.inbox.unfinished():
            identity = _identity(happening)
            if self._is_on_its_way(identity) or (happening.due and happening.due > now):
                continue
            name, key = happening.name, happening.key
            if self._is_lost(happening, now) and self._store.inbox.get(name, key) == happening:
                _log.warning("the job %s had ended without saying so", name)
                self._store.inbox.put_off(name, key, until=now)

    def _is_lost(self, happening: Happening, now: datetime) -> bool:
        """Whether nobody will go on with what is unfinished."""
        status = DBOS.get_workflow_status(_identity(happening))
        if status is None:
            return happening.state is WorkState.STARTED
        if status.status in _UNDER_WAY:
            return status.executor_id != self._worker and now - happening.at > _GONE_AFTER
        return True


def _identity(happening: Happening) -> str:
    """Return the workflow's id: name and key, and the try after the first."""
    again = f"#{happening.ended}" if happening.ended else ""
    return f"{happening.name}/{happening.key}{again}"


def _config(url: str, worker: str) -> DBOSConfig:
    hasty = {"connect_args": {"factory": HastyConnection}}
    return DBOSConfig(
        name="tandem",
        system_database_url=url,
        application_version=_VERSION,
        executor_id=worker,
        max_executor_threads=_THREADS,
        sys_db_pool_size=_CONNECTIONS,
        db_engine_kwargs=hasty if url.startswith("sqlite") else {},
        log_level="WARNING",
    )


def _log_where_we_do() -> None:
    """Keep DBOS from writing to the console."""
    theirs = logging.getLogger("dbos")
    if not theirs.handlers:
        theirs.addHandler(logging.NullHandler())


def _recovering(worker: str) -> list[str]:
    """Return the tries that the process before left under way: DBOS takes them up by itself."""
    left = DBOS.list_workflows(
        status=_UNDER_WAY, executor_id=worker, load_input=False, load_output=False
    )
    return [each.workflow_id for each in left]


def _drop_old() -> None:
    """Let DBOS forget what is over for long: that it is done stands in the inbox."""
    before = (datetime.now(UTC) - _KEPT_FOR).isoformat()
    over = DBOS.list_workflows(
        status=_OVER,
        completed_before=before,
        limit=_DROPPED_AT_ONCE,
        load_input=False,
        load_output=False,
    )
    if over:
        DBOS.delete_workflows([each.workflow_id for each in over])
