"""How what happens reaches the app: signed requests or Socket Mode, repeated until acknowledged.

Knows envelopes, signatures, retries and acknowledgements; not what the events mean.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx2 as httpx

Json = dict[str, Any]
PATIENCE = 3.0
"""Seconds in which an app must acknowledge."""


@dataclass(frozen=True)
class Attempt:
    """One try to deliver, and what came of it."""

    envelope: "Envelope"
    number: int
    status: int
    """The HTTP status; 0: nothing came. Socket Mode counts an acknowledgement as 200."""
    seconds: float
    body: Json | str
    reason: str = ""
    """Why it counts as failed."""

    @property
    def ok(self) -> bool:
        """Whether it was acknowledged in time."""
        return not self.reason


@dataclass
class Envelope:
    """What is delivered: an event, an interaction or a command."""

    kind: str
    """``events_api``, ``interactive`` or ``slash_commands``: the names of Socket Mode."""
    payload: Json
    id: str = ""
    """The event's id, or what stands for it in Socket Mode."""
    attempts: list[Attempt] = field(default_factory=list)

    def encoded(self) -> tuple[bytes, str]:
        """Return the body of the request and its content type."""
        if self.kind == "events_api":
            return json.dumps(self.payload).encode(), "application/json"
        form = self.payload
        if self.kind == "interactive":
            form = {"payload": json.dumps(self.payload)}
        return urlencode(form).encode(), "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Schedule:
    """After how many seconds a failed event is tried again."""

    pauses: tuple[float, ...] = (0.0, 60.0, 300.0)


def sign(secret: str, body: bytes, timestamp: int) -> str:
    """Return Slack's signature of a body sent at that time."""
    base = b"v0:" + str(timestamp).encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class Delivery:
    """Sends envelopes to the app over HTTP, or over its sockets when it has opened some."""

    def __init__(self, *, signing_secret: str, now: Callable[[], float]) -> None:
        self.url = ""
        """Where the app listens; empty: only Socket Mode."""
        self.signing_secret = signing_secret
        self.schedule = Schedule()
        self.now = now
        self.attempts: list[Attempt] = []
        self.sockets: list[asyncio.Queue[Json]] = []
        self.waiting: dict[str, asyncio.Future[Json]] = {}
        self._turn = 0
        self._client: httpx.AsyncClient | None = None

    async def deliver(self, envelope: Envelope) -> Attempt:
        """Deliver until acknowledged or given up; an interaction is tried once."""
        pauses = self.schedule.pauses if envelope.kind == "events_api" else ()
        attempt = await self.attempt(envelope, 0, "")
        for number, pause in enumerate(pauses, start=1):
            if attempt.ok or attempt.body == "no-retry":
                break
            await asyncio.sleep(pause)
            attempt = await self.attempt(envelope, number, attempt.reason)
        return attempt

    async def attempt(self, envelope: Envelope, number: int, reason: str) -> Attempt:
        """Try once; ``number`` and ``reason`` say which retry this is and why."""
        if self.url:
            attempt = await self._by_request(envelope, number, reason)
        else:
            attempt = await self._by_socket(envelope, number, reason)
        envelope.attempts.append(attempt)
        self.attempts.append(attempt)
        return attempt

    async def request(self, body: bytes, content_type: str, **headers: str) -> httpx.Response:
        """Send a body as it is, with these headers besides."""
        if self._client is None:
            limits = httpx.Limits(max_connections=200, max_keepalive_connections=100)
            self._client = httpx.AsyncClient(timeout=PATIENCE, limits=limits, trust_env=False)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._client.post(
            self.url, content=body, headers={"Content-Type": content_type, **named}
        )

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._client:
            await self._client.aclose()

    async def _by_request(self, envelope: Envelope, number: int, reason: str) -> Attempt:
        body, content_type = envelope.encoded()
        at = int(self.now())
        headers = {
            "X_Slack_Request_Timestamp": str(at),
            "X_Slack_Signature": sign(self.signing_secret, body, at),
            "User_Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        if number:
            headers |= {"X_Slack_Retry_Num": str(number), "X_Slack_Retry_Reason": reason}
        begun = time.perf_counter()
        status, failed, content = 0, "", b""
        try:
            answer = await self.request(body, content_type, **headers)
            status, content = answer.status_code, answer.content
            failed = "" if 200 <= status < 300 else "http_error"
            if failed and answer.headers.get("x-slack-no-retry") == "1":
                content = b"no-retry"
        except httpx.TimeoutException:
            failed = "http_timeout"
        except httpx.HTTPError:
            failed = "connection_failed"
        seconds = time.perf_counter() - begun
        return Attempt(envelope, number, status, seconds, _read(content), failed)

    async def _by_socket(self, envelope: Envelope, number: int, reason: str) -> Attempt:
        begun = time.perf_counter()
        if not self.sockets:
            return Attempt(envelope, number, 0, 0.0, "", "connection_failed")
        self._turn += 1
        socket = self.sockets[self._turn % len(self.sockets)]
        name = f"{envelope.id}-{number}-{self._turn}"
        told: Json = {
            "envelope_id": name,
            "payload": envelope.payload,
            "type": envelope.kind,
            "accepts_response_payload": envelope.kind != "events_api",
        }
        if envelope.kind == "events_api":
            told |= {"retry_attempt": number, "retry_reason": reason}
        acknowledged = asyncio.get_running_loop().create_future()
        self.waiting[name] = acknowledged
        socket.put_nowait(told)
        try:
            payload = await asyncio.wait_for(acknowledged, PATIENCE)
        except TimeoutError:
            seconds = time.perf_counter() - begun
            return Attempt(envelope, number, 0, seconds, "", "http_timeout")
        finally:
            del self.waiting[name]
        return Attempt(envelope, number, 200, time.perf_counter() - begun, payload or "")


def _read(content: bytes) -> Json | str:
    text = content.decode()
    if text.startswith("{"):
        found = json.loads(text)
        assert isinstance(found, dict)
        return found
    return text
