"""``/knowledge/KB-12``: an article to read, for whoever may see it.

Knows the page, and which articles open pages are to lose. Does not know who may see one
(``knowledge.access``), nor how articles are curated.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.articles import told
from bot.speech import tr
from bot.web.changes import Withdrawn
from bot.web.context import Context
from bot.web.refusals import NotAllowed
from knowledge import access
from knowledge.store import Store

WATCHED = timedelta(hours=1)
"""What was withdrawn so long ago an open page has been told, or has been loaded since."""


def withdrawn_now(store: Store, *, now: datetime) -> dict[Hashable, Withdrawn]:
    """Return the articles that were taken out of answers lately, for watching what changes."""
    found = store.articles.withdrawn(since=now - WATCHED)
    return {("withdrawn", number, place): Withdrawn(number) for number, place in found}


def knowledge_routes(context: Context) -> list[Route]:
    """Return the routes of the page."""
    return [Route("/knowledge/{number}", KnowledgePage(context).show, methods=["GET"])]


@dataclass(frozen=True)
class KnowledgePage:
    """The page's endpoint over one context."""

    context: Context

    def show(self, request: Request) -> Response:
        """``GET /knowledge/KB-12``: the article as it stands now."""
        person, services = self.context.identity.visitor(request), self.context.services
        number, now = request.path_params["number"], self.context.clock()
        one = access.article(services.store, person, number)
        if one is None:
            sentence = tr("There is no article {number} that you may see.", number=number)
            raise NotAllowed(sentence, status=404)
        return self.context.pages.page(
            request,
            "article.html",
            person=person,
            told=told(services.assistant.sources(), one, reader=person, now=now),
            now=now,
            given="",
            in_sheet=False,
        )
