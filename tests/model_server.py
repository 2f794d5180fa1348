"""A provider of language models on loopback that speaks the real wire protocols and misbehaves.

Knows OpenAI's chat completions with streaming (server-sent events), and as much of Anthropic's
and Ollama's protocols as one streamed answer needs. What it does with a request is its ``plays``:
acts in order, the last one for ever. It keeps what it was asked, so that a test can read it.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from knowledge.language.scripted import claims

PIECE = 9
KEY = "sk-test"
_INPUT = re.compile(r"^Input: ([a-z ]+) = ([\d.]+ [^\s,]+)", re.MULTILINE)


@dataclass
class Asked:
    """One request as it came over the wire."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        """What the model was told to do."""
        if "system" in self.body:
            return _text(self.body["system"])
        return _text(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        """What the model was asked."""
        return _text(self.body["messages"][-1]["content"])


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(each["text"] for each in content)


@dataclass
class ModelServer:
    """The running provider: its address, what it plays, and what it was asked."""

    url: str = ""
    plays: list["Act"] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def play(self, *acts: "Act") -> None:
        """Do this from now on, the last act for ever."""
        self.plays[:] = acts
        self.asked.clear()


class Wire:
    """One answer in the protocol of the path that was asked."""

    def __init__(self, handler: "_Handler", asked: Asked, server: ModelServer) -> None:
        self.asked = asked
        self.server = server
        self._handler = handler

    def status(self, code: int, body: object, **headers: str) -> None:
        """Answer with a whole body: an error, or what is no stream."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        self._handler.send_response(code)
        for name, value in headers.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.send_header("Content-Type", "application/json")
        self._handler.send_header("Content-Length", str(len(sent)))
        self._handler.send_header("Connection", "close")
        self._handler.end_headers()
        self._handler.wfile.write(sent)

    def open(self) -> None:
        """Begin a stream."""
        kind = "application/x-ndjson" if self.is_ollama else "text/event-stream"
        self._handler.send_response(200)
        self._handler.send_header("Content-Type", kind)
        self._handler.send_header("Transfer-Encoding", "chunked")
        self._handler.send_header("Connection", "close")
        self._handler.end_headers()
        if self.is_anthropic:
            usage = {"input_tokens": 120, "output_tokens": 0}
            message = {
                "id": "msg_1",
                "type": "message",
                "role": "assistant",
                "model": self.asked.body["model"],
                "content": [],
                "stop_reason": None,
                "stop_sequence": None,
                "usage": usage,
            }
            self.event({"type": "message_start", "message": message})
            block = {"type": "text", "text": ""}
            self.event({"type": "content_block_start", "index": 0, "content_block": block})
        elif not self.is_ollama:
            self.event(self._chunk({"role": "assistant", "content": ""}))

    @property
    def is_anthropic(self) -> bool:
        """Whether the request is for Anthropic's protocol."""
        return self.asked.path.endswith("/messages")

    @property
    def is_ollama(self) -> bool:
        """Whether the request is for Ollama's protocol."""
        return self.asked.path.endswith("/api/chat")

    def text(self, text: str) -> None:
        """Stream text in small pieces."""
        for start in range(0, len(text), PIECE):
            piece = text[start : start + PIECE]
            if self.is_anthropic:
                delta = {"type": "text_delta", "text": piece}
                self.event({"type": "content_block_delta", "index": 0, "delta": delta})
            elif self.is_ollama:
                self.event(self._line(piece, done=False))
            else:
                self.event(self._chunk({"content": piece}))

    def end(self, reason: str = "stop", *, tokens: tuple[int, int] = (120, 30)) -> None:
        """End the stream as the protocol does, with the tokens that were used."""
        if self.is_anthropic:
            reason = {"stop": "end_turn", "length": "max_tokens"}.get(reason, reason)
            self.event({"type": "content_block_stop", "index": 0})
            delta = {"stop_reason": reason, "stop_sequence": None}
            usage = {"input_tokens": tokens[0], "output_tokens": tokens[1]}
            self.event({"type": "message_delta", "delta": delta, "usage": usage})
            self.event({"type": "message_stop"})
        elif self.is_ollama:
            used = {"prompt_eval_count": tokens[0], "eval_count": tokens[1]}
            self.event({**self._line("", done=True), "done_reason": reason, **used})
        else:
            self.event(self._chunk({}, reason))
            if self.asked.body.get("stream_options", {}).get("include_usage"):
                total = {"total_tokens": sum(tokens)}
                usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], **total}
                self.event({**self._chunk({}), "choices": [], "usage": usage})
            self.raw(b"data: [DONE]\n\n")
        self._handler.wfile.write(b"0\r\n\r\n")

    def event(self, data: dict[str, Any]) -> None:
        """Stream one event."""
        sent = json.dumps(data).encode()
        if self.is_ollama:
            self.raw(sent + b"\n")
        elif self.is_anthropic:
            self.raw(b"event: " + data["type"].encode() + b"\ndata: " + sent + b"\n\n")
        else:
            self.raw(b"data: " + sent + b"\n\n")

    def raw(self, sent: bytes) -> None:
        """Stream bytes as they are."""
        self._handler.wfile.write(b"%x\r\n%s\r\n" % (len(sent), sent))
        self._handler.wfile.flush()

    def wait(self, seconds: float) -> None:
        """Be silent, but not longer than the server lives."""
        self.server.stopping.wait(seconds)

    def _chunk(self, delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": self.asked.body["model"],
            "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
        }

    def _line(self, content: str, *, done: bool) -> dict[str, Any]:
        message = {"role": "assistant", "content": content}
        at = "2026-11-20T14:10:00.000000Z"
        return {
            "model": self.asked.body["model"],
            "created_at": at,
            "message": message,
            "done": done,
        }


Act = Callable[[Wire], None]
"""What the provider does with one request."""


def says(text: str | Callable[[Asked], str], *, reason: str = "stop") -> Act:
    """Stream the text, or what is made of the request, and end well."""

    def act(wire: Wire) -> None:
        wire.open()
        wire.text(text if isinstance(text, str) else text(wire.asked))
        wire.end(reason)

    return act


def explained(asked: Asked) -> str:
    """Return two true claims and an invention, made from the evidence that was sent."""
    (first, value), (second, other) = _INPUT.findall(asked.user)[:2]
    return claims(
        (f"The recommender saw {first} at {value}.", ["R1"]),
        ("The drum broke 77 times last year.", ["R1"]),
        (f"At that moment {second} was {other}.", ["R1"]),
    )


def fails(code: int, **headers: str) -> Act:
    """Answer with that status, as the provider words it."""

    def act(wire: Wire) -> None:
        told = {"message": f"failed on purpose with {code}", "type": "server_error", "code": None}
        wire.status(code, {"error": told, "type": "error"}, **headers)

    return act


def hangs(text: str = "") -> Act:
    """Stream the text, then nothing at all; the connection stays open."""

    def act(wire: Wire) -> None:
        wire.open()
        wire.text(text)
        wire.wait(60)

    return act


def never_answers(wire: Wire) -> None:
    """Take the request and send not even a status."""
    wire.wait(60)


def cuts(text: str) -> Act:
    """Stream the text, then close the connection in the middle of the stream."""

    def act(wire: Wire) -> None:
        wire.open()
        wire.text(text)

    return act


def stops_short(text: str) -> Act:
    """Stream the text and end the HTTP response well, without the protocol's own end."""

    def act(wire: Wire) -> None:
        wire.open()
        wire.text(text)
        wire._handler.wfile.write(b"0\r\n\r\n")

    return act


def never_ends(line: str = "") -> Act:
    """Stream for ever."""

    def act(wire: Wire) -> None:
        wire.open()
        while not wire.server.stopping.is_set():
            wire.text(line or "and so on ")

    return act


def drips(text: str, *, pause: float) -> Act:
    """Stream the text a piece at a time with pauses."""

    def act(wire: Wire) -> None:
        wire.open()
        for start in range(0, len(text), PIECE):
            wire.text(text[start : start + PIECE])
            wire.wait(pause)
        wire.end()

    return act


def garbles(wire: Wire) -> None:
    """Stream events that are no JSON."""
    wire.open()
    for _ in range(3):
        wire.raw(b'data: {"choices": [{"delta": \n\n')
    wire.raw(b"data: [DONE]\n\n")


def is_no_model(wire: Wire) -> None:
    """Answer as something else that listens on that port."""
    wire.status(200, b"<html><body>It works!</body></html>")


class Halting:
    """A provider that waits after its first claim until it is let go."""

    def __init__(self) -> None:
        self.goes_on = threading.Event()

    def __call__(self, wire: Wire) -> None:
        first, rest = explained(wire.asked).split("\n", 1)
        wire.open()
        wire.text(f"{first}\n")
        self.goes_on.wait(10)
        wire.text(rest)
        wire.end()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    provider: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        provider = self.provider
        act = provider.plays[min(len(provider.asked), len(provider.plays) - 1)]
        provider.asked.append(asked)
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):  # the client went away: its right
            act(Wire(self, asked, provider))

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def model_server(*acts: Act) -> Iterator[ModelServer]:
    """Run the provider on a free loopback port until the block ends."""
    provider = ModelServer(plays=list(acts) or [fails(500)])
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = _Server(("127.0.0.1", 0), handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        provider.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()
