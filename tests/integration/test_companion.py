"""The demo's companion is a real process: started again when it dies, and never left behind."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.demo import Companion
from tests.processes import runs

COUNTS_STARTS = "import sys, time; print('started', flush=True); time.sleep(float(sys.argv[1]))"
IGNORES_STOP = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('started', flush=True); time.sleep(60)"
)
PARENT = """
import sys, time
from pathlib import Path
from bot.demo import Companion
child = [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"]
Companion(child, log=Path(sys.argv[1])).start()
time.sleep(60)
"""


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def starts(log: Path) -> int:
    return log.read_text().count("started") if log.exists() else 0


def test_a_companion_that_dies_is_started_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = [sys.executable, "-c", COUNTS_STARTS, "0"]
    companion = Companion(child, log=log, pauses=(0.01,))
    companion.start()
    wait_until(lambda: starts(log) >= 3)
    companion.stop()
    after = starts(log)
    time.sleep(0.2)
    assert starts(log) == after


def test_a_companion_is_gone_when_stop_returns(tmp_path: Path) -> None:
    log = tmp_path / "log"
    companion = Companion([sys.executable, "-c", COUNTS_STARTS, "60"], log=log)
    companion.start()
    wait_until(lambda: starts(log) == 1)
    started = time.monotonic()
    companion.stop()
    assert time.monotonic() - started < 3


def test_a_companion_that_does_not_listen_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.demo._STOP_SECONDS", 0.2)
    log = tmp_path / "log"
    companion = Companion([sys.executable, "-c", IGNORES_STOP], log=log)
    companion.start()
    wait_until(lambda: starts(log) == 1)
    started = time.monotonic()
    companion.stop()
    assert time.monotonic() - started < 3


@pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")
def test_a_companion_dies_with_a_killed_parent(tmp_path: Path) -> None:
    log = tmp_path / "log"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(log)])
    wait_until(lambda: log.exists() and log.read_text().strip() != "")
    child = int(log.read_text().split()[0])
    assert runs(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not runs(child))
