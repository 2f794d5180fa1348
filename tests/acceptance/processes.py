"""Tandem as a person starts it: processes with a data folder of their own."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from examples.plant.history import history

ROOT = Path(__file__).parents[2]
PLANT = ROOT / "examples" / "plant"
TANDEM = [sys.executable, "-m", "bot"]
NOT_ALL_POWERFUL = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
"""Root ignores a folder's mode; without these capabilities it is refused as anybody is."""


@dataclass(frozen=True)
class Ended:
    """What a command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line it wrote to stderr; more than one, or a traceback, is a failure."""
        assert "Traceback" not in self.err + self.out
        (line,) = self.err.strip().splitlines()
        return line


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a command on that data folder, free of this machine's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TANDEM_")}
    return {**kept, "TANDEM_DATA_DIR": str(folder), **more}


def tandem(
    folder: Path, *arguments: str, typed: str | None = None, prefix: Sequence[str] = (), **env: str
) -> Ended:
    """Run a command to its end."""
    done = subprocess.run(
        [*prefix, *TANDEM, *arguments],
        env=environment(folder, **env),
        cwd=folder.parent,
        input=typed,
        stdin=None if typed is not None else subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def start(folder: Path, *arguments: str, **env: str) -> "subprocess.Popen[str]":
    """Start a command and leave it running."""
    return subprocess.Popen(
        [*TANDEM, *arguments],
        env=environment(folder, **env),
        cwd=folder.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextlib.contextmanager
def serving(folder: Path, *arguments: str, **env: str) -> Iterator["subprocess.Popen[str]"]:
    """Run ``tandem serve`` on the folder until the block ends."""
    app = start(folder, *(arguments or ("serve", "--port", str(free_port()))), **env)
    try:
        wait_for(folder, app)
        yield app
    finally:
        app.send_signal(signal.SIGINT)
        app.communicate(timeout=20)


def wait_for(folder: Path, app: "subprocess.Popen[str]", *, seconds: float = 60) -> None:
    """Wait until the app has written its owner file."""
    deadline = time.monotonic() + seconds
    while not (folder / "owner.json").exists():
        assert app.poll() is None, app.communicate()[0]
        assert time.monotonic() < deadline, "the app did not start in time"
        time.sleep(0.05)


def owner(folder: Path) -> dict[str, object]:
    """Return what the owner file says."""
    content = json.loads((folder / "owner.json").read_text())
    assert isinstance(content, dict)
    return content


def bring_in_the_plant(folder: Path, *, days: int = 2) -> None:
    """Ingest the sample plant and its last days with commands that stand alone."""
    events = folder.parent / "events.jsonl"
    with events.open("w") as file:
        for event in history(until=datetime.now(UTC), days=days, seed=7):
            file.write(json.dumps(event) + "\n")
    for arguments in (
        ("directory", str(PLANT / "people.yaml")),
        ("documents", str(PLANT / "sops")),
        ("recommendations", "events.jsonl"),
    ):
        done = tandem(folder, "ingest", *arguments)
        assert (done.code, done.err) == (0, ""), done


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cannot_drop_power() -> bool:
    """Whether this test runs as root and cannot be refused by a folder's mode."""
    return os.geteuid() == 0 and shutil.which("setpriv") is None


def powerless() -> list[str]:
    """Return what to put before a command so that modes of folders bind it."""
    return NOT_ALL_POWERFUL if os.geteuid() == 0 else []
