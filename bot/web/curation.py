"""``/curation``: what there is to do for engineers, and one topic to look at, name, merge or split.

Knows the pages and their forms. Does not know what is whose to do (``bot.curating``) or what an act
on a topic takes (``bot.topics``).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import drafts, topics
from bot.curating import Kind, Task, worklist
from bot.feedback import BadFeedback
from bot.speech import tr
from bot.topics import BadTopic
from bot.web.bodies import form_fields
from bot.web.context import Context
from bot.web.refusals import NotAllowed
from knowledge import access
from knowledge.curation.topics.mining import MinedElsewhere
from knowledge.model import Person, Topic

MOST = 40
_TOPIC_FIELDS = ("act", "name", "reason", "other")


@dataclass(frozen=True)
class Shown:
    """One thing to do, with what it is about by name."""

    task: Task
    teams: tuple[str, ...]
    where: tuple[str, ...]
    address: str


def curation_routes(context: Context) -> list[Route]:
    """Return the routes of both pages."""
    page = CurationPage(context)
    return [
        Route("/curation", page.show, methods=["GET"]),
        Route("/curation/proposals", page.decide, methods=["POST"]),
        Route("/curation/topics/{topic:int}", page.topic, methods=["GET"]),
        Route("/curation/topics/{topic:int}", page.act, methods=["POST"]),
    ]


@dataclass(frozen=True)
class CurationPage:
    """The pages' endpoints over one context."""

    context: Context

    def show(self, request: Request) -> Response:
        """``GET /curation``: everything, or one kind of it, what does the most good first."""
        return self._inbox(request, self._engineer(request))

    async def decide(self, request: Request) -> Response:
        """``POST /curation/proposals``: take or decline what is proposed to an article."""
        sent = await form_fields(request, ("subject", "act", "reason"))
        return await run_in_threadpool(self._decide, request, sent)

    def topic(self, request: Request) -> Response:
        """``GET /curation/topics/12``: how it was asked, by whom in sum, what was done to it."""
        person = self._engineer(request)
        one = self._the_topic(person, request.path_params["topic"])
        if one.id != request.path_params["topic"]:
            return RedirectResponse(f"/curation/topics/{one.id}", status_code=303)
        return self._topic_page(request, person, one)

    async def act(self, request: Request) -> Response:
        """``POST /curation/topics/12``: name it, merge another into it, or take wordings out."""
        ticks = await run_in_threadpool(self._ticks, request)
        sent = await form_fields(request, (*_TOPIC_FIELDS, *ticks))
        return await run_in_threadpool(self._act, request, sent)

    def _engineer(self, request: Request) -> Person:
        person = self.context.identity.visitor(request)
        if not access.cares_for_equipment(person):
            raise NotAllowed(tr("Knowledge is curated by engineers and admins."))
        return person

    def _inbox(
        self, request: Request, person: Person, *, refused: str = "", status: int = 200
    ) -> Response:
        services, now = self.context.services, self.context.clock()
        found = worklist(services.store, person, rule=services.settings.recurring, now=now)
        counts = Counter(each.kind for each in found)
        kind = next((each for each in Kind if each == request.query_params.get("kind")), None)
        chosen = [each for each in found if kind in (None, each.kind)]
        limit = MOST * _pages(request.query_params.get("pages", ""))
        return self.context.pages.page(
            request,
            "curation.html",
            person=person,
            status=status,
            now=now,
            shown=[self._shown(each) for each in chosen[:limit]],
            left=max(0, len(chosen) - limit),
            pages=limit // MOST,
            kind=kind,
            counts=[(each, counts[each]) for each in Kind if counts[each]],
            total=len(found),
            refused=refused,
            done=request.query_params.get("done", ""),
        )

    def _shown(self, task: Task) -> Shown:
        directory = self.context.services.store.directory.load()
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

    def _decide(self, request: Request, sent: Mapping[str, str]) -> Response:
        person, services = self._engineer(request), self.context.services
        sources, now = services.assistant.sources(), self.context.clock()
        try:
            if sent["act"] == "take":
                done = drafts.take(sources, person, sent["subject"], reason=sent["reason"], now=now)
                return RedirectResponse(f"/curation/articles/{done.number}", status_code=303)
            drafts.decline(sources, person, sent["subject"])
        except BadFeedback as bad:
            return self._inbox(request, person, refused=f"{bad}.", status=422)
        return RedirectResponse("/curation", status_code=303)

    def _the_topic(self, person: Person, number: int) -> Topic:
        try:
            return topics.the_topic(self.context.services.store, person, number)
        except BadTopic as bad:
            raise NotAllowed(f"{bad}.", status=404) from None

    def _ticks(self, request: Request) -> list[str]:
        """Return the fields by which wordings are chosen."""
        person = self._engineer(request)
        one = self._the_topic(person, request.path_params["topic"])
        known = access.topic_wordings(self.context.services.store, person, one.id)
        return [f"w{each.handful}" for each in known]

    def _act(self, request: Request, sent: Mapping[str, str]) -> Response:
        person, services = self._engineer(request), self.context.services
        one, now = self._the_topic(person, request.path_params["topic"]), self.context.clock()
        try:
            if sent["act"] == "rename":
                topics.rename(services.store, person, one.id, sent["name"], now=now)
            elif sent["act"] == "merge":
                topics.merge(
                    services.mining,
                    services.store,
                    person,
                    [_number(sent["other"])],
                    one.id,
                    reason=sent["reason"],
                    now=now,
                )
            elif sent["act"] == "split":
                one = topics.split(
                    services.mining,
                    services.store,
                    person,
                    one.id,
                    wordings=[
                        _number(name[1:]) for name in sent if name[1:].isdecimal() and sent[name]
                    ],
                    reason=sent["reason"],
                    now=now,
                )
            else:
                told = str(BadTopic("act", sent["act"], tr("say rename, merge or split")))
                raise NotAllowed(f"{told}.", status=422)
        except (BadTopic, MinedElsewhere) as bad:
            return self._topic_page(request, person, one, refused=f"{bad}.", sent=sent, status=422)
        return RedirectResponse(f"/curation/topics/{one.id}", status_code=303)

    def _topic_page(
        self,
        request: Request,
        person: Person,
        one: Topic,
        *,
        refused: str = "",
        sent: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        services = self.context.services
        directory = services.store.directory.load()
        names = {team.id: team.name for team in directory.teams}
        return self.context.pages.page(
            request,
            "topic.html",
            person=person,
            status=status,
            now=self.context.clock(),
            topic=one,
            recurs=one.recurs(services.settings.recurring),
            teams=[names.get(team, team) for team in one.teams],
            where=[directory.full_name_of(each) for each in one.assets],
            wordings=access.topic_wordings(services.store, person, one.id),
            why=self._why(request, person, one),
            articles=[
                each for each in access.curated(services.store, person) if each.topic == one.id
            ],
            steps=access.topic_steps(services.store, person, one.id),
            refused=refused,
            typed=sent or {},
        )

    def _why(self, request: Request, person: Person, one: Topic) -> tuple[int, str]:
        """Return which wording is asked about, and why it belongs to the most typical one."""
        services = self.context.services
        asked = _number(request.query_params.get("why", ""))
        first = next(iter(access.topic_wordings(services.store, person, one.id)), None)
        if not asked or first is None:
            return 0, ""
        names = services.store.directory.load().full_name_of
        try:
            kin = topics.why_one(
                services.mining, services.store, person, one.id, first.handful, asked
            )
        except (BadTopic, MinedElsewhere) as bad:
            return asked, f"{bad}."
        return asked, topics.kinship_text(kin, names)


def _pages(text: str) -> int:
    return min(50, max(1, _number(text)))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
