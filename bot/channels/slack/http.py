"""Slack's way in over HTTP: events, buttons and commands at one address, and installing.

Knows requests and threads. Does not know Slack's payloads. Bolt works in a thread of its own kind,
because it waits for the store: on the event loop everybody else would wait too.
"""

import os
from collections.abc import Callable, Sequence

from anyio import CapacityLimiter, to_thread
from slack_bolt import BoltRequest, BoltResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.slack.installing import INSTALL_PATH, REDIRECT_PATH, Installing

EVENTS_PATH = "/slack/events"
_AT_ONCE = 4 * (os.cpu_count() or 1)
_MOST_BYTES = 2_000_000
_PAGES = "default-src 'none'; style-src 'unsafe-inline'"

Answer = Callable[[BoltRequest], BoltResponse]


def slack_routes(dispatch: Answer, *, coming: Callable[[], None]) -> list[Route]:
    """Return the route that Slack is told: for events, interactivity and commands.

    ``coming`` is told of each request before anybody waits for anything.
    """
    places = CapacityLimiter(_AT_ONCE)

    async def events(request: Request) -> Response:
        coming()
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST_BYTES:
                return Response(status_code=413)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return Response(status_code=400)
        return await to_thread.run_sync(_answered, dispatch, request, text, limiter=places)

    return [Route(EVENTS_PATH, events, methods=["POST"])]


def install_routes(installing: Installing) -> list[Route]:
    """Return the routes by which Tandem is installed in a further workspace."""

    def page(answer: Answer) -> Callable[[Request], Response]:
        def endpoint(request: Request) -> Response:
            shown = answered(answer(_bolt(request, "")))
            # Bolt's pages bring their own style; nothing of them runs.
            shown.headers["content-security-policy"] = (
                "default-src 'none'; style-src 'unsafe-inline'"
            )
            return shown

        return endpoint

    return [
        Route(INSTALL_PATH, page(installing.begin), methods=["GET"]),
        Route(REDIRECT_PATH, page(installing.end), methods=["GET"]),
    ]


def answered(response: BoltResponse) -> Response:
    """Return what Bolt answers as a response of ours."""
    shown = Response(
        response.body,
        status_code=response.status,
        headers=response.first_headers_without_set_cookie(),
    )
    for cookie in response.headers.get("set-cookie", ()):
        shown.headers.append("set-cookie", cookie)
    return shown


def _answered(dispatch: Answer, request: Request, body: str) -> Response:
    return answered(dispatch(_bolt(request, body)))


def _bolt(request: Request, body: str) -> BoltRequest:
    headers: dict[str, str | Sequence[str]] = dict(request.headers)
    return BoltRequest(body=body, query=str(request.url.query), headers=headers)
