"""Serving one app: the lock first, then the port, then the parts, then the owner file.

Knows sockets, signals, what is done again and again beside serving, and the order of starting and
stopping. Does not know what is served.
"""

import contextlib
import errno
import gc
import ipaddress
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from types import FrameType
from typing import TYPE_CHECKING, Any

import uvicorn

from bot.allocation import give_memory_back, keep_memory_small
from bot.jobs.points import Passing, unwatched
from bot.lull import Lull
from bot.owner import CommandFailed, Progress, claim_for_app
from bot.settings import Settings
from bot.version import installed_version

if TYPE_CHECKING:
    from bot.app import App

_GRACE_SECONDS = 3
_PORTS_TRIED = 50
_BACKLOG = 256
_SWEEP_SECONDS = 5.0
_TIDY_SECONDS = 30.0
_WORK_SECONDS = 1.0
_log = logging.getLogger("tandem.serving")


class PortTaken(CommandFailed):
    """Something else listens on the port."""


class AddressUnusable(CommandFailed):
    """This machine has no such address, or the port needs more rights."""


def serve(
    settings: Settings,
    *,
    command: str,
    progress: Progress,
    prepare: "Callable[[App], None]" = lambda _app: None,
    beside: Callable[[str], AbstractContextManager[object]] = lambda _url: contextlib.nullcontext(),
    announce: Callable[[str], None],
    passing: Passing = unwatched,
) -> None:
    """Serve until stopped by a signal.

    ``prepare`` runs before the first request is answered; ``beside`` gets the address and is
    entered while serving; ``announce`` gets the address once it answers; ``passing`` is told of
    each point of durable work.

    Raises ``AlreadyRunning``, ``DataFolderUnusable``, ``PortTaken`` and other ``CommandFailed``
    before anything is served.
    """
    keep_memory_small()
    with ExitStack() as stack:
        stopper = stack.enter_context(_stopped_by_signals())
        lock = stack.enter_context(claim_for_app(settings.data_dir, command=command))
        sockets = bound(settings.host, settings.port, command=command)
        stack.callback(_close, sockets)
        # Loaded this late, so that what forbids a start is said at once.
        from bot.app import build

        app = stack.enter_context(build(settings, progress=progress))
        prepare(app)
        slack = app.slack(passing=passing)
        work = stack.enter_context(app.work(slack=slack, passing=passing))
        if slack is not None:
            slack.listen(work)
            stack.callback(slack.close)
        site, owner_api = app.site(secret=lock.secret, slack=slack)
        stack.callback(owner_api.stop)
        url = f"http://{_bracketed(_reachable(settings.host))}:{sockets[0].getsockname()[1]}"
        started = stack.enter_context(ExitStack())

        def on_start() -> None:
            host, port = sockets[-1].getsockname()[:2]
            lock.publish(host=_reachable(host), port=port, version=installed_version())
            announce(url)
            started.enter_context(repeating(sweep, every=_SWEEP_SECONDS))
            started.enter_context(repeating(work.sweep, every=_WORK_SECONDS))
            started.enter_context(repeating(deliver, every=_SWEEP_SECONDS))
            started.enter_context(repeating(mine, every=_SWEEP_SECONDS))
            started.enter_context(repeating(give_memory_back, every=_TIDY_SECONDS))
            if slack is not None:
                started.enter_context(slack.connected())
                started.enter_context(repeating(slack.sweep, every=_WORK_SECONDS))
            started.enter_context(beside(url))

        def sweep() -> None:
            if app.sweep():
                site.state.changes.note()

        def deliver() -> None:
            app.deliver()

        lull = Lull(lambda: app.services.assistant.answered)

        def mine() -> None:
            if lull.is_here():
                app.mine()

        def on_stop() -> None:
            owner_api.stop(patience=0)
            site.state.changes.close()

        server = _Server(_config(site), on_start=on_start, on_stop=on_stop)
        stopper.server = server
        _set_aside_what_is_loaded()
        server.run(sockets=sockets)


def _set_aside_what_is_loaded() -> None:
    """Let garbage collection never look again at what was loaded to stay: 0.15 s each time."""
    gc.collect()
    gc.freeze()


@contextlib.contextmanager
def repeating(work: Callable[[], None], *, every: float) -> Iterator[None]:
    """Do the work at once and then every so many seconds, in a thread that ends on leaving.

    A failure becomes a log line, the first of a row only, and the work is tried again.
    """
    stopping = threading.Event()

    def repeat() -> None:
        failing = False
        while not stopping.is_set():
            try:
                work()
                failing = False
            except Exception:  # noqa: BLE001 - the edge of a job
                level = logging.DEBUG if failing else logging.ERROR
                _log.log(level, "%s failed; it is tried again", work.__name__, exc_info=True)
                failing = True
            stopping.wait(every)

    thread = threading.Thread(target=repeat, name=work.__name__, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def _config(site: Callable[..., Any]) -> uvicorn.Config:
    return uvicorn.Config(
        site,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )


def bound(host: str, port: int, *, command: str) -> list[socket.socket]:
    """Return listening sockets; the last is reached over loopback, by whatever address we serve.

    Raises ``PortTaken`` naming a free port, ``AddressUnusable``.
    """
    try:
        sockets = [_listening(host, port)]
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise AddressUnusable(
                f"Tandem cannot listen on {host} port {port} ({error.strerror or error}): set "
                "TANDEM_HOST and TANDEM_PORT to an address of this machine and a port above 1023."
            ) from None
        raise PortTaken(
            f"Port {port} on {host} is in use by another program: "
            f"start with `tandem {command} --port {_free_port(host, port)}`."
        ) from None
    if not _over_loopback(host):
        sockets.append(_listening("127.0.0.1", 0))
    return sockets


class _Server(uvicorn.Server):
    """A uvicorn server that says when it started, ends open streams, and leaves signals to us."""

    def __init__(
        self, config: uvicorn.Config, *, on_start: Callable[[], None], on_stop: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._on_start = on_start
        self._on_stop = on_stop

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._on_start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._on_stop()
        await super().shutdown(sockets=sockets)


class _StopAsked(BaseException):
    """A signal came before there was a server to stop."""


class _Stopper:
    """Turns a stop signal into an orderly end: of the server, or of what precedes it."""

    def __init__(self) -> None:
        self.server: _Server | None = None

    def __call__(self, signal_number: int, frame: FrameType | None) -> None:
        if self.server is None:
            raise _StopAsked
        self.server.handle_exit(signal_number, frame)


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[_Stopper]:
    stopper = _Stopper()
    earlier = {each: signal.signal(each, stopper) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopper
    except _StopAsked:
        return
    finally:
        for each, handler in earlier.items():
            signal.signal(each, handler)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        # From here on clients wait instead of being refused while the parts are opened.
        listener.listen(_BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener


def _close(sockets: list[socket.socket]) -> None:
    for each in sockets:
        each.close()


def _free_port(host: str, port: int) -> int:
    for other in range(port + 1, min(port + _PORTS_TRIED, 65536)):
        with contextlib.suppress(OSError), _listening(host, other):
            return other
    with _listening(host, 0) as found:
        return int(found.getsockname()[1])


def _over_loopback(host: str) -> bool:
    return _reachable(host) in {"127.0.0.1", "::1", "localhost"} or host.startswith("127.")


def _reachable(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        return "127.0.0.1" if address.version == 4 else "::1"
    return host


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
