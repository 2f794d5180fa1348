"""Who knows, on the web: a question to the reader, a reply to one of theirs, being an expert.

Knows forms, pieces of pages and the API. Does not know who is asked what (``bot.experts``).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot import experts
from bot.feedback import BadFeedback
from bot.speech import tr
from bot.web.bodies import MEGABYTE, BadBody, form_fields, json_body
from bot.web.context import Context
from knowledge.model import Person

_FIELDS = ("act", "gap", "turn", "text", "unnamed", "quiet_from", "quiet_until", "back")
_BACK = {"contributions": "/contributions", "gaps": "/gaps"}
"""Where a form that is sent without scripts came from; else the conversation."""


def expert_routes(context: Context) -> list[Route]:
    """Return the routes of who knows."""
    face = ExpertsFace(context)
    return [
        Route("/experts", face.form, methods=["POST"]),
        Route("/api/experts", face.api_get, methods=["GET"]),
        Route("/api/experts", face.api_act, methods=["POST"]),
    ]


@dataclass(frozen=True)
class ExpertsFace:
    """The endpoints over one context."""

    context: Context

    async def form(self, request: Request) -> Response:
        """``POST /experts``: ``act`` is reply, later, leave, join, seen, helped or not_helped."""
        sent = await form_fields(request, _FIELDS)
        return await run_in_threadpool(self._form, request, sent)

    def _form(self, request: Request, sent: Mapping[str, str]) -> Response:
        person = self.context.identity.visitor(request)
        bad, status = None, 200
        try:
            self._act(person, sent)
        except BadFeedback as refused:
            if refused.field != "text":
                raise
            bad, status = refused, 422
        if "hx-request" not in request.headers:
            return RedirectResponse(_BACK.get(sent["back"], "/"), status_code=303)
        piece = self.context.pages.render(
            "_experts.html",
            thanks=bad is None and sent["act"] == "reply",
            bad=bad,
            **told_to(self.context, person),
        )
        return HTMLResponse(piece, status_code=status)

    async def api_get(self, request: Request) -> Response:
        """``GET /api/experts``: what the asker is asked, told, and whether they may be asked."""
        return JSONResponse(await run_in_threadpool(self._got, request))

    def _got(self, request: Request) -> dict[str, Any]:
        return self._told(self.context.identity.asker(request, request.query_params.get("person")))

    async def api_act(self, request: Request) -> Response:
        """``POST /api/experts``: ``act`` with what it is about; the same fields as the form."""
        body = await json_body(request, limit=MEGABYTE)
        if not isinstance(body, Mapping):
            raise BadBody('The body is not an object: send {"act": "join"}.')
        sent = {name: str(value) for name, value in body.items() if value not in (None, False)}
        return JSONResponse(await run_in_threadpool(self._acted, request, sent))

    def _acted(self, request: Request, sent: Mapping[str, str]) -> dict[str, Any]:
        person = self.context.identity.asker(request, sent.get("person"))
        self._act(person, {name: sent.get(name, "") for name in _FIELDS})
        return self._told(person)

    def _act(self, person: Person, sent: Mapping[str, str]) -> None:
        store, now = self.context.services.store, self.context.clock()
        match sent["act"]:
            case "reply":
                text, unnamed = sent["text"], bool(sent["unnamed"])
                experts.reply(store, person, sent["gap"], text=text, unnamed=unnamed, now=now)
            case "later":
                experts.decline(store, person, sent["gap"])
            case "leave":
                experts.leave(store, person)
            case "join":
                quiet = (sent["quiet_from"], sent["quiet_until"])
                experts.join(store, person, quiet=quiet, now=now)
            case "seen":
                experts.seen(store, person, sent["turn"], now=now)
            case "helped" | "not_helped" as said:
                experts.helped(store, person, sent["turn"], said == "helped", now=now)
            case other:
                remedy = tr("say reply, later, leave, join, seen, helped or not_helped")
                raise BadFeedback("act", other, remedy)

    def _told(self, person: Person) -> dict[str, Any]:
        store = self.context.services.store
        told = told_to(self.context, person)
        quiet = experts.willing_hours(store, person)
        return {
            "willing": experts.is_willing(store, person),
            "quiet": [f"{each:%H:%M}" for each in (quiet.start, quiet.end)] if quiet else None,
            "questions": [asdict(each) for each in told["questions_to_you"]],
            "replies": [
                {**asdict(each), "at": each.at.isoformat()} for each in told["replies_to_you"]
            ],
        }


def told_to(context: Context, person: Person) -> dict[str, Any]:
    """Return what the piece of the page needs: a question to this person, replies to theirs."""
    store, now = context.services.store, context.clock()
    return {
        "questions_to_you": experts.open_for(store, person, now=now),
        "replies_to_you": experts.news(store, person),
    }
