"""``/curation``: what there is to do for engineers; a better version is taken or declined here.

Knows the page. Does not know what is whose to do (``bot.curating``), nor the pages behind it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import drafts
from bot.curating import Kind, Task, worklist
from bot.feedback import BadFeedback
from bot.titles import Titles
from bot.web.bodies import form_fields, number_in
from bot.web.context import Context
from bot.web.curators import curator
from knowledge.model import Directory, Person

MOST = 40


@dataclass(frozen=True)
class Shown:
    """One thing to do, with what it is about by name."""

    task: Task
    teams: tuple[str, ...]
    where: tuple[str, ...]
    address: str


def curation_routes(context: Context) -> list[Route]:
    """Return the routes of the page."""
    page = CurationPage(context)
    return [
        Route("/curation", page.show, methods=["GET"]),
        Route("/curation/proposals", page.decide, methods=["POST"]),
    ]


@dataclass(frozen=True)
class CurationPage:
    """The page's endpoints over one context."""

    context: Context

    def show(self, request: Request) -> Response:
        """``GET /curation``: everything, or one kind of it, what does the most good first."""
        return self._inbox(request, curator(self.context, request))

    async def decide(self, request: Request) -> Response:
        """``POST /curation/proposals``: take or decline what is proposed to an article."""
        sent = await form_fields(request, ("subject", "act", "reason"))
        return await run_in_threadpool(self._decide, request, sent)

    def _inbox(
        self, request: Request, person: Person, *, refused: str = "", status: int = 200
    ) -> Response:
        services, now = self.context.services, self.context.clock()
        found = worklist(services.store, person, rule=services.settings.recurring, now=now)
        counts = Counter(each.kind for each in found)
        kind = next((each for each in Kind if each == request.query_params.get("kind")), None)
        chosen = [each for each in found if kind in (None, each.kind)]
        limit = MOST * _pages(request.query_params.get("pages", ""))
        directory, titles = services.store.directory.load(), services.titles()
        return self.context.pages.page(
            request,
            "curation.html",
            person=person,
            status=status,
            now=now,
            shown=[_shown(_titled(each, titles), directory) for each in chosen[:limit]],
            left=max(0, len(chosen) - limit),
            pages=limit // MOST,
            kind=kind,
            counts=[(each, counts[each]) for each in Kind if counts[each]],
            total=len(found),
            refused=refused,
            done=request.query_params.get("done", ""),
        )

    def _decide(self, request: Request, sent: Mapping[str, str]) -> Response:
        person, services = curator(self.context, request), self.context.services
        sources, now = services.assistant.sources(), self.context.clock()
        try:
            if sent["act"] == "take":
                done = drafts.take(sources, person, sent["subject"], reason=sent["reason"], now=now)
                return RedirectResponse(f"/curation/articles/{done.number}", status_code=303)
            drafts.decline(sources, person, sent["subject"])
        except BadFeedback as bad:
            return self._inbox(request, person, refused=f"{bad}.", status=422)
        return RedirectResponse("/curation", status_code=303)


def _titled(task: Task, titles: Titles) -> Task:
    return task if task.topic is None else replace(task, title=titles.of(task.topic).title)


def _shown(task: Task, directory: Directory) -> Shown:
    names = {team.id: team.name for team in directory.teams}
    address = {
        Kind.TOPIC: f"/curation/topics/{task.about}",
        Kind.GAP: f"/gaps#gap-{task.about}",
    }.get(task.kind, f"/curation/articles/{task.about}")
    return Shown(
        task,
        tuple(names.get(team, team) for team in task.teams),
        tuple(directory.full_name_of(each) for each in task.assets[:2]),
        address,
    )


def _pages(text: str) -> int:
    return min(50, max(1, number_in(text)))
