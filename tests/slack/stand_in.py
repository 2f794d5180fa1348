"""The running stand-in: people and state, with a server and deliveries in a thread of their own."""

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import uvicorn

from tests.slack.delivery import Attempt, Delivery, Envelope, Schedule
from tests.slack.failures import Failure
from tests.slack.payloads import event_callback
from tests.slack.people import People
from tests.slack.server import Cuttable, web_app

Json = dict[str, Any]
T = TypeVar("T")


class Slack(People):
    """A Slack that runs; ``api_url`` is what the app takes for ``https://slack.com/api/``."""

    def __init__(self, *, manifest: Json | None, signing_secret: str, app_url: str) -> None:
        super().__init__(manifest=manifest, signing_secret=signing_secret)
        self.loop = asyncio.new_event_loop()
        self.delivery = Delivery(signing_secret=signing_secret, now=self.now)
        self.delivery.url = app_url
        self.envelopes: list[Envelope] = []
        """Every event that was delivered, oldest first."""
        self.pending: set[Future[Attempt]] = set()
        self.deliver = self._announce
        self.holds = False
        """Whether events wait to be delivered by the test itself."""

    @property
    def api_url(self) -> str:
        """The address of the Web API."""
        return f"{self.url}/api/"

    def fails(self, method: str, *failures: Failure) -> None:
        """Let the next calls of a method (``*``: of any) fail so, one each."""
        with self.lock:
            self.failures.extend((method, each) for each in failures)

    def next_failure(self, method: str) -> Failure | None:
        """Return how this call fails, which is then used up."""
        for number, (name, failure) in enumerate(self.failures):
            if name in (method, "*"):
                del self.failures[number]
                return failure
        return None

    def carry(self, envelope: Envelope) -> Attempt:
        """Deliver and wait for the last attempt."""
        return self.send(envelope).result()

    def send(self, envelope: Envelope) -> "Future[Attempt]":
        """Deliver without waiting; retries follow by themselves."""
        return self._run(self.delivery.deliver(envelope))

    def redelivers(self, envelope: Envelope, *, reason: str = "http_timeout") -> Attempt:
        """Deliver once more what was delivered, as a retry."""
        number = min(3, max(1, len(envelope.attempts)))
        return self._run(self.delivery.attempt(envelope, number, reason)).result()

    def posts(self, body: bytes, kind: str = "application/json", **headers: str) -> Any:
        """Send the app a body with these headers only: unsigned, wrongly signed, replayed."""
        return self.run(self.delivery.request(body, kind, **headers))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something beside the deliveries and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def settle(self, *, seconds: float = 10) -> None:
        """Wait until every delivery that is under way has been acknowledged or given up."""
        self.until(lambda: not self.pending or None, seconds=seconds)

    def disconnects(self, reason: str = "refresh_requested") -> None:
        """Ask the app to open a new socket, as Slack does from time to time."""
        told = {"type": "disconnect", "reason": reason, "debug_info": {"host": "stand-in"}}
        for outgoing in self.delivery.sockets:
            self.loop.call_soon_threadsafe(outgoing.put_nowait, told)

    def cuts_sockets(self) -> None:
        """Close every socket without a word."""
        for outgoing in self.delivery.sockets:
            self.loop.call_soon_threadsafe(outgoing.put_nowait, {"type": "cut"})

    def consents(self, user: str, authorize_url: str, *, team: str = "") -> str:
        """Let a person allow the app at that address; return where the browser is sent."""
        asked = {name: each[0] for name, each in parse_qs(urlsplit(authorize_url).query).items()}
        assert asked["client_id"] == self.client_id
        unknown = set(asked["scope"].split(",")) - self.manifest.scopes
        assert not unknown, f"the manifest does not ask for {unknown}"
        code, redirect = self.new_id("code-"), asked.get("redirect_uri", "")
        self.codes[code] = (self.of(team).id, self.user_id(user, team=team), redirect)
        return f"{redirect}?code={code}&state={asked.get('state', '')}"

    def _announce(self, team: str, event: Json) -> None:
        payload = event_callback(self, team, event)
        envelope = Envelope("events_api", payload, payload["event_id"])
        self.envelopes.append(envelope)
        if not self.holds and (self.delivery.url or self.delivery.sockets):
            self.send(envelope)

    def _run(self, work: Any) -> "Future[Attempt]":
        future: Future[Attempt] = asyncio.run_coroutine_threadsafe(work, self.loop)
        self.pending.add(future)
        future.add_done_callback(self.pending.discard)
        return future


@contextmanager
def slack_workspace(
    *,
    manifest: Json | None = None,
    app_url: str = "",
    signing_secret: str = "a-signing-secret",
    retry_after: tuple[float, ...] = (0.0, 0.2, 0.4),
) -> Iterator[Slack]:
    """Run a Slack on a free loopback port until the block ends.

    ``app_url`` is where the app takes requests (it may be set later, ``slack.delivery.url``);
    without one, only its sockets are told. ``retry_after`` are the pauses before retries, which
    Slack has at 0, 60 and 300 s.
    """
    slack = Slack(manifest=manifest, signing_secret=signing_secret, app_url=app_url)
    slack.delivery.schedule = Schedule(retry_after)
    listening = socket.create_server(("127.0.0.1", 0))
    slack.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    config = uvicorn.Config(
        web_app(slack), http=Cuttable, log_level="error", access_log=False, lifespan="off",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)

    def run() -> None:
        asyncio.set_event_loop(slack.loop)
        slack.loop.run_until_complete(server.serve(sockets=[listening]))
        slack.loop.run_until_complete(slack.delivery.close())
        left = asyncio.all_tasks(slack.loop)
        for task in left:
            task.cancel()
        slack.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        slack.loop.close()

    thread = threading.Thread(target=run, name="slack")
    thread.start()
    try:
        slack.until(lambda: server.started or None)
        yield slack
    finally:
        slack.delivery.url = ""
        server.should_exit = True
        thread.join()
        listening.close()
