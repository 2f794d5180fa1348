"""The owner's side of forwarded commands: one endpoint under ``/owner/commands/``.

Knows the secret, the lines of the answer (progress, heartbeat, result or error) and how to stop
work when the app stops. Does not know what commands do, nor where the secret is kept.
"""

import hmac
import json
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.edge import sentence_for
from bot.owner import (
    COMMANDS_PATH,
    HEARTBEAT_SECONDS,
    SECRET_HEADER,
    CommandFailed,
    Params,
    Transport,
)

_STOPPING = "The app is stopping; what was finished is kept. Start it again and repeat the command."
_Line = dict[str, Any]


@dataclass
class OwnerApi:
    """Takes commands from this machine's other processes that know the secret."""

    perform: Transport
    secret: str = field(repr=False)
    heartbeat: float = HEARTBEAT_SECONDS
    _stopping: threading.Event = field(default_factory=threading.Event, repr=False)
    _working: set[threading.Thread] = field(default_factory=set, repr=False)

    def routes(self) -> list[BaseRoute]:
        """Return the routes to serve."""
        return [Route(COMMANDS_PATH + "{name}", self.command, methods=["POST"])]

    async def command(self, request: Request) -> Response:
        """``POST /owner/commands/NAME`` with JSON parameters: JSON lines, the last is the end."""
        sent = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(sent.encode(), self.secret.encode()):
            return JSONResponse({"error": "The secret is missing or wrong."}, status_code=403)
        lines = self._lines(request.path_params["name"], await request.json())
        return StreamingResponse(lines, media_type="application/x-ndjson")

    def stop(self, *, patience: float = 10.0) -> None:
        """Ask running commands to stop at their next step and wait for them."""
        self._stopping.set()
        for thread in list(self._working):
            thread.join(patience)

    def _lines(self, name: str, params: Params) -> Iterator[bytes]:
        said: queue.SimpleQueue[_Line] = queue.SimpleQueue()
        # A thread of its own: when the asking process goes away, begun work is still finished.
        thread = threading.Thread(
            target=self._work, args=(name, params, said), name=f"command {name}", daemon=True
        )
        self._working.add(thread)
        thread.start()
        ended = False
        while not ended:
            try:
                line = said.get(timeout=self.heartbeat)
            except queue.Empty:
                line = {"alive": True}
            ended = "result" in line or "error" in line
            yield json.dumps(line).encode() + b"\n"

    def _work(self, name: str, params: Params, said: "queue.SimpleQueue[_Line]") -> None:
        def progress(label: str, done: int, total: int) -> None:
            if self._stopping.is_set():
                raise CommandFailed(_STOPPING)
            said.put({"progress": [label, done, total]})

        try:
            result = self.perform(name, params, progress)
            said.put({"result": result})
        except CommandFailed as error:
            said.put({"error": str(error)})
        except Exception as error:  # noqa: BLE001 - the edge of a request: it becomes a sentence
            said.put({"error": sentence_for(error, doing=name.replace("_", " "))})
        finally:
            self._working.discard(threading.current_thread())
