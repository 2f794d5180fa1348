"""``GET /ask/claims``: the claims of an answer that is being written, as server-sent events.

Knows who asks and the key of the question's form, by which the page that sent it listens. Does not
know how an answer is found. The whole answer comes as the form's own response and takes the place
of what was told; a page that does not listen misses nothing.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.answering.compose import Tell
from knowledge.model import Claim

if TYPE_CHECKING:
    from bot.web.context import Context

START_SECONDS = 5.0
"""How long a page listens for a question that does not come."""
_Who = tuple[str, str]


@dataclass
class _Answer:
    """What is told of one answer so far, and who waits for more."""

    claims: list[Claim] = field(default_factory=list)
    begun: bool = False
    done: bool = False
    listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = field(default_factory=list)

    def wake(self) -> None:
        for loop, event in self.listeners:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)


class Telling:
    """The answers that are being written, by person and key; threads tell, pages listen."""

    def __init__(self, *, start: float = START_SECONDS) -> None:
        self._start = start
        self._lock = threading.Lock()
        self._answers: dict[_Who, _Answer] = {}

    @contextmanager
    def to(self, person_id: str, key: str) -> Iterator[Tell]:
        """Give what tells the page of this person and key; it ends with the block."""
        who = (person_id, key)
        with self._lock:
            answer = self._answers.setdefault(who, _Answer())
            answer.begun = True

        def tell(claim: Claim) -> None:
            with self._lock:
                answer.claims.append(claim)
                answer.wake()

        try:
            yield tell
        finally:
            with self._lock:
                answer.done = True
                self._answers.pop(who, None)
                answer.wake()

    async def listen(self, person_id: str, key: str) -> AsyncIterator[Claim]:
        """Yield the claims as they are told, until the answer is whole."""
        who, more = (person_id, key), asyncio.Event()
        with self._lock:
            answer = self._answers.setdefault(who, _Answer())
            answer.listeners.append((asyncio.get_running_loop(), more))
        try:
            told = 0
            while True:
                more.clear()
                for claim in answer.claims[told:]:
                    told += 1
                    yield claim
                if answer.done or not await self._more(answer, more):
                    return
        finally:
            with self._lock:
                if not answer.begun:
                    self._answers.pop(who, None)

    async def _more(self, answer: _Answer, more: asyncio.Event) -> bool:
        """Wait until more is told; False when nothing has begun for too long."""
        try:
            await asyncio.wait_for(more.wait(), None if answer.begun else self._start)
        except TimeoutError:
            return answer.begun
        return True


def telling_routes(context: "Context") -> list[Route]:
    """Return the route by which a page listens."""

    async def claims(request: Request) -> Response:
        person = await run_in_threadpool(context.identity.visitor, request)
        lines = _lines(context.telling, person.id, request.query_params.get("key", ""))
        return StreamingResponse(
            lines, media_type="text/event-stream", headers={"x-accel-buffering": "no"}
        )

    return [Route("/ask/claims", claims, methods=["GET"])]


async def _lines(telling: Telling, person_id: str, key: str) -> AsyncIterator[str]:
    async for claim in telling.listen(person_id, key):
        shown = {"text": claim.text, "cites": list(claim.citations), "quote": claim.quote}
        yield f"event: claim\ndata: {json.dumps(shown)}\n\n"
    yield "event: end\ndata: {}\n\n"
