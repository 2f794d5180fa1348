"""The stand-in's own address: Web API, uploads, response URLs and Socket Mode.

Knows HTTP and WebSocket; what a method does is in ``methods``, what it may be given in ``rules``
and ``limits``.
"""

import asyncio
import base64
import json
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from uvicorn.protocols.http.h11_impl import H11Protocol

import tests.slack.methods  # noqa: F401  (registers them)
from tests.slack.calls import METHODS, Call
from tests.slack.failures import Failure
from tests.slack.limits import Refused
from tests.slack.rates import TooMany
from tests.slack.response_urls import respond
from tests.slack.rules import KINDS, RULES, STRUCTURED

if TYPE_CHECKING:
    from tests.slack.stand_in import Slack

Json = dict[str, Any]
CONNECTIONS: dict[Any, asyncio.Transport] = {}
"""The open connections by the caller's address, to be cut."""


class Cuttable(H11Protocol):
    """The server's protocol, which lets a handler close the connection without an answer."""

    def connection_made(self, transport: Any) -> None:
        CONNECTIONS[tuple(transport.get_extra_info("peername"))] = transport
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        CONNECTIONS.pop(tuple(self.client or ()), None)
        super().connection_lost(exc)


def web_app(slack: "Slack") -> Starlette:
    """Return what answers at the stand-in's address."""

    async def api(request: Request) -> Response:
        arguments, token = await _read(request)
        call = Call(request.path_params["method"], arguments, token, slack.now(), slack)
        with slack.lock:
            failure = slack.next_failure(call.method)
            call.failure = failure
            status, headers = 200, {}
            if failure is None or failure.works:
                status, headers = answer(slack, call)
            slack.calls.append(call)
        if failure:
            return await _fail(failure, request, call, status)
        return JSONResponse(call.answer, status, headers)

    return Starlette(
        routes=[
            Route("/api/{method}", api, methods=["GET", "POST"]),
            Route("/upload/v1/{team}/{file}", partial(_upload, slack), methods=["POST"]),
            Route("/files-pri/{file}/{rest:path}", partial(_download, slack)),
            Route("/actions/{team}/{name}", partial(_respond, slack), methods=["POST"]),
            WebSocketRoute("/link/", partial(_socket_mode, slack)),
        ]
    )


async def _upload(slack: "Slack", request: Request) -> Response:
    workspace = slack.workspaces[request.path_params["team"]]
    file = workspace.files.get(request.path_params["file"])
    if file is None:
        return PlainTextResponse("not found", 404)
    content = await request.body()
    if request.headers.get("content-type", "").startswith("multipart/"):
        form = await request.form()
        content = await next(part for part in form.values() if not isinstance(part, str)).read()
    file.content = content
    return PlainTextResponse(f"OK - {len(content)}")


async def _download(slack: "Slack", request: Request) -> Response:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    for workspace in slack.workspaces.values():
        file = workspace.files.get(request.path_params["file"])
        if file and file.content and token == workspace.token:
            return Response(file.content, media_type=file.shown("")["mimetype"])
    return Response("<!DOCTYPE html><title>Sign in</title>", media_type="text/html")


async def _respond(slack: "Slack", request: Request) -> Response:
    body = await request.json()
    with slack.lock:
        return respond(slack, request.path_params["name"], body)


def answer(slack: "Slack", call: Call) -> tuple[int, dict[str, str]]:
    """Do what the call asks and set its answer; return the status and headers."""
    try:
        _identify(slack, call)
        slack.rates.count(call.team, call.method, str(call.get("channel", "")), slack.now())
        _require(call)
        call.answer = {"ok": True, **METHODS[call.method](call)}
    except TooMany as refused:
        call.answer = {"ok": False, "error": "ratelimited"}
        return 429, {"Retry-After": str(refused.after)}
    except Refused as refused:
        call.answer = {"ok": False, "error": refused.error, **refused.more}
        if refused.details:
            call.answer["response_metadata"] = {"messages": refused.details}
    scopes = sorted(call.workspace.scopes) if call.token.startswith("xoxb-") and call.team else []
    return 200, {"x-oauth-scopes": ",".join(scopes)} if scopes else {}


def _identify(slack: "Slack", call: Call) -> None:
    """Find whose token it is, and refuse the wrong kind or scope."""
    if call.method not in RULES:
        raise Refused("unknown_method", req_method=call.method)
    rule = RULES[call.method]
    if rule.token == "none":
        return
    if rule.token == "client":
        if call.token != f"{slack.client_id}:{slack.client_secret}":
            raise Refused("invalid_client_id")
        call.team = slack.workspace.id
        return
    if not call.token:
        raise Refused("not_authed")
    begins, refusal = KINDS[rule.token]
    known = {each.token: each.id for each in slack.workspaces.values()}
    known[slack.app_token] = slack.workspace.id
    if call.token not in known:
        raise Refused("invalid_auth")
    if not call.token.startswith(begins):
        raise Refused(refusal)
    call.team = known[call.token]
    granted = call.workspace.scopes | {"connections:write"}
    if rule.scopes and not granted & set(rule.scopes):
        needed, provided = ",".join(rule.scopes), ",".join(sorted(granted))
        raise Refused("missing_scope", needed=needed, provided=provided)


def _require(call: Call) -> None:
    """Refuse a call without the arguments that its method needs."""
    for needed in RULES[call.method].needs:
        if all(call.arguments.get(name) is None for name in needed.split("|")):
            raise Refused("invalid_arguments", f"[ERROR] missing required field: {needed}")


async def _read(request: Request) -> tuple[Json, str]:
    """Return the arguments and the token, however they were sent."""
    kind = request.headers.get("content-type", "")
    body = await request.body()
    arguments: Json = dict(request.query_params)
    if kind.startswith("application/json"):
        arguments |= json.loads(body) if body else {}
    elif kind.startswith("multipart/"):
        arguments |= dict(await request.form())
    else:
        arguments |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    for name in STRUCTURED & arguments.keys():
        if isinstance(arguments[name], str):
            with suppress(ValueError):
                arguments[name] = json.loads(arguments[name])
    sent = request.headers.get("authorization", "")
    if sent.startswith("Basic "):
        return arguments, base64.b64decode(sent[6:]).decode()
    token = sent.removeprefix("Bearer ") or str(arguments.pop("token", ""))
    if not token and "client_id" in arguments:
        secret = arguments.pop("client_secret", "")
        token = f"{arguments.pop('client_id')}:{secret}"
    return arguments, token


async def _fail(failure: Failure, request: Request, call: Call, status: int) -> Response:
    """Answer as the failure says."""
    if failure.silence:
        await asyncio.sleep(failure.silence)
    if failure.cut:
        connection = CONNECTIONS.get(tuple(request.client or ()))
        if connection:  # else the caller has hung up before
            connection.abort()
        return Response()
    if failure.status:
        headers = {"Retry-After": str(failure.retry_after)} if failure.retry_after else {}
        call.answer = {"ok": False, "error": failure.error or "internal_error"}
        if failure.status >= 500:
            return PlainTextResponse("<html>upstream error</html>", failure.status)
        return JSONResponse(call.answer, failure.status, headers)
    if failure.error:
        call.answer = {"ok": False, "error": failure.error}
    return JSONResponse(call.answer, status)


async def _socket_mode(slack: "Slack", socket: WebSocket) -> None:
    """Speak Socket Mode until one side closes."""
    ticket = socket.query_params.get("ticket", "")
    if ticket not in slack.tickets:
        return await socket.close(4401)
    slack.tickets.discard(ticket)
    await socket.accept()
    outgoing: asyncio.Queue[Json] = asyncio.Queue()
    sockets, waiting = slack.delivery.sockets, slack.delivery.waiting
    about = {"host": "applink-stand-in", "build_number": 1, "approximate_connection_time": 18060}
    hello = {"type": "hello", "num_connections": len(sockets) + 1, "debug_info": about}
    await socket.send_json({**hello, "connection_info": {"app_id": slack.app_id}})
    sockets.append(outgoing)

    async def send() -> None:
        while True:
            told = await outgoing.get()
            if told.get("type") == "cut":
                return await socket.close(1011)
            await socket.send_json(told)

    sending = asyncio.create_task(send())
    try:
        while True:
            said = await socket.receive_json()
            acknowledged = waiting.get(said.get("envelope_id", ""))
            if acknowledged and not acknowledged.done():
                acknowledged.set_result(said.get("payload") or {})
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        if outgoing in sockets:
            sockets.remove(outgoing)
        sending.cancel()
    return None
