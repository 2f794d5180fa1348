"""The API of corrections: the list, one act, one's own receipts.

Knows the contract's JSON objects. Does not know who may decide (``bot.corrections``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.corrections import FIELDS, decide, queue, receipts, tell, told, told_json
from bot.web.bodies import MEGABYTE, BadBody, json_body
from bot.web.context import Context


def corrections_api_routes(context: Context) -> list[Route]:
    """Return the API's routes."""
    api = CorrectionsApi(context)
    return [
        Route("/api/corrections", api.corrections, methods=["GET"]),
        Route("/api/corrections/{number:int}", api.act, methods=["POST"]),
        Route("/api/receipts", api.receipts, methods=["GET"]),
    ]


@dataclass(frozen=True)
class CorrectionsApi:
    """The endpoints over one context."""

    context: Context

    async def corrections(self, request: Request) -> Response:
        """``GET /api/corrections?all=1``: what the asker looks after, in review first."""
        return JSONResponse(await run_in_threadpool(self._corrections, request))

    def _corrections(self, request: Request) -> dict[str, Any]:
        person = self.context.identity.asker(request, request.query_params.get("person"))
        services, now = self.context.services, self.context.clock()
        found = queue(
            services.store,
            person,
            alike=services.search.alike,
            now=now,
            finished=bool(request.query_params.get("all")),
        )
        return {"corrections": [told_json(each, now=now) for each in found]}

    async def act(self, request: Request) -> Response:
        """``POST /api/corrections/N``: the body is ``{"act": "accept", "reason": …}``."""
        body = await json_body(request, limit=MEGABYTE)
        if not isinstance(body, Mapping):
            raise BadBody('The body is not an object: send {"act": "reject", "reason": "…"}.')
        return JSONResponse(await run_in_threadpool(self._act, request, body))

    def _act(self, request: Request, body: Mapping[str, Any]) -> dict[str, Any]:
        services, now = self.context.services, self.context.clock()
        person = self.context.identity.asker(request, _text(body, "person") or None)
        fields = {name: _text(body, name) for name in FIELDS}
        fields["number"] = str(request.path_params["number"])
        after = decide(services.store, person, fields, zone=services.settings.zone, now=now)
        directory = services.store.directory.load()
        return told_json(told(after, reader=person, directory=directory), now=now)

    async def receipts(self, request: Request) -> Response:
        """``GET /api/receipts``: what became of what the asker corrected; then it is told."""
        return JSONResponse(await run_in_threadpool(self._receipts, request))

    def _receipts(self, request: Request) -> dict[str, Any]:
        person = self.context.identity.asker(request, None)
        store, now = self.context.services.store, self.context.clock()
        shown = receipts(store, person, now=now)
        tell(store, shown)
        return {
            "receipts": [
                {**told_json(each.told, now=now), "new": each.new, "used": each.used}
                for each in shown
            ]
        }


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name, "")
    if value is None or isinstance(value, bool | list | dict):
        raise BadBody(
            f"{name} is {str(value)[:40]!r}, not text: send it in quotes or leave it out."
        )
    return str(value)
