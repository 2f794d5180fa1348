"""``GET /stream``: what changed among what the reader may see, as server-sent events.

Knows the wire format and who may see which change. Does not know when things change.
"""

import json
from collections.abc import AsyncIterator, Callable, Hashable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.requests import Told, told
from bot.speech import speaking
from bot.web.changes import Missed, Seen, Withdrawn
from bot.web.context import Context
from bot.web.refusals import ChooseWhoYouAre, NotAllowed, SignInFirst
from knowledge import access
from knowledge.model import Person
from knowledge.model import Request as Asked

RETRY_MILLISECONDS = 2_000


def stream_routes(context: Context) -> list[Route]:
    """Return the stream's route."""

    async def stream(request: Request) -> Response:
        who = partial(context.identity.visitor, request)
        await run_in_threadpool(who)
        after = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(
            lines(context, who, after),
            media_type="text/event-stream",
            headers={"x-accel-buffering": "no"},
        )

    return [Route("/stream", stream, methods=["GET"])]


async def lines(context: Context, who: Callable[[], Person], after: str) -> AsyncIterator[str]:
    """Yield the events for one reader; a comment now and then keeps the connection open.

    ``who`` tells anew who is reading: a stream is open for hours, and what a person may see, or
    whether they are still signed in, is asked before every line.
    """
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    store = context.services.store
    async for change in context.changes.follow(after):
        try:
            person = await run_in_threadpool(who)
        except (NotAllowed, ChooseWhoYouAre, SignInFirst):
            yield event("reload", context.changes.position, {})  # what then is asked is refused
            return
        if change is None:
            yield ": still here\n\n"
        elif isinstance(change, Missed):
            yield event("reload", change.position, {})
        elif isinstance(change.seen, Asked):
            if access.still_sees_request(store, person, change.seen):
                directory = store.directory.load()
                with speaking(person.language):
                    news = of_request(told(change.seen, reader=person, directory=directory))
                yield event("request", change.position, news)
        elif isinstance(change.seen, Withdrawn):
            if access.might_see_article(store, person, change.seen.article):
                yield event("withdrawn", change.position, {"article": change.seen.article})
        elif access.still_sees_asset(store, person, change.seen.asset):
            news = of_recommendation(change.key, change.seen)
            yield event("recommendation", change.position, news)


def of_recommendation(decision_id: Hashable, seen: Seen) -> dict[str, str]:
    """Return what a page is told of a recommendation that changed."""
    return {
        "decision_id": str(decision_id),
        "asset": seen.asset,
        "state": seen.state,
        "text": seen.text,
    }


def of_request(request: Told) -> dict[str, str]:
    """Return what a page is told of a request that changed."""
    where = f"{request.where}: " if request.where else ""
    return {
        "request": str(request.number),
        "state": request.state.value,
        "text": f"{where}{request.matter}. {request.lines[-1].text}",
    }


def event(name: str, position: str, data: dict[str, str]) -> str:
    """Return one event as it goes over the wire; JSON keeps the data on one line."""
    return f"event: {name}\nid: {position}\ndata: {json.dumps(data)}\n\n"
