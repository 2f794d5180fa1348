"""``/transfers``: what others found for one's team: adopt, adapt or reject it, say how it went.

Knows the page and its forms. Does not know who may decide, or what follows (``bot.transfers``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import transfers
from bot.feedback import BadFeedback
from bot.speech import tr
from bot.transfers import subscribing
from bot.transfers.inbox import MOST
from bot.transfers.words import DID_NOTS, REJECTIONS
from bot.web.bodies import form_fields
from bot.web.context import Context
from bot.web.refusals import NotAllowed
from knowledge.curation.transfer import seeing
from knowledge.model import Interest, Person


def transfer_routes(context: Context) -> list[Route]:
    """Return the routes of both pages."""
    page = TransfersPage(context)
    return [
        Route("/transfers", page.show, methods=["GET"]),
        Route("/transfers", page.decide, methods=["POST"]),
        Route("/transfers/follow", page.follow, methods=["POST"]),
        Route("/transfers/leave", page.leave, methods=["POST"]),
        Route("/knowledge/travels", page.travels, methods=["GET"]),
    ]


@dataclass(frozen=True)
class TransfersPage:
    """The pages' endpoints over one context."""

    context: Context

    def show(self, request: Request) -> Response:
        """``GET /transfers``: what waits first; what a decider has been shown counts as seen."""
        return self._page(request, self.context.identity.visitor(request))

    async def decide(self, request: Request) -> Response:
        """``POST /transfers``: adopt, adapt, reject, or say whether it worked."""
        sent = await form_fields(request, transfers.FIELDS)
        return await run_in_threadpool(self._decide, request, sent)

    async def follow(self, request: Request) -> Response:
        """``POST /transfers/follow``: follow equipment, a document, a topic or words."""
        sent = await form_fields(request, subscribing.FIELDS)
        return await run_in_threadpool(self._done, request, sent, self._follow)

    async def leave(self, request: Request) -> Response:
        """``POST /transfers/leave``: follow it no more."""
        sent = await form_fields(request, subscribing.FIELDS)
        return await run_in_threadpool(self._done, request, sent, self._leave)

    def travels(self, request: Request) -> Response:
        """``GET /knowledge/travels``: origin, adopters, time to adoption, where it stalls."""
        person = self.context.identity.visitor(request)
        if not seeing.leads(person):
            raise NotAllowed(tr("How knowledge travels is for supervisors and engineers."))
        asked = request.query_params
        page = asked.get("page", "")
        found = transfers.travels(
            self.context.services.store,
            person,
            now=self.context.clock(),
            page=int(page) if page.isdecimal() and len(page) < 6 else 1,
            only_stalled=asked.get("show") == "stalled",
        )
        return self.context.pages.page(
            request, "travels.html", person=person, travels=found, now=self.context.clock()
        )

    def _decide(self, request: Request, sent: Mapping[str, str]) -> Response:
        person, services = self.context.identity.visitor(request), self.context.services
        try:
            after = transfers.decide(services.store, person, sent, now=self.context.clock())
        except BadFeedback as bad:
            return self._page(request, person, sent=sent, refused=f"{bad}.", status=422)
        return RedirectResponse(f"/transfers?done={after.number}#main", status_code=303)

    def _done(
        self,
        request: Request,
        sent: Mapping[str, str],
        act: Callable[[Person, Mapping[str, str]], None],
    ) -> Response:
        person = self.context.identity.visitor(request)
        try:
            act(person, sent)
        except BadFeedback as bad:
            return self._page(request, person, refused_following=f"{bad}.", status=422)
        return RedirectResponse("/transfers#following", status_code=303)

    def _follow(self, person: Person, sent: Mapping[str, str]) -> None:
        store = self.context.services.store
        transfers.follow(store, person, sent, now=self.context.clock())

    def _leave(self, person: Person, sent: Mapping[str, str]) -> None:
        transfers.leave(self.context.services.store, person, sent["number"])

    def _page(
        self,
        request: Request,
        person: Person,
        *,
        sent: Mapping[str, str] | None = None,
        refused: str = "",
        refused_following: str = "",
        status: int = 200,
    ) -> Response:
        services, now = self.context.services, self.context.clock()
        store, days = services.store, services.settings.transfer_days
        found = transfers.inbox(store, person, result_days=days, now=now)
        following = seeing.subscriptions(store, person)
        teams = {team.id: team.name for team in store.directory.load().teams}
        done = request.query_params.get("done", "")
        listed = (*found.open, *found.due, *found.taken_up, *found.rejected)
        shown = {str(each.number) for each in listed}
        at = (sent or {}).get("number", "")
        return self.context.pages.page(
            request,
            "transfers.html",
            person=person,
            status=status,
            now=now,
            inbox=found,
            done=next((each for each in listed if str(each.number) == done), None),
            at=at,
            typed=sent or {},
            refused=refused,
            refused_above="" if at in shown else refused,
            rejections=REJECTIONS,
            did_nots=DID_NOTS,
            following=following,
            followed=transfers.followed(store, person, following),
            kinds=list(Interest),
            team_names=teams,
            own_teams=[
                team for team in sorted(person.teams) if transfers.may_follow_for(person, team)
            ],
            refused_following=refused_following,
            most=MOST,
        )
