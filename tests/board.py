"""A board on which messages hang, in a process of its own from the sender's point of view.

Knows messages by the key that they carry, in order of arrival, over HTTP. May lose its answer
after a message hangs. Does not know who sends.
"""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Board:
    """What hangs there: (key, lane) in order of arrival."""

    url: str = ""
    hung: list[tuple[str, str]] = field(default_factory=list)
    loses_every: int = 0  # of so many answers one is lost
    lock: threading.Lock = field(default_factory=threading.Lock)

    def times(self) -> Counter[str]:
        """Return how often each key hangs there."""
        with self.lock:
            return Counter(key for key, _ in self.hung)

    def hang(self, key: str, lane: str) -> tuple[str, bool]:
        """Hang up a message; return its name and whether the answer arrives."""
        with self.lock:
            self.hung.append((key, lane))
            number = len(self.hung)
        return f"m{number}", not self.loses_every or number % self.loses_every != 0

    def find(self, key: str) -> str | None:
        """Return the name of the first message of that key."""
        with self.lock:
            places = [place for place, (hung, _) in enumerate(self.hung, 1) if hung == key]
        return f"m{places[0]}" if places else None


@contextmanager
def board() -> Iterator[Board]:
    """Open a board on this machine."""
    this = Board()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            body = self.rfile.read(length)
            if len(body) < length:
                return  # the sender was killed while it wrote
            told = json.loads(body)
            name, answers = this.hang(told["key"], told["lane"])
            if answers:
                self._answer(name)
            else:
                self.close_connection = True

        def do_GET(self) -> None:
            self._answer(this.find(parse_qs(urlsplit(self.path).query)["key"][0]))

        def _answer(self, name: str | None) -> None:
            body = json.dumps(name).encode()
            with suppress(ConnectionError):  # the sender was killed meanwhile
                self.send_response(200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    this.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield this
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
