"""``/gaps``: for engineers and admins, the questions that stayed without an answer.

Knows the page and its forms. Does not know who may see which gap, or what closes one
(``bot.gaps``). No person and no hour is shown: teams, counts and days.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.answering.cited import place
from bot.feedback import BadFeedback
from bot.gaps import AskedAgain, ask_again, close_gap, the_gap
from bot.glossing import gloss
from bot.speech import spoken, tr
from bot.web.bodies import form_fields
from bot.web.context import Context
from bot.web.refusals import NotAllowed
from knowledge import access
from knowledge.model import Directory, Gap, GapState, Person

MOST_CLOSED = 20


@dataclass(frozen=True)
class ShownGap:
    """One gap as the page shows it; ``again`` is what its question found just now.

    ``read_as``: the question in English words when the reader may not know its language.
    """

    gap: Gap
    asset_name: str
    teams: tuple[str, ...]
    first: date
    last: date
    again: AskedAgain | None = None
    places: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    refused: str = ""
    read_as: str = ""


def gap_routes(context: Context) -> list[Route]:
    """Return the routes of the page."""
    page = GapsPage(context)
    return [
        Route("/gaps", page.show, methods=["GET"]),
        Route("/gaps/again", page.again, methods=["POST"]),
        Route("/gaps/close", page.close, methods=["POST"]),
    ]


@dataclass(frozen=True)
class GapsPage:
    """The page's endpoints over one context."""

    context: Context

    def show(self, request: Request) -> Response:
        """``GET /gaps``: the open ones, the most wanted first, then those closed lately."""
        return self._page(request, self._engineer(request))

    async def again(self, request: Request) -> Response:
        """``POST /gaps/again``: ask the question of one gap again."""
        sent = await form_fields(request, ("id",))
        return await self.context.in_turn(self._again, request, sent["id"])

    async def close(self, request: Request) -> Response:
        """``POST /gaps/close``: the gap is answered or dismissed, with the reason."""
        sent = await form_fields(request, ("id", "state", "reason"))
        return await run_in_threadpool(self._close, request, sent)

    def _engineer(self, request: Request) -> Person:
        person = self.context.identity.visitor(request)
        if not access.cares_for_gaps(person):
            raise NotAllowed(tr("Questions without an answer are for engineers and admins."))
        return person

    def _again(self, request: Request, gap_id: str) -> Response:
        person, services = self._engineer(request), self.context.services
        try:
            gap = the_gap(services.store, person, gap_id)
        except BadFeedback as bad:
            raise NotAllowed(f"{bad}.", status=404) from None
        now = self.context.clock()
        found = ask_again(
            gap, person, lambda asker: services.assistant.aside(asker, gap.text, now=now)
        )
        return self._page(request, person, tried={gap.id: found})

    def _close(self, request: Request, sent: Mapping[str, str]) -> Response:
        person = self._engineer(request)
        store, now = self.context.services.store, self.context.clock()
        try:
            close_gap(
                store, person, sent["id"], state=sent["state"], reason=sent["reason"], now=now
            )
        except BadFeedback as bad:
            return self._page(request, person, refused={sent["id"]: f"{bad}."}, status=422)
        return RedirectResponse("/gaps", status_code=303)

    def _page(
        self,
        request: Request,
        person: Person,
        *,
        tried: Mapping[str, AskedAgain] | None = None,
        refused: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        store = self.context.services.store
        directory, glossary = store.directory.load(), store.glossary.load()
        shown = [
            replace(
                self._shown(gap, directory, (tried or {}).get(gap.id)),
                refused=(refused or {}).get(gap.id, ""),
                read_as=gloss(gap.text, reader=spoken(), glossary=glossary),
            )
            for gap in access.gaps(store, person)
        ]
        return self.context.pages.page(
            request,
            "gaps.html",
            person=person,
            status=status,
            open_ones=[each for each in shown if each.gap.state is GapState.OPEN],
            closed=[each for each in shown if each.gap.state is not GapState.OPEN][:MOST_CLOSED],
        )

    def _shown(self, gap: Gap, directory: Directory, again: AskedAgain | None) -> ShownGap:
        zone = self.context.pages.zone
        names = {team.id: team.name for team in directory.teams}
        return ShownGap(
            gap,
            directory.full_name_of(gap.asset) if gap.asset else "",
            tuple(names.get(team, team) for team in gap.teams),
            gap.first_asked.astimezone(zone).date(),
            gap.last_asked.astimezone(zone).date(),
            again,
            tuple(dict.fromkeys(place(each) for each in again.evidence)) if again else (),
            tuple(names.get(team, team) for team in again.without) if again else (),
        )
