"""What the assistant asks the reader, on the chat page and over the API: one field, or no thanks.

Knows forms and pieces of pages. Does not know when somebody is asked (``bot.inquiries``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot import inquiries
from bot.feedback import BadFeedback
from bot.speech import tr
from bot.web.bodies import MEGABYTE, BadBody, form_fields, json_body
from bot.web.context import Context
from knowledge.model import Person


def inquiry_routes(context: Context) -> list[Route]:
    """Return the routes of what is asked."""
    face = InquiriesFace(context)
    return [
        Route("/inquiries/{number:int}", face.form, methods=["POST"]),
        Route("/api/inquiries", face.api_list, methods=["GET"]),
        Route("/api/inquiries/{number:int}", face.api_act, methods=["POST"]),
    ]


@dataclass(frozen=True)
class InquiriesFace:
    """The endpoints over one context."""

    context: Context

    async def form(self, request: Request) -> Response:
        """``POST /inquiries/N``: ``act`` is answer, later, never or again."""
        sent = await form_fields(request, ("act", "text", "unnamed"))
        return await run_in_threadpool(self._form, request, sent)

    def _form(self, request: Request, sent: Mapping[str, str]) -> Response:
        person = self.context.identity.visitor(request)
        thanks, bad, status = False, None, 200
        try:
            self._act(person, request.path_params["number"], sent)
            thanks = sent["act"] == "answer"
        except BadFeedback as refused:
            if refused.field != "text":
                raise
            bad, status = refused, 422
        if "hx-request" not in request.headers:
            return RedirectResponse("/account" if sent["act"] == "again" else "/", status_code=303)
        store, now = self.context.services.store, self.context.clock()
        return HTMLResponse(
            self.context.pages.render(
                "_inquiries.html",
                inquiries=[] if thanks else inquiries.open_for(store, person, now=now),
                thanks=thanks,
                bad=bad,
            ),
            status_code=status,
        )

    async def api_list(self, request: Request) -> Response:
        """``GET /api/inquiries``: what the asker is asked now."""
        return JSONResponse(await run_in_threadpool(self._listed, request))

    def _listed(self, request: Request) -> dict[str, object]:
        person = self.context.identity.asker(request, request.query_params.get("person"))
        return self._told(person)

    async def api_act(self, request: Request) -> Response:
        """``POST /api/inquiries/N``: ``{"act", "text"?, "unnamed"?, "person"?}``."""
        body = await json_body(request, limit=MEGABYTE)
        if not isinstance(body, Mapping):
            raise BadBody('The body is not an object: send {"act": "answer", "text": "…"}.')
        sent = {name: str(value) for name, value in body.items() if value not in (None, False)}
        return JSONResponse(await run_in_threadpool(self._acted, request, sent))

    def _acted(self, request: Request, sent: Mapping[str, str]) -> dict[str, object]:
        person = self.context.identity.asker(request, sent.get("person"))
        self._act(person, request.path_params["number"], sent)
        return self._told(person)

    def _act(self, person: Person, number: int, sent: Mapping[str, str]) -> None:
        store, now = self.context.services.store, self.context.clock()
        match sent.get("act", ""):
            case "answer":
                text, unnamed = sent.get("text", ""), bool(sent.get("unnamed"))
                inquiries.answer(store, person, number, text=text, unnamed=unnamed, now=now)
            case "later":
                inquiries.decline(store, person, number, now=now)
            case "never":
                inquiries.leave(store, person, now=now)
            case "again":
                inquiries.come_back(store, person)
            case other:
                raise BadFeedback("act", other, tr("say answer, later, never or again"))

    def _told(self, person: Person) -> dict[str, object]:
        store, now = self.context.services.store, self.context.clock()
        found = inquiries.open_for(store, person, now=now)
        return {"inquiries": [inquiries.asked_json(each) for each in found]}
