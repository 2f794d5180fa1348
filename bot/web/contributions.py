"""``/contributions``: a person's own corrections, what became of each and where it is used.

Knows the page. Shows nobody else's. Does not know what is new to whom (``bot.corrections``).
"""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import transfers
from bot.corrections import decide, receipts, tell
from bot.experts import is_willing, willing_hours
from bot.feedback import BadFeedback
from bot.web.bodies import form_fields
from bot.web.context import Context


def contribution_routes(context: Context) -> list[Route]:
    """Return the routes of the page."""
    page = ContributionsPage(context)
    return [
        Route("/contributions", page.show, methods=["GET"]),
        Route("/contributions/withdraw", page.withdraw, methods=["POST"]),
    ]


@dataclass(frozen=True)
class ContributionsPage:
    """The page's endpoints over one context."""

    context: Context

    def show(self, request: Request) -> Response:
        """``GET /contributions``: what is new first; from then on it is known."""
        return self._page(request)

    async def withdraw(self, request: Request) -> Response:
        """``POST /contributions/withdraw``: take back one of one's own."""
        sent = await form_fields(request, ("number",))
        return await run_in_threadpool(self._withdraw, request, sent["number"])

    def _withdraw(self, request: Request, number: str) -> Response:
        person, services = self.context.identity.visitor(request), self.context.services
        try:
            decide(
                services.store,
                person,
                {"act": "withdraw", "number": number},
                zone=services.settings.zone,
                now=self.context.clock(),
            )
        except BadFeedback as bad:
            return self._page(request, refused=f"{bad}.", status=422)
        return RedirectResponse("/contributions", status_code=303)

    def _page(self, request: Request, *, refused: str = "", status: int = 200) -> Response:
        person, store = self.context.identity.visitor(request), self.context.services.store
        now = self.context.clock()
        shown = receipts(store, person, now=now)
        went = transfers.went(store, person)
        page = self.context.pages.page(
            request,
            "contributions.html",
            person=person,
            status=status,
            receipts=shown,
            went=went,
            willing=is_willing(store, person),
            quiet=willing_hours(store, person),
            refused=refused,
            now=now,
        )
        transfers.tell(store, person, went)
        tell(store, shown)  # once it is drawn: a page that fails has told nobody
        return page
