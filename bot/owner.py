"""Who owns a data folder, and how other commands reach the owner.

Knows the operating-system lock (released by the kernel, even on kill -9), the owner file that
says where the running app listens, and the two transports of one command: in this process when
the folder is free, over loopback to its owner otherwise. Does not know what commands do.

Two processes that write one vector index lose vectors silently, hence exactly one owner.
"""

import contextlib
import fcntl
import http.client
import json
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and of how much (0: not known).

Of ``A_CLAIM``: the text is a part of an answer that already stands.
"""

A_CLAIM = -1

Params = Mapping[str, object]
Result = dict[str, object]
Transport = Callable[[str, Params, Progress], Result]
"""Runs a command by name with plain JSON parameters and returns its plain JSON result."""

SECRET_HEADER = "X-Tandem-Secret"
COMMANDS_PATH = "/owner/commands/"
HEARTBEAT_SECONDS = 5.0
_LOCK_FILE = "owner.lock"
_OWNER_FILE = "owner.json"
_PATIENCE_SECONDS = 20.0
_POLL_SECONDS = 0.1
_SILENCE_SECONDS = 6 * HEARTBEAT_SECONDS


class CommandFailed(Exception):
    """The work failed; the message is one sentence for the person, with the remedy."""


class AlreadyRunning(CommandFailed):
    """A second app was started on the same data folder."""


class FolderBusy(CommandFailed):
    """Another command works on the data folder and does not listen."""


class OwnerGone(CommandFailed):
    """The owner file names an address where nobody answers."""


class OtherVersion(CommandFailed):
    """The running app is another version than this command."""


class DataFolderUnusable(CommandFailed):
    """The data folder cannot be made or written."""


@dataclass(frozen=True)
class Owner:
    """A running app that owns the folder and listens on loopback."""

    host: str
    port: int
    secret: str = field(repr=False)
    pid: int
    version: str
    claim: str

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the app."""
        return f"http://{self.host}:{self.port}"


@dataclass(frozen=True)
class Holder:
    """A process that holds the lock but does not listen (yet): a command, or an app starting."""

    pid: int
    command: str

    def __str__(self) -> str:
        return f"`tandem {self.command}` (process {self.pid})"


@dataclass
class Lock:
    """The folder is ours until ``release``; the kernel releases it when the process dies."""

    folder: Path
    claim: str
    secret: str = field(repr=False)
    _descriptor: int | None

    def publish(self, *, host: str, port: int, version: str) -> Owner:
        """Write the owner file, readable by this user only, and return what it says."""
        owner = Owner(
            host=host,
            port=port,
            secret=self.secret,
            pid=os.getpid(),
            version=version,
            claim=self.claim,
        )
        path = self.folder / _OWNER_FILE
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(vars(owner), file)
        fresh.replace(path)
        return owner

    def release(self) -> None:
        """Take the owner file away and free the folder; a second call does nothing."""
        if self._descriptor is None:
            return
        (self.folder / _OWNER_FILE).unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def claim(folder: Path, *, command: str) -> Lock | Owner | Holder:
    """Take the folder's lock, or say who has it. Makes the folder when it is missing.

    Raises ``DataFolderUnusable`` when it cannot be made or written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DataFolderUnusable(
            f"The data folder {folder} cannot be written ({error.strerror}): make it writable "
            "for this user, or set TANDEM_DATA_DIR to a folder that is."
        ) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return _who_has(folder)
    return _taken(folder, descriptor, command)


def claim_for_app(folder: Path, *, command: str, patience: float = _PATIENCE_SECONDS) -> Lock:
    """Take the folder's lock for an app that will serve; wait a little for a command to finish.

    Raises ``AlreadyRunning`` with the running app's address, ``FolderBusy``,
    ``DataFolderUnusable``.
    """
    for found in _attempts(folder, command, patience):
        if isinstance(found, Lock):
            return found
        if isinstance(found, Owner):
            raise AlreadyRunning(
                f"Tandem already runs on {folder} at {found.url} (process {found.pid}): use that "
                "one, stop it first, or set TANDEM_DATA_DIR to another folder."
            )
    raise _busy(folder, found)


def run(
    name: str,
    params: Params,
    *,
    folder: Path,
    version: str,
    in_process: Transport,
    progress: Progress,
    patience: float = _PATIENCE_SECONDS,
) -> Result:
    """Run a command: here when the folder is free, else through the app that owns it.

    Raises ``CommandFailed`` with a sentence for the person. An owner that is just starting or
    stopping, and a short command of somebody else, are waited for.
    """
    gone: OwnerGone | None = None
    for found in _attempts(folder, name.replace("_", " "), patience):
        if isinstance(found, Lock):
            with found:
                return in_process(name, params, progress)
        gone = None
        if isinstance(found, Owner):
            try:
                return forward(found, name, params, progress=progress, version=version)
            except OwnerGone as error:
                gone = error
        else:
            progress(f"waiting for {found}", 0, 0)
    raise gone or _busy(folder, found)


def forward(owner: Owner, name: str, params: Params, *, progress: Progress, version: str) -> Result:
    """Have the owner run the command, pass its progress on, and return its result.

    Raises ``OtherVersion`` before anything is sent, ``OwnerGone`` when nobody took the command,
    ``CommandFailed`` with the owner's sentence or when it stopped in the middle.
    """
    if owner.version != version:
        raise OtherVersion(
            f"The app at {owner.url} is Tandem {owner.version}, this command is {version}: "
            "restart the app with the installed version."
        )
    connection = http.client.HTTPConnection(owner.host, owner.port, timeout=_SILENCE_SECONDS)
    try:
        response = _sent(connection, owner, name, params)
        return _received(response, owner, progress)
    finally:
        connection.close()


def _sent(
    connection: http.client.HTTPConnection, owner: Owner, name: str, params: Params
) -> http.client.HTTPResponse:
    body = json.dumps(params).encode()
    headers = {"Content-Type": "application/json", SECRET_HEADER: owner.secret}
    try:
        connection.request("POST", COMMANDS_PATH + name, body, headers)
        response = connection.getresponse()
    except OSError:
        raise _gone(owner) from None
    if response.status != http.client.OK:
        raise _gone(owner)
    return response


def _received(response: http.client.HTTPResponse, owner: Owner, progress: Progress) -> Result:
    with contextlib.suppress(OSError, ValueError, http.client.HTTPException):  # cut off
        while line := response.readline():
            message = json.loads(line)
            if "result" in message:
                return dict(message["result"])
            if "error" in message:
                raise CommandFailed(message["error"])
            if "progress" in message:
                label, done, total = message["progress"]
                progress(label, done, total)
    raise CommandFailed(
        f"The app at {owner.url} stopped before this was done; what it had finished is kept. "
        "Start it again and repeat the command."
    )


def _attempts(folder: Path, command: str, patience: float) -> Iterator[Lock | Owner | Holder]:
    deadline = time.monotonic() + patience
    yield claim(folder, command=command)
    while time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
        yield claim(folder, command=command)


def _taken(folder: Path, descriptor: int, command: str) -> Lock:
    claimed = secrets.token_hex(8)
    text = json.dumps({"pid": os.getpid(), "command": command, "claim": claimed})
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, text.encode(), 0)
    (folder / _OWNER_FILE).unlink(missing_ok=True)  # left behind by a kill
    return Lock(folder, claimed, secrets.token_urlsafe(32), descriptor)


def _who_has(folder: Path) -> Owner | Holder:
    holder = _read(folder / _LOCK_FILE)
    owner = _read(folder / _OWNER_FILE)
    # An owner file of an earlier claim was left by a kill: its address means nothing.
    if owner and owner.get("claim") == holder.get("claim"):
        return Owner(**owner)
    return Holder(pid=int(holder.get("pid", 0)), command=str(holder.get("command", "")))


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _busy(folder: Path, holder: object) -> FolderBusy:
    return FolderBusy(
        f"{holder} is working on the data folder {folder}: try again when it is done. "
        "With a running app (`tandem serve`) commands share the folder."
    )


def _gone(owner: Owner) -> OwnerGone:
    return OwnerGone(
        f"Process {owner.pid} owns the data folder but does not answer at {owner.url}: "
        "stop that process, then try again."
    )
