"""``/curation/topics/12``: a topic to look at, name, merge, or take wordings out of.

Knows the page and its forms. Does not know what an act takes, or who sees which topic
(``bot.topics``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import topics
from bot.curating import by_nearness
from bot.feedback import BadFeedback
from bot.glossing import gloss
from bot.speech import spoken, tr
from bot.web.bodies import form_fields, number_in
from bot.web.context import Context
from bot.web.curators import curator
from bot.web.refusals import NotAllowed
from knowledge import access
from knowledge.curation.topics.mining import MinedElsewhere
from knowledge.model import Person, Topic, Wording

_FIELDS = ("act", "name", "reason", "other", "another")
NEAR = 5
"""So many other topics are offered as the same."""


def topic_routes(context: Context) -> list[Route]:
    """Return the routes of the page."""
    page = TopicPage(context)
    return [
        Route("/curation/topics/{topic:int}", page.show, methods=["GET"]),
        Route("/curation/topics/{topic:int}", page.act, methods=["POST"]),
    ]


@dataclass(frozen=True)
class TopicPage:
    """The page's endpoints over one context."""

    context: Context

    def show(self, request: Request) -> Response:
        """``GET /curation/topics/12``: how it was asked, by whom in sum, what was done to it."""
        person = curator(self.context, request)
        one = self._the_topic(person, request.path_params["topic"])
        if one.id != request.path_params["topic"]:
            return RedirectResponse(f"/curation/topics/{one.id}", status_code=303)
        return self._page(request, person, one)

    async def act(self, request: Request) -> Response:
        """``POST /curation/topics/12``: name it, merge another into it, or take wordings out."""
        ticks = await run_in_threadpool(self._ticks, request)
        sent = await form_fields(request, (*_FIELDS, *ticks))
        return await run_in_threadpool(self._act, request, sent)

    def _the_topic(self, person: Person, number: int) -> Topic:
        try:
            return topics.the_topic(self.context.services.store, person, number)
        except BadFeedback as bad:
            raise NotAllowed(f"{bad}.", status=404) from None

    def _ticks(self, request: Request) -> list[str]:
        """Return the fields by which wordings are chosen."""
        person = curator(self.context, request)
        one = self._the_topic(person, request.path_params["topic"])
        known = access.topic_wordings(self.context.services.store, person, one.id)
        return [f"w{each.handful}" for each in known]

    def _act(self, request: Request, sent: Mapping[str, str]) -> Response:
        person, services = curator(self.context, request), self.context.services
        one, now = self._the_topic(person, request.path_params["topic"]), self.context.clock()
        try:
            if sent["act"] == "rename":
                topics.rename(services.store, person, one.id, sent["name"], now=now)
            elif sent["act"] == "merge":
                topics.merge(
                    services.mining,
                    services.store,
                    person,
                    [number_in(sent["another"] or sent["other"])],
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
                        number_in(name[1:]) for name in sent if name[1:].isdecimal() and sent[name]
                    ],
                    reason=sent["reason"],
                    now=now,
                )
            else:
                told = str(BadFeedback("act", sent["act"], tr("say rename, merge or split")))
                raise NotAllowed(f"{told}.", status=422)
        except (BadFeedback, MinedElsewhere) as bad:
            return self._page(request, person, one, refused=f"{bad}.", sent=sent, status=422)
        return RedirectResponse(f"/curation/topics/{one.id}", status_code=303)

    def _page(
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
        one = services.titles().of(one)
        directory = services.store.directory.load()
        names = {team.id: team.name for team in directory.teams}
        wordings = access.topic_wordings(services.store, person, one.id)
        drafted = services.store.draftings.of_topics([one.id])
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
            wordings=wordings,
            read_as=self._read_as(wordings),
            why=self._why(request, person, one, wordings),
            articles=[
                each
                for each in access.curated(services.store, person)
                if one.id == each.topic or drafted.get(one.id) == each.number
            ],
            steps=access.topic_steps(services.store, person, one.id),
            near=self._near(request, person, one),
            refused=refused,
            typed=sent or {},
        )

    def _read_as(self, wordings: Sequence[Wording]) -> dict[int, str]:
        """Return the wordings in English words where the reader may not know their language."""
        glossary = self.context.services.store.glossary.load()
        return {
            each.handful: gloss(each.text, reader=spoken(), glossary=glossary) for each in wordings
        }

    def _near(self, request: Request, person: Person, one: Topic) -> list[Topic] | None:
        """Return the topics that may be the same, None when that was not asked."""
        if not request.query_params.get("near"):
            return None
        services = self.context.services
        titles = services.titles()
        found = by_nearness(
            services.store,
            person,
            one.id,
            one.title,
            alike=services.search.alike,
            rule=services.settings.recurring,
        )
        return [titles.of(each) for _, each in found[:NEAR]]

    def _why(
        self, request: Request, person: Person, one: Topic, wordings: Sequence[Wording]
    ) -> tuple[int, str]:
        """Return which wording is asked about, and why it belongs to the most typical one."""
        services = self.context.services
        asked = number_in(request.query_params.get("why", ""))
        if not asked or not wordings:
            return 0, ""
        names = services.store.directory.load().full_name_of
        try:
            kin = topics.why_one(
                services.mining,
                services.store,
                person,
                one.id,
                wordings[0].handful,
                asked,
                search=services.search,
                now=self.context.clock(),
            )
        except (BadFeedback, MinedElsewhere) as bad:
            return asked, f"{bad}."
        return asked, topics.kinship_text(kin, names)
