"""The whole site as one ASGI app.

Knows which routes there are and how errors look. Does not know how its services are chosen.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from bot.feedback import BadFeedback
from bot.services import Services
from bot.speech import mark, tr
from bot.web.api import api_routes
from bot.web.bodies import BadBody
from bot.web.cards import seen_now
from bot.web.changes import Changes, What
from bot.web.chat import chat_routes
from bot.web.claiming import claiming_routes
from bot.web.context import Context, places, utc_now
from bot.web.contributions import contribution_routes
from bot.web.corrections_api import corrections_api_routes
from bot.web.csrf import CsrfGuard
from bot.web.curation import curation_routes
from bot.web.edge import Edge
from bot.web.experts import expert_routes
from bot.web.gaps import gap_routes
from bot.web.identity import Identity, signing_key
from bot.web.inquiries import inquiry_routes
from bot.web.joining import joining_routes
from bot.web.judging import judging_routes
from bot.web.knowledge import knowledge_routes, withdrawn_now
from bot.web.login import login_address, login_routes, sign_in_first, told_to_wait
from bot.web.overrides import override_routes
from bot.web.own_account import own_account_routes
from bot.web.pages import STATIC, Pages
from bot.web.passwords import Passwords, TooBusy
from bot.web.refusals import ChooseWhoYouAre, NotAllowed, SignInFirst
from bot.web.requests import request_routes, requests_now
from bot.web.review import review_routes
from bot.web.sheets import sheet_routes
from bot.web.single_sign_on import single_sign_on_routes
from bot.web.stream import stream_routes
from bot.web.telling import telling_routes
from bot.web.topics import topic_routes
from bot.web.transfers import transfer_routes
from bot.web.who import who_routes
from bot.web.writing import writing_routes
from knowledge.language.guarded import AT_ONCE

_SENTENCES = {
    404: mark("There is no such page here. The address may be mistyped or old."),
    405: mark("This address does not take that kind of request."),
}


def create_site(
    services: Services,
    routers: Sequence[APIRouter] = (),
    *,
    clock: Callable[[], datetime] = utc_now,
    passwords: Passwords | None = None,
) -> FastAPI:
    """Build the site over opened services; ``routers`` are added as they are.

    ``site.state.changes.close()`` ends the open streams, for a server that wants to stop.
    """
    settings = services.settings
    pages = Pages.create(
        zone=settings.zone, demo=settings.demo, correction_days=settings.correction_days
    )

    def look() -> dict[Hashable, What]:
        store, now = services.store, clock()
        return {
            **seen_now(store, now=now),
            **requests_now(store),
            **withdrawn_now(store, now=now),
        }

    changes = Changes(look)
    identity = Identity(services, signing_key(settings.data_dir), clock)
    waiting = AT_ONCE if settings.connection else 0
    context = Context(
        services,
        pages,
        identity,
        changes,
        clock,
        places(waiting=waiting),
        passwords=passwords or Passwords(),
    )
    errors = _Errors(context)
    site = FastAPI(
        title="Tandem",
        version=services.version,
        docs_url=None,  # the usual pages load their scripts from elsewhere
        redoc_url=None,
        openapi_url=None,
        exception_handlers=errors.handlers(),
    )
    site.state.changes = changes
    site.add_middleware(CsrfGuard, identity=identity, error=errors.response)
    site.add_middleware(
        Edge, error=errors.response, bound_to=settings.host, public_url=settings.public_url
    )
    for routes in (
        api_routes,
        corrections_api_routes,
        stream_routes,
        chat_routes,
        telling_routes,
        sheet_routes,
        judging_routes,
        request_routes,
        gap_routes,
        curation_routes,
        topic_routes,
        writing_routes,
        review_routes,
        contribution_routes,
        override_routes,
        transfer_routes,
        knowledge_routes,  # after those below /knowledge that are no article
        inquiry_routes,
        expert_routes,
        who_routes,
        login_routes,
        joining_routes,
        claiming_routes,
        single_sign_on_routes,
        own_account_routes,
    ):
        site.router.routes.extend(routes(context))
    for router in routers:
        site.include_router(router)
    site.mount("/static", StaticFiles(directory=STATIC), name="static")
    return site


class _Errors:
    """How refusals and failures look to each kind of client."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def handlers(self) -> dict[Any, Any]:
        return {
            BadBody: self._sentence,
            NotAllowed: self._sentence,
            BadFeedback: self._feedback,
            ChooseWhoYouAre: self._choose,
            SignInFirst: self._sign_in,
            TooBusy: self._busy,
            HTTPException: self._http,
        }

    def response(self, request: Request, status: int, sentence: str) -> Response:
        """Return JSON to the API, a notice to a page in use, a page to a browser."""
        if request.url.path.startswith(("/api/", "/healthz", "/owner/", "/stream")):
            return JSONResponse({"error": sentence}, status_code=status)
        if "hx-request" in request.headers:
            notice = self._context.pages.page(
                request, "_notice.html", person=None, status=status, sentence=sentence
            )
            notice.headers["hx-retarget"] = "#notice"
            notice.headers["hx-reswap"] = "innerHTML"
            return notice
        return self._context.pages.page(
            request, "error.html", person=None, status=status, sentence=sentence, code=status
        )

    async def _sentence(self, request: Request, error: BadBody | NotAllowed) -> Response:
        return self.response(request, error.status, error.sentence)

    async def _feedback(self, request: Request, error: BadFeedback) -> Response:
        return self.response(request, 422, tr("This was not recorded. {reason}.", reason=error))

    async def _choose(self, request: Request, _: ChooseWhoYouAre) -> Response:
        return self._elsewhere(request, "/who")

    async def _sign_in(self, request: Request, _: SignInFirst) -> Response:
        if request.url.path.startswith("/api/"):
            return self.response(request, 401, sign_in_first())
        return self._elsewhere(request, login_address(request))

    async def _busy(self, request: Request, _: TooBusy) -> Response:
        return self.response(request, 503, told_to_wait(5))

    def _elsewhere(self, request: Request, address: str) -> Response:
        """Send a page to another one, whether a browser or the page's own script asks."""
        if "hx-request" in request.headers:
            return Response(status_code=204, headers={"hx-redirect": address})
        if request.url.path == "/stream":
            return Response(status_code=204)  # tells the browser not to reconnect
        return RedirectResponse(address, status_code=303)

    async def _http(self, request: Request, error: HTTPException) -> Response:
        known = _SENTENCES.get(error.status_code)
        sentence = tr(known) if known else str(error.detail)
        return self.response(request, error.status_code, sentence)
