"""``/curation/articles``: an article is written, held against its sources, and decided on.

Knows the page and its forms: one form that is kept, checked or extended by a source, and small
ones for each act. Does not know who may act, or what an article must hold (``bot.articles``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import articles, drafts, topics
from bot.curating import FIELDS, Draft, Effect, fields_for, fields_of, looked_at, save
from bot.feedback import BadFeedback
from bot.speech import tr
from bot.web.bodies import form_fields, number_in
from bot.web.context import Context
from bot.web.curators import curator
from bot.web.refusals import NotAllowed
from knowledge import access
from knowledge.model import Article, ArticleState, Body, Person

_CHANGES = (Effect.BREAKS, Effect.ANSWERS, Effect.LEADS)


def writing_routes(context: Context) -> list[Route]:
    """Return the routes of the page."""
    page = WritingPage(context)
    return [
        Route("/curation/articles", page.new, methods=["GET"]),
        Route("/curation/articles", page.save, methods=["POST"]),
        Route("/curation/articles/check", page.check, methods=["POST"]),
        Route("/curation/articles/act", page.act, methods=["POST"]),
        Route("/curation/articles/{number}", page.show, methods=["GET"]),
    ]


@dataclass(frozen=True)
class WritingPage:
    """The page's endpoints over one context."""

    context: Context

    def new(self, request: Request) -> Response:
        """``GET /curation/articles?topic=12``: a new article, about that topic."""
        person, store = curator(self.context, request), self.context.services.store
        number = number_in(request.query_params.get("topic", ""))
        fields = {"owner": min(person.teams, default="")}
        if number:
            try:
                topic = topics.the_topic(store, person, number)
                fields = fields_for(topic, person, self.context.services.titles())
            except BadFeedback as bad:
                raise NotAllowed(f"{bad}.", status=404) from None
        return self._page(request, person, fields, untouched=True, trying=False)

    def show(self, request: Request) -> Response:
        """``GET /curation/articles/KB-12``: the article, its life, and what can be done with it."""
        person = curator(self.context, request)
        one = self._the_article(person, request.path_params["number"])
        return self._page(request, person, fields_of(one), trying=False)

    async def check(self, request: Request) -> Response:
        """``POST /curation/articles/check``: hold it against what is known; keep nothing."""
        sent = await form_fields(request, FIELDS)
        return await self.context.in_turn(self._checked, request, sent)

    async def save(self, request: Request) -> Response:
        """``POST /curation/articles``: keep it as a new article, or a new version."""
        return await run_in_threadpool(self._save, request, await form_fields(request, FIELDS))

    async def act(self, request: Request) -> Response:
        """``POST /curation/articles/act``: publish, validate, take away, restore, recheck."""
        sent = await form_fields(request, articles.FIELDS)
        return await run_in_threadpool(self._act, request, sent)

    def _the_article(self, person: Person, number: str) -> Article:
        store = self.context.services.store
        one = access.article(store, person, number)
        if one is None or not access.may_curate(store.directory.load(), person, one):
            sentence = tr("There is no article {number} that is yours to edit.", number=number)
            raise NotAllowed(sentence, status=404)
        return one

    def _checked(self, request: Request, sent: Mapping[str, str]) -> Response:
        return self._page(request, curator(self.context, request), sent)

    def _save(self, request: Request, sent: Mapping[str, str]) -> Response:
        person = curator(self.context, request)
        sources = self.context.services.assistant.sources()
        try:
            done = save(sources, person, sent, now=self.context.clock())
        except BadFeedback as bad:
            return self._page(request, person, sent, refused=f"{bad}.", status=422)
        return RedirectResponse(f"/curation/articles/{done.number}?done=saved", status_code=303)

    def _act(self, request: Request, sent: Mapping[str, str]) -> Response:
        person = curator(self.context, request)
        sources = self.context.services.assistant.sources()
        try:
            done = articles.act_on(sources, person, sent, now=self.context.clock())
        except BadFeedback as bad:
            one = self._the_article(person, sent["number"])
            refused = f"{bad}."
            return self._page(
                request, person, fields_of(one), refused=refused, acted=sent, status=422
            )
        return RedirectResponse(f"/curation/articles/{done.number}?done=acted", status_code=303)

    def _page(
        self,
        request: Request,
        person: Person,
        fields: Mapping[str, str],
        *,
        refused: str = "",
        acted: Mapping[str, str] | None = None,
        untouched: bool = False,
        trying: bool = True,
        status: int = 200,
    ) -> Response:
        services, now = self.context.services, self.context.clock()
        sources = services.assistant.sources()
        rule = services.settings.recurring
        draft = looked_at(sources, person, fields, rule=rule, now=now, trying=trying)
        number = draft.fields["number"]
        one = self._the_article(person, number) if number else None
        versions = services.store.articles.versions(one.number) if one else {}
        return self.context.pages.page(
            request,
            "writing.html",
            person=person,
            status=status,
            now=now,
            draft=draft,
            told=articles.told(sources, one, reader=person, now=now) if one else None,
            changed=one is not None and self._changed(draft, one),
            effects=[
                (effect, [each for each in draft.tried or () if each.effect is effect])
                for effect in _CHANGES
            ],
            notes=self._notes(person, one),
            untouched=untouched,
            versions=sorted(versions, reverse=True),
            compared=self._compared(request, one, versions),
            teams=sources.directory.teams,
            refused=refused,
            acted=acted or {},
            done=request.query_params.get("done", ""),
        )

    def _notes(self, person: Person, one: Article | None) -> list[str]:
        """Return what is to be known of how it was drafted, while nobody has published it."""
        if one is None or one.state is not ArticleState.WIP:
            return []
        store = self.context.services.store
        directory = store.directory.load()
        about = access.draftings_of(store, person, one.number)
        return [drafts.note_in_words(*note, directory) for each in about for note in each.notes]

    def _changed(self, draft: Draft, one: Article) -> bool:
        """Whether the form says something else than what is kept."""
        kept = fields_of(one)
        return any(draft.fields[name] != value for name, value in kept.items())

    def _compared(
        self, request: Request, one: Article | None, versions: Mapping[int, Body]
    ) -> tuple[int, list[str]] | None:
        wanted = number_in(request.query_params.get("compare", ""))
        if one is None or wanted not in versions:
            return None
        return wanted, articles.compared(versions[wanted], one.body, one.number)
