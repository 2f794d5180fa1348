"""The sample plant with everything running: ``tandem demo``.

Knows what the first start brings in and that the recommender is a process of its own, as a real
one would be. Does not know the plant: it uses the same files and doors as anybody.
"""

import base64
import contextlib
import ctypes
import importlib.util
import json
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.owner import CommandFailed, Params, Progress
from bot.recommender.signing import PREFIX
from bot.serving import serve
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.app import App

HISTORY_DAYS = 14
_PLANT = "examples.plant"
_HISTORY_FILE = "history.jsonl"
_MONTH_FOLDER = "month"
_RECOMMENDER_LOG = "recommender.log"
_SPOOL_FILE = "recommender.spool"
_LETTERS_FILE = "letters.jsonl"
_EVERY_SECONDS = "20"
_STOP_SECONDS = 5.0
_RESTART_SECONDS = (1.0, 5.0, 20.0)
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl
_QUESTIONS = (
    "What is open?",
    "Why does drum 2 on line 4 want another speed?",
    "How do I clean the moisture sensor?",
)


_Step = tuple[str, Params]
"""A command by name, with its parameters."""


def run_demo(
    settings: Settings, *, month: bool = False, progress: Progress, say: Callable[[str], None]
) -> None:
    """Bring the sample plant in, serve it, and run its recommender until stopped.

    ``month``: with a month of its people's questions. Raises ``CommandFailed`` as
    ``bot.serving.serve`` does, when the plant's files are missing, and when the data folder holds
    a plant without its month.
    """
    plant = plant_folder()
    settings = with_owners(settings)

    def prepare(app: "App") -> None:
        bring_in(
            app, plant, settings.data_dir, month=month, now=datetime.now(UTC), progress=progress
        )
        clear = getattr(progress, "clear", None)
        if clear is not None:
            clear()

    serve(
        settings,
        command="demo",
        progress=progress,
        prepare=prepare,
        beside=lambda url: recommending(url, settings),
        announce=lambda url: say(welcome(url, settings, program=sys.argv[0])),
    )


def with_owners(settings: Settings) -> Settings:
    """Return the settings with the way back to the sample plant's owners, fresh at each start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    secret = PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    return settings.model_copy(
        update={
            "recommender_secret": SecretStr(secret),
            "webhook_url": f"{address}/letters",
            "what_if_urls": json.dumps({"northfield": f"{address}/what-if"}),
        }
    )


def plant_folder() -> Path:
    """Return the folder of the sample plant's files; ``CommandFailed`` when it is not installed."""
    found = importlib.util.find_spec(_PLANT)
    if found is None or found.origin is None:
        raise CommandFailed(
            "The sample plant (examples/plant) is not installed: run the demo from a checkout."
        )
    return Path(found.origin).parent


def bring_in(
    app: "App", plant: Path, data_dir: Path, *, month: bool, now: datetime, progress: Progress
) -> None:
    """Ingest people, procedures and the past. Every step may be repeated; what is there stays.

    The past is written once, at the first start: from then on the recommender itself goes on.
    """
    past = _written(data_dir, month=month, until=now, progress=progress)
    steps: list[_Step] = [
        ("ingest_directory", {"path": str(past.people or plant / "people.yaml")}),
        ("ingest_glossary", {"path": str(plant / "glossary.csv")}),
        ("ingest_documents", {"paths": [str(plant / "sops")], "audience": []}),
    ]
    for name, params in [*steps, *past.steps]:
        result = app.perform(name, params, progress)
        if result.get("refused"):
            raise CommandFailed(f"The sample plant has a fault of its own: {result['refused']}.")


@dataclass(frozen=True)
class _Past:
    """What was written of the plant's past: how to bring it in, with whose people."""

    steps: tuple[_Step, ...]
    people: Path | None = None


def _written(data_dir: Path, *, month: bool, until: datetime, progress: Progress) -> _Past:
    """Write the past at the first start, with or without the month; later it stays as it is."""
    history, whole = data_dir / _HISTORY_FILE, data_dir / _MONTH_FOLDER
    if month and history.exists():
        raise CommandFailed(
            f"{data_dir} holds a sample plant without its month: leave out --month, or choose "
            f"another folder with TANDEM_DATA_DIR."
        )
    if not month and not whole.exists():
        if not history.exists():
            _write_history(history, until=until, progress=progress)
        return _Past((("ingest_recommendations", {"path": str(history)}),))
    if not whole.exists():
        _write_month(whole, until=until, progress=progress)
    days = sorted((whole / "days").iterdir())
    names = ("recommendations", "questions")
    files = [(name, day / f"{name}.jsonl") for day in days for name in names]
    steps = [(f"ingest_{name}", {"path": str(each)}) for name, each in files if _holds(each)]
    return _Past(tuple(steps), whole / "people.yaml")


def _holds(path: Path) -> bool:
    return path.stat().st_size > 0


def welcome(url: str, settings: Settings, *, program: str) -> str:
    """Return what the newcomer reads when all is running; commands can be copied as they are."""
    command = program if Path(program).name == "tandem" else "tandem"
    if not settings.is_default_demo:
        command = f"TANDEM_DATA_DIR={shlex.quote(str(settings.data_dir))} {command}"
    questions = "\n".join(f"  {question}" for question in _QUESTIONS)
    return (
        f"\nThe sample plant runs at {url}\n\n"
        "Open it, choose who you are, and ask, for example:\n"
        f"{questions}\n\n"
        "Or from a second terminal:\n"
        f'  {command} ask "{_QUESTIONS[1]}"\n\n'
        f"A new recommendation comes every {_EVERY_SECONDS} s. Data: {settings.data_dir}. "
        "Stop with Ctrl-C."
    )


@contextlib.contextmanager
def recommending(url: str, settings: Settings) -> Iterator[None]:
    """Run the recommender while inside: started again when it dies, stopped at the end."""
    command = [sys.executable, "-m", f"{_PLANT}.recommender", "--url", url]
    command += ["--listen", str(urlsplit(settings.webhook_url).port)]
    command += ["--letters", str(settings.data_dir / _LETTERS_FILE)]
    command += ["--every", _EVERY_SECONDS, "--spool", str(settings.data_dir / _SPOOL_FILE)]
    token = settings.events_token.get_secret_value()
    if token:
        command += ["--token", token]
    secret = {"RECOMMENDER_SECRET": settings.recommender_secret.get_secret_value()}
    log = settings.data_dir / _RECOMMENDER_LOG
    companion = Companion(command, log=log, environment=secret)
    companion.start()
    try:
        yield
    finally:
        companion.stop()


@dataclass
class Companion:
    """A child process kept alive by a thread; its output goes to ``log``."""

    command: list[str]
    log: Path
    pauses: tuple[float, ...] = _RESTART_SECONDS
    environment: Mapping[str, str] = field(default_factory=dict)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the child and its keeper."""
        self._thread = threading.Thread(target=self._keep, name="companion", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the child: politely, then by force; returns when it is gone."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _keep(self) -> None:
        died = 0
        with self.log.open("ab") as log:
            while not self._stopping.is_set():
                self._run_once(log.fileno())
                pause = self.pauses[min(died, len(self.pauses) - 1)]
                died += 1
                self._stopping.wait(pause)

    def _run_once(self, log: int) -> None:
        child = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **self.environment},
            start_new_session=True,  # Ctrl-C in the terminal is ours to pass on
            preexec_fn=_dies_with_its_parent(),
        )
        while child.poll() is None:
            if self._stopping.wait(0.1):
                child.terminate()
                try:
                    child.wait(_STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()


def _dies_with_its_parent() -> Callable[[], None] | None:
    """Return what makes a child stop when we are killed without a chance to stop it (Linux).

    It would go on posting to the next demo otherwise. The keeper's thread is its parent, and
    lives as long as we do.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(_DIE_WITH_PARENT, signal.SIGTERM)


def _write_history(path: Path, *, until: datetime, progress: Progress) -> None:
    progress(f"writing {HISTORY_DAYS} days of the plant's past", 0, 0)
    fresh = path.with_suffix(".new")
    arguments = ["--until", until.isoformat(), "--days", str(HISTORY_DAYS)]
    with fresh.open("wb") as file:
        _plant_writes("history", arguments, into=file)
    fresh.replace(path)


def _write_month(folder: Path, *, until: datetime, progress: Progress) -> None:
    progress("writing a month of the plant's past", 0, 0)
    fresh = folder.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    _plant_writes("month", ["--until", until.isoformat(), "--into", str(fresh)], into=None)
    fresh.replace(folder)


def _plant_writes(module: str, arguments: list[str], *, into: BinaryIO | None) -> None:
    """Let the plant write its own past, in a process of its own. Raises ``CommandFailed``."""
    made = subprocess.run(
        [sys.executable, "-m", f"{_PLANT}.{module}", *arguments],
        stdout=into,
        stderr=subprocess.PIPE,
        check=False,
    )
    if made.returncode != 0:
        reason = made.stderr.decode(errors="replace").strip()[-300:]
        raise CommandFailed(f"The sample plant's past could not be written: {reason}")
