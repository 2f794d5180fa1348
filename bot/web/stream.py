"""``GET /stream``: what changed among the reader's recommendations, as server-sent events.

Knows the wire format and who may see which change. Does not know when things change.
"""

import json
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.web.changes import Change, Missed
from bot.web.context import Context
from knowledge import access
from knowledge.model import Person

RETRY_MILLISECONDS = 2_000


def stream_routes(context: Context) -> list[Route]:
    """Return the stream's route."""

    async def stream(request: Request) -> Response:
        person = await run_in_threadpool(context.identity.visitor, request)
        after = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(
            lines(context, person, after),
            media_type="text/event-stream",
            headers={"x-accel-buffering": "no"},
        )

    return [Route("/stream", stream, methods=["GET"])]


async def lines(context: Context, person: Person, after: str) -> AsyncIterator[str]:
    """Yield the events for one reader; a comment now and then keeps the connection open."""
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    store = context.services.store
    async for change in context.changes.follow(after):
        if change is None:
            yield ": still here\n\n"
        elif isinstance(change, Missed):
            yield event("reload", change.position, {})
        elif access.still_sees_asset(store, person, change.seen.asset):
            yield event("recommendation", change.position, told(change))


def told(change: Change) -> dict[str, str]:
    """Return what a page is told of a change."""
    return {
        "decision_id": change.decision_id,
        "asset": change.seen.asset,
        "state": change.seen.state,
        "text": change.seen.text,
    }


def event(name: str, position: str, data: dict[str, str]) -> str:
    """Return one event as it goes over the wire; JSON keeps the data on one line."""
    return f"event: {name}\nid: {position}\ndata: {json.dumps(data)}\n\n"
