"""A recommender's owner who receives letters over real HTTP, and misbehaves as told.

Knows what arrived, whole and in order. Does not know what is in it.
"""

import socket
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANG = "hang"
CUT = "cut"
DRIP = "drip"


@dataclass
class Received:
    """One request: its headers in lower case and its body."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """``plan`` is what the next requests get: a status, (status, Retry-After), or a misdeed."""

    url: str
    plan: deque[Any] = field(default_factory=deque)
    received: list[Received] = field(default_factory=list)
    answer: bytes = b"{}"
    released: threading.Event = field(default_factory=threading.Event)
    came: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    @property
    def ids(self) -> list[str]:
        """The ids of what arrived, in order."""
        return [each.headers["webhook-id"] for each in self.received]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Give a receiver that listens on this machine until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.receiver = Receiver(f"http://127.0.0.1:{server.server_port}/hook")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.receiver  # type: ignore[attr-defined]
    finally:
        server.receiver.released.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        here: Receiver = self.server.receiver  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        here.received.append(
            Received({name.lower(): value for name, value in self.headers.items()}, body)
        )
        here.came.release()
        planned = here.plan.popleft() if here.plan else 200
        if planned == HANG:
            here.released.wait(30)
            return
        if planned == CUT:
            self.wfile.write(b"HTTP/1.1 2")
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if planned == DRIP:
            self._drip(here)
            return
        self._answer(here, planned)

    def _drip(self, here: Receiver) -> None:
        """Send a byte now and then, so that no single wait is long."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not here.released.wait(0.1):
                self.wfile.write(b"x")
        except OSError:
            pass

    def _answer(self, here: Receiver, planned: Any) -> None:
        status, after = planned if isinstance(planned, tuple) else (planned, None)
        self.send_response(status)
        if after is not None:
            self.send_header("Retry-After", after)
        if status in (301, 302, 307, 308):
            self.send_header("Location", here.url)
        self.send_header("Content-Length", str(len(here.answer)))
        self.end_headers()
        self.wfile.write(here.answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
