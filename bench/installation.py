"""A data folder with some 10,000 passages and 10,000 recommendations, and the app running on it.

Knows how it is made with the product's own commands (once, then copied) and how the app is
started as a process. Does not know what is measured.

What takes minutes, embedding, is kept in ``build/bench/prepared``; each run works on a copy, to
which the last two weeks' recommendations are added, so that some of them are open now. Delete
``build/bench`` to make it anew.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.corpus import ROOT, test_data, write_documents

CACHE = ROOT / "build" / "bench"
PLANT = ROOT / "examples" / "plant"
TANDEM = (sys.executable, "-m", "bot")
RECENT_DAYS = 14
PAST_DAYS = 680
"""With the sample plant's 14.7 recommendations a day and the last two weeks: 10,000."""
_PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class Running:
    """An app that answers on ``port``; ``started_in`` seconds after its command."""

    port: int
    pid: int
    folder: Path
    started_in: float

    def resident_mb(self, which: str = "VmRSS") -> float:
        """Return the process's resident memory in MB; ``VmHWM`` is the most it ever was."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(which + ":"):
                return int(line.split()[1]) / 1024
        raise LookupError(f"/proc/{self.pid}/status has no {which}")

    def cpu_seconds(self) -> float:
        """Return the processor time the app has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def has_loaded(self, *names: str) -> bool:
        """Whether a shared library of one of these packages is mapped into the process."""
        mapped = Path(f"/proc/{self.pid}/maps").read_text()
        return any(f"/site-packages/{name}/" in mapped for name in names)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a command on that data folder, with these settings besides."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TANDEM_")}
    return {**kept, "TANDEM_DATA_DIR": str(folder), **more}


def tandem(folder: Path, *arguments: str, may_refuse: bool = False) -> str:
    """Run a command to its end and return what it printed.

    ``may_refuse``: some of the real documents are to be refused, which is exit code 1.
    """
    done = subprocess.run(
        [*TANDEM, *arguments],
        env=environment(folder),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode not in ((0, 1) if may_refuse else (0,)):
        log = (folder / "tandem.log").read_text(encoding="utf-8")[-2000:]
        raise SystemExit(f"tandem {' '.join(arguments)} failed: {done.stdout}\n{log}")
    return done.stdout


@contextlib.contextmanager
def installation() -> Iterator[Path]:
    """Give a fresh copy of the prepared data folder, its recommendations up to now."""
    source = _prepared()
    folder = CACHE / "run"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    recent = CACHE / "recent.jsonl"
    _write_history(recent, until=datetime.now(UTC), days=RECENT_DAYS)
    tandem(folder, "ingest", "recommendations", str(recent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def contents(folder: Path) -> tuple[int, int]:
    """Return how many passages and recommendations the folder's store holds."""
    from knowledge.store import Store

    store = Store.open(f"sqlite:///{folder / 'tandem.db'}")
    try:
        passages = store.documents.counts()["passages"]
        return int(str(passages)), store.recommendations.counts()["recommendations"]
    finally:
        store.close()


@contextlib.contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Running]:
    """Run ``tandem serve`` on the folder, with these settings, as a process of its own."""
    port = free_port()
    started = time.perf_counter()
    app = start(folder, port, **settings)
    try:
        wait_for(folder, app)
        yield Running(port, app.pid, folder, time.perf_counter() - started)
    finally:
        app.send_signal(signal.SIGINT)
        app.wait(timeout=30)


def start(folder: Path, port: int, **settings: str) -> "subprocess.Popen[bytes]":
    """Start ``tandem serve`` on the folder and return at once."""
    return subprocess.Popen(
        [*TANDEM, "serve", "--port", str(port)],
        env=environment(folder, **settings),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def wait_for(folder: Path, app: "subprocess.Popen[bytes]") -> None:
    """Wait until the app says in the folder that it answers."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not (folder / "owner.json").exists():
        if app.poll() is not None or time.monotonic() > deadline:
            raise SystemExit("the app did not start: see tandem.log in the data folder")
        time.sleep(0.02)


def documents_folder() -> Path:
    """Return the folder with the documents, written when it is not there."""
    folder = CACHE / "documents"
    if not folder.exists():
        shutil.rmtree(fresh := CACHE / "documents.new", ignore_errors=True)
        write_documents(fresh)
        fresh.rename(folder)
    return folder


def document_paths() -> list[str]:
    """Return what the installation's documents were ingested from."""
    return [str(PLANT / "sops"), str(documents_folder()), str(test_data() / "documents")]


def _prepared() -> Path:
    folder = CACHE / "prepared"
    documents = ("ingest", "documents", *document_paths(), "--audience", "everyone")
    if folder.exists():
        tandem(folder, *documents, may_refuse=True)  # the index as this version makes it
        return folder
    print("Preparing the installation (once; embedding takes some minutes)", file=sys.stderr)
    making = CACHE / "preparing"  # a run that was cut off goes on here
    making.mkdir(parents=True, exist_ok=True)
    tandem(making, "ingest", "directory", str(PLANT / "people.yaml"))
    tandem(making, *documents, may_refuse=True)
    past = CACHE / "past.jsonl"
    if not past.exists():
        until = datetime.now(UTC) - timedelta(days=RECENT_DAYS + 1)
        _write_history(past, until=until, days=PAST_DAYS)
    tandem(making, "ingest", "recommendations", str(past))
    making.rename(folder)
    return folder


def _write_history(path: Path, *, until: datetime, days: int) -> None:
    from examples.plant.history import history

    lines = [json.dumps(event, ensure_ascii=False) + "\n" for event in history(until, days, 7)]
    path.write_text("".join(lines), encoding="utf-8")


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
