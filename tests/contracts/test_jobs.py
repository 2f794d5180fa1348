"""What starting a job promises, proven on durable work and on its twin by one class."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest

from bot.jobs import Job, Jobs, Later, UnknownWork
from bot.jobs.inline import InlineJobs
from bot.jobs.running import LEAST_TRIES, MOST_CUTS, Runner
from bot.jobs.schedules import Daily, Every
from bot.jobs.tidying import tidying
from bot.workflows import Workflows, database_url
from knowledge.model import Happening, WorkState
from knowledge.store import Store

START = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class Work:
    """A job that notes what it was given, and first fails as often as it is told to."""

    failures: list[Exception] = field(default_factory=list)
    done: list[Happening] = field(default_factory=list)

    def __call__(self, happening: Happening) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.done.append(happening)


class Sweeping(Jobs, Protocol):
    def sweep(self) -> None: ...


Open = Callable[[Sequence[Job]], AbstractContextManager[Sweeping]]


def settled(store: Store, jobs: Sweeping, clock: Clock) -> None:
    """Sweep and wait until all is finished, or put off to a later time."""
    jobs.sweep()
    for _ in range(500):
        if all(each.due and each.due > clock() for each in store.inbox.unfinished()):
            return
        time.sleep(0.01)
    raise AssertionError(f"still at work: {store.inbox.unfinished()}")


def state(store: Store, key: str = "1", name: str = "greet") -> WorkState:
    happening = store.inbox.get(name, key)
    assert happening is not None
    return happening.state


class JobsContract:
    """The contract; each subclass brings the fixture ``opening``."""

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    def test_what_was_received_is_worked_on_once_however_often_it_is_started(
        self, store: Store, opening: Open, clock: Clock
    ) -> None:
        work = Work()
        with opening([Job("greet", work)]) as jobs:
            store.inbox.receive(Happening("greet", "1", START, "U1", {"text": "hello"}))
            for _ in range(5):
                jobs.start("greet", "1")
            settled(store, jobs, clock)
            jobs.start("greet", "1")
            settled(store, jobs, clock)
        assert [(each.key, each.by, each.payload) for each in work.done] == [
            ("1", "U1", {"text": "hello"})
        ]
        assert state(store) is WorkState.DONE

    def test_threads_that_start_the_same_have_one_effect(
        self, store: Store, opening: Open, clock: Clock
    ) -> None:
        work = Work()
        with opening([Job("greet", work)]) as jobs:
            store.inbox.receive(Happening("greet", "1", START))
            threads = [threading.Thread(target=jobs.start, args=("greet", "1")) for _ in range(8)]
            for each in threads:
                each.start()
            for each in threads:
                each.join()
            settled(store, jobs, clock)
        assert len(work.done) == 1 or isinstance(jobs, InlineJobs)

    def test_what_was_never_received_cannot_be_started(self, opening: Open, clock: Clock) -> None:
        with opening([Job("greet", Work())]) as jobs, pytest.raises(UnknownWork, match="received"):
            jobs.start("greet", "1")

    def test_what_was_received_and_not_started_is_found_by_the_sweep(
        self, store: Store, opening: Open, clock: Clock
    ) -> None:
        work = Work()
        store.inbox.receive(Happening("greet", "1", START))
        with opening([Job("greet", work)]) as jobs:
            settled(store, jobs, clock)
        assert [each.key for each in work.done] == ["1"]

    def test_a_failure_is_logged_with_its_reference_and_tried_again_later(
        self, store: Store, opening: Open, clock: Clock, caplog: pytest.LogCaptureFixture
    ) -> None:
        work = Work([RuntimeError("no line"), RuntimeError("no line")])
        store.inbox.receive(Happening("greet", "1", START))
        with caplog.at_level(logging.ERROR, "tandem.jobs"), opening([Job("greet", work)]) as jobs:
            settled(store, jobs, clock)
            failed = store.inbox.get("greet", "1")
            assert failed is not None
            assert failed.due == START + timedelta(seconds=2)
            assert failed.reference
            assert failed.reference in caplog.text
            settled(store, jobs, clock)
            assert len(work.failures) == 1, "it was not due"
            clock.forward(seconds=2)
            settled(store, jobs, clock)
            clock.forward(seconds=4)
            settled(store, jobs, clock)
        assert state(store) is WorkState.DONE
        assert len(work.done) == 1

    def test_a_job_that_keeps_failing_is_given_up_and_says_so(
        self, store: Store, opening: Open, clock: Clock, caplog: pytest.LogCaptureFixture
    ) -> None:
        told: list[tuple[str, str]] = []

        def given_up(happening: Happening, reference: str) -> None:
            told.append((happening.key, reference))
            raise RuntimeError("nobody is there")

        work = Work([RuntimeError("broken") for _ in range(50)])
        job = Job("greet", work, patience=timedelta(hours=1), given_up=given_up)
        store.inbox.receive(Happening("greet", "1", START))
        with caplog.at_level(logging.ERROR, "tandem.jobs"), opening([job]) as jobs:
            for _ in range(60):
                settled(store, jobs, clock)
                clock.forward(minutes=3)
        (failed,) = store.inbox.failed(10)
        assert told == [("1", failed.reference)]
        assert "given up (not done after 1:00:00, last failure" in caplog.text
        assert failed.reference in caplog.text
        assert LEAST_TRIES <= 50 - len(work.failures) <= 20

    def test_what_is_old_is_tried_some_times_before_it_is_given_up(
        self, store: Store, opening: Open, clock: Clock
    ) -> None:
        work = Work([ConnectionError("not up yet")] * (LEAST_TRIES - 1))
        store.inbox.receive(Happening("greet", "1", START - timedelta(days=3)))
        with opening([Job("greet", work)]) as jobs:
            for _ in range(LEAST_TRIES):
                settled(store, jobs, clock)
                clock.forward(minutes=1)
        assert state(store) is WorkState.DONE

    def test_work_that_has_to_wait_is_no_failure(
        self, store: Store, opening: Open, clock: Clock, caplog: pytest.LogCaptureFixture
    ) -> None:
        work = Work([Later(30, "the channel says so")])
        store.inbox.receive(Happening("greet", "1", START))
        with caplog.at_level(logging.WARNING), opening([Job("greet", work)]) as jobs:
            settled(store, jobs, clock)
            clock.forward(seconds=29)
            settled(store, jobs, clock)
            assert work.done == []
            clock.forward(seconds=1)
            settled(store, jobs, clock)
        assert len(work.done) == 1
        # Of our own: the engine of another test's database may still be saying good-bye.
        assert [each for each in caplog.records if each.name.startswith("tandem")] == []

    def test_work_of_a_job_that_is_gone_ends_as_failed(
        self, store: Store, opening: Open, clock: Clock
    ) -> None:
        store.inbox.receive(Happening("gone", "1", START))
        with opening([]) as jobs:
            settled(store, jobs, clock)
        assert state(store, name="gone") is WorkState.FAILED

    def test_work_under_which_the_process_always_dies_is_given_up(
        self, store: Store, opening: Open, clock: Clock
    ) -> None:
        work = Work()
        store.inbox.receive(Happening("greet", "1", START))
        for _ in range(MOST_CUTS):
            store.inbox.begin("greet", "1")
        with opening([Job("greet", work)]) as jobs:
            jobs.start("greet", "1")
            settled(store, jobs, clock)
        assert state(store) is WorkState.FAILED
        assert work.done == []


class TestInlineJobs(JobsContract):
    """In the thread that starts them."""

    @pytest.fixture
    def store(self, sqlite_url: str) -> Iterator[Store]:
        with Store.open(sqlite_url) as opened:
            yield opened

    @pytest.fixture
    def opening(self, store: Store, clock: Clock) -> Open:
        @contextmanager
        def opened(jobs: Sequence[Job]) -> Iterator[Sweeping]:
            yield InlineJobs(Runner(store, {job.name: job for job in jobs}, clock))

        return opened


class DurableContract(JobsContract):
    """What only durable work promises."""

    @pytest.fixture
    def store(self, url: str) -> Iterator[Store]:
        with Store.open(url) as opened:
            yield opened

    @pytest.fixture
    def opening(self, store: Store, url: str, clock: Clock, tmp_path: Path) -> Open:
        @contextmanager
        def opened(jobs: Sequence[Job]) -> Iterator[Sweeping]:
            where = database_url(tmp_path, url)
            with Workflows(jobs, store=store, url=where, now=clock) as durable:
                yield durable

        return opened


class TestWorkflows(DurableContract):
    """DBOS on SQLite and on PostgreSQL."""

    def test_a_period_has_one_effect_and_the_first_one_is_the_next(
        self, store: Store, opening: Open, clock: Clock
    ) -> None:
        work = Work()
        job = Job("digest", work, schedule=Every(timedelta(hours=1)))
        with opening([job]) as jobs:
            for _ in range(3):
                settled(store, jobs, clock)
            assert work.done == []
            clock.forward(hours=1)
            for _ in range(3):
                settled(store, jobs, clock)
        clock.forward(minutes=20)
        with opening([job]) as jobs:  # a restart within the period
            settled(store, jobs, clock)
        assert [each.at for each in work.done] == [START.replace(hour=15, minute=0)]

    def test_of_the_periods_that_passed_while_nothing_ran_the_last_one_counts(
        self, store: Store, opening: Open, clock: Clock
    ) -> None:
        work = Work()
        job = Job("digest", work, schedule=Daily(datetime.min.time(), ZoneInfo("UTC")))
        for _ in range(2):
            with opening([job]) as jobs:
                settled(store, jobs, clock)
            clock.forward(days=4)
        with opening([job]) as jobs:
            settled(store, jobs, clock)
        assert [each.at.date().day for each in work.done] == [24, 28]

    def test_what_the_inbox_holds_to_be_open_is_done_though_the_durable_work_is_over(
        self, store: Store, opening: Open, clock: Clock
    ) -> None:
        """So it is where the store was restored from before the work was done."""
        work = Work()
        store.inbox.receive(Happening("greet", "1", START))
        with opening([Job("greet", work)]) as jobs:
            settled(store, jobs, clock)
        store.inbox.fail("greet", "1", reference="")
        with store._database.writing() as connection:
            connection.exec_driver_sql("UPDATE inbox SET state = 'started'")
        with opening([Job("greet", work)]) as jobs:
            settled(store, jobs, clock)
        assert len(work.done) == 2
        assert state(store) is WorkState.DONE

    def test_who_did_what_is_erased_a_week_later(
        self, store: Store, opening: Open, clock: Clock
    ) -> None:
        store.inbox.receive(Happening("greet", "1", START, "U1", {"text": "hello"}))
        everything = [Job("greet", Work()), tidying(store, zone=ZoneInfo("UTC"))]
        with opening(everything) as jobs:
            settled(store, jobs, clock)
            for _ in range(8):
                before = store.inbox.get("greet", "1")
                assert before is not None
                assert before.by == "U1"
                clock.forward(days=1)
                settled(store, jobs, clock)
        erased = store.inbox.get("greet", "1")
        assert erased is not None
        assert (erased.by, erased.payload) == ("", {})
