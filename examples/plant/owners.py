"""The owners of the recommenders: they receive what people said, and answer what if.

Knows HTTP and the signature of what Tandem sends. Keeps letters by their id, one line each, so that
one that comes twice is there once. Does not know what becomes of them (retraining).
"""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from examples.plant import what_if

LETTERS = "/letters"
WHAT_IF = "/what-if"
MOST_BYTES = 1_000_000
FRESH_SECONDS = 300


def is_signed(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether whoever knows the secret sent this body in the last minutes."""
    message, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not stamp.isdecimal() or abs(now - int(stamp)) > FRESH_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message}.{stamp}.".encode() + body, hashlib.sha256).digest()
    right = f"v1,{base64.b64encode(digest).decode()}"
    said = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(right.encode(), each.encode()) for each in said)


class Inbox:
    """Letters in a file, one JSON event a line, each id once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self._ids = {json.loads(line)["id"] for line in lines}

    def keep(self, event: Mapping[str, Any]) -> bool:
        """Keep the event; False when its id is there. On the disk when this returns."""
        with self._lock:
            if event["id"] in self._ids:
                return False
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(event, ensure_ascii=False) + "\n")
            self._ids.add(event["id"])
            return True


@contextmanager
def listening(port: int, *, secret: str, letters: Path) -> Iterator[int]:
    """Answer on this machine inside; give the port (0 chooses one)."""

    class Handler(_Handler):
        pass

    Handler.secret, Handler.inbox = secret, Inbox(letters)
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield int(server.server_port)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    secret: str
    inbox: Inbox

    def do_POST(self) -> None:
        """Take a letter, or answer what if; whatever is not signed is refused."""
        size = int(self.headers.get("Content-Length") or 0)
        if size > MOST_BYTES:
            self._answer(413, {"error": "too large"})
            return
        body = self.rfile.read(size)
        headers = {name.lower(): value for name, value in self.headers.items()}
        if not is_signed(self.secret, headers, body, time.time()):
            self._answer(401, {"error": "the signature is missing, wrong or old"})
            return
        try:
            said = json.loads(body)
            self._answer(*self._done(said))
        except (ValueError, KeyError, TypeError):
            self._answer(400, {"error": "send one JSON object as documented"})

    def _done(self, said: dict[str, Any]) -> tuple[int, Mapping[str, Any]]:
        if self.path == LETTERS:
            return 200, {"new": self.inbox.keep(said)}
        if self.path == WHAT_IF:
            return 200, what_if.answer(said, datetime.now(UTC))
        return 404, {"error": f"there are {LETTERS} and {WHAT_IF}"}

    def _answer(self, status: int, said: Mapping[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: who asked what is nobody's business."""
