"""Killed at any point and started again: nothing lost, nothing doubled."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.jobs import Job
from bot.jobs.points import Point
from bot.workflows import Workflows
from knowledge.model import WorkState
from knowledge.store import Store
from tests.board import Board, board
from tests.servers import fresh_database, postgres

KILLED = -9


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'tandem.db'}"
        return
    with fresh_database(request.getfixturevalue("server"), "tandem_work") as fresh:
        yield fresh


@pytest.fixture
def wall() -> Iterator[Board]:
    with board() as opened:
        yield opened


def at(moment: datetime) -> datetime:
    """A clock that stands still."""
    return moment


def start(url: str, folder: Path, wall: Board, keys: Sequence[str]) -> subprocess.Popen[str]:
    """Start the process and leave it alone."""
    program = [sys.executable, "-m", "tests.durable_worker", url, str(folder), wall.url]
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert process.stdin is not None
    process.stdin.write("".join(f"{key}\n" for key in keys))
    process.stdin.close()
    return process


def worker(url: str, folder: Path, wall: Board, keys: Sequence[str], *options: str) -> list[str]:
    """Run the process to its end and return the keys it acknowledged; it is killed or fine."""
    program = [sys.executable, "-m", "tests.durable_worker", url, str(folder), wall.url, *options]
    told = "".join(f"{key}\n" for key in keys)
    done = subprocess.run(program, input=told, capture_output=True, text=True, timeout=60)
    assert done.returncode == (KILLED if "--at" in options else 0), done.stderr
    return done.stdout.split()


def test_whatever_was_acknowledged_appears_once_wherever_it_was_cut_off(
    url: str, tmp_path: Path, wall: Board
) -> None:
    """The sender repeats what was not acknowledged, and now and then what was."""
    wall.loses_every = 7
    acknowledged: set[str] = set()
    for round_, point in enumerate([*Point, *list(Point)[:4]]):
        keys = [f"{round_}-{number}" for number in range(4)]
        left = ["--at", point, "--time", str(1 + round_ % 3)]
        acknowledged.update(worker(url, tmp_path, wall, keys, *left))
        missing = [key for key in keys if key not in acknowledged]
        if round_ % 3 == 0:
            acknowledged.update(worker(url, tmp_path, wall, [*missing, *keys[:2]]))
    acknowledged.update(worker(url, tmp_path, wall, sorted(acknowledged)[:3]))
    times = wall.times()
    assert len(times) >= len(acknowledged) > 15
    assert [key for key, count in times.items() if count != 1] == [], "doubled"
    assert [key for key in acknowledged if key not in times] == [], "lost"
    with Store.open(url) as store:
        assert set(store.inbox.counts()) == {WorkState.DONE}
        assert store.deliveries.unfinished() == []


def test_two_processes_on_one_store_leave_each_others_work_alone(
    server: str, tmp_path: Path, wall: Board
) -> None:
    """One is cut off again and again while the other works; each begins with its own work."""
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
    with fresh_database(server, "tandem_two") as url:
        for round_ in range(3):
            keys = [f"{round_}-{number}" for number in range(12)]
            beside = start(url, folders[1], wall, keys[:8])
            worker(url, folders[0], wall, keys[4:], "--at", list(Point)[round_ + 3])
            worker(url, folders[0], wall, keys[4:])
            assert beside.wait(timeout=60) == 0
    assert len(wall.times()) == 36
    assert set(wall.times().values()) == {1}


def test_what_a_process_that_never_comes_back_had_begun_is_finished_by_another(
    server: str, tmp_path: Path, wall: Board
) -> None:
    """After an hour; until then it may come back."""
    done: list[str] = []
    with fresh_database(server, "tandem_gone") as url:
        worker(url, tmp_path, wall, ["a"], "--at", Point.BEGUN)
        with Store.open(url) as store:
            for later, finished in (timedelta(minutes=50), []), (timedelta(minutes=70), ["a"]):
                clock = partial(at, datetime.now(UTC) + later)
                job = Job("post", lambda happening: done.append(happening.key))
                with Workflows([job], store=store, url=url, now=clock, worker="b") as work:
                    for _ in range(20):
                        work.sweep()
                        time.sleep(0.02)
                assert done == finished


@pytest.mark.parametrize("point", [Point.STARTED, Point.BEGUN, Point.SENT])
def test_work_left_pending_by_an_older_version_is_finished_by_the_newer(
    url: str, tmp_path: Path, wall: Board, point: Point
) -> None:
    """Both the job and the workflow around it have changed in between."""
    worker(url, tmp_path, wall, ["a", "b"], "--version", "older", "--at", point)
    worker(url, tmp_path, wall, ["a", "b"], "--version", "newer")
    assert wall.times() == {"a": 1, "b": 1, "a/more": 1, "b/more": 1}


def test_work_is_finished_although_the_durable_works_own_database_was_lost(
    tmp_path: Path, wall: Board
) -> None:
    url = f"sqlite:///{tmp_path / 'tandem.db'}"
    worker(url, tmp_path, wall, ["a", "b"], "--at", Point.BEGUN)
    for file in tmp_path.glob("work.db*"):
        file.unlink()
    worker(url, tmp_path, wall, ["b"])
    assert wall.times() == {"a": 1, "b": 1}
