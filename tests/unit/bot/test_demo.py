"""Rules of the demo's companion process and of what a newcomer is told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.demo import Companion, bring_in, plant_folder, welcome
from bot.owner import CommandFailed
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.app import App

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
    assert _runs(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_until(lambda: not _runs(child))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        return "Z" not in Path(f"/proc/{process}/stat").read_text().split()[2]
    except OSError:
        return False


def test_the_sample_plant_is_found() -> None:
    assert (plant_folder() / "people.yaml").is_file()
    assert (plant_folder() / "sops").is_dir()


def test_the_newcomer_can_copy_the_command(tmp_path: Path) -> None:
    default = welcome("http://x", Settings(data_dir=Path("data/demo")), program=".venv/bin/tandem")
    assert '\n  .venv/bin/tandem ask "' in default
    named = welcome("http://x", Settings(data_dir=tmp_path), program="/x/__main__.py")
    assert f'\n  TANDEM_DATA_DIR={tmp_path} tandem ask "' in named


class _Told:
    """An app that only notes which commands it was given."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def perform(self, name: str, params: Mapping[str, Any], _: object) -> dict[str, object]:
        self.told.append((name, str(params.get("path", ""))))
        return {}


def brought_in(folder: Path, *, month: bool) -> list[tuple[str, str]]:
    app = _Told()
    now = datetime(2026, 11, 20, 14, tzinfo=UTC)
    bring_in(
        cast("App", app), plant_folder(), folder, month=month, now=now, progress=lambda *_: None
    )
    return app.told


@pytest.fixture
def lived(tmp_path: Path) -> Path:
    for day in ("2026-11-02", "2026-11-01"):
        (tmp_path / "month" / "days" / day).mkdir(parents=True)
        (tmp_path / "month" / "days" / day / "recommendations.jsonl").write_text("{}")
        (tmp_path / "month" / "days" / day / "questions.jsonl").write_text(
            "{}" if day == "2026-11-02" else ""
        )
    return tmp_path


@pytest.mark.parametrize("month", [True, False])
def test_a_month_is_lived_day_by_day_also_at_the_next_start(lived: Path, month: bool) -> None:
    told = brought_in(lived, month=month)
    assert told[0] == ("ingest_directory", str(lived / "month" / "people.yaml"))
    days = lived / "month" / "days"
    assert told[3:] == [
        ("ingest_recommendations", str(days / "2026-11-01" / "recommendations.jsonl")),
        ("ingest_recommendations", str(days / "2026-11-02" / "recommendations.jsonl")),
        ("ingest_questions", str(days / "2026-11-02" / "questions.jsonl")),
    ]


def test_a_plant_with_another_past_gets_no_month(tmp_path: Path) -> None:
    (tmp_path / "history.jsonl").write_text("{}")
    with pytest.raises(CommandFailed, match="TANDEM_DATA_DIR"):
        brought_in(tmp_path, month=True)
