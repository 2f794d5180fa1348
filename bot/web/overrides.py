"""``/overrides``: for engineers and admins, where a recommender is overridden in a pattern.

Knows the page. Does not know how a pattern is found or what may be shown of it (``bot.overrides``).
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.overrides import DAYS, for_engineers, patterns_of
from bot.web.context import Context
from bot.web.refusals import NotAllowed
from knowledge import access


def override_routes(context: Context) -> list[Route]:
    """Return the routes of the page."""
    return [Route("/overrides", OverridesPage(context).show, methods=["GET"])]


@dataclass(frozen=True)
class OverridesPage:
    """The page over one context."""

    context: Context

    def show(self, request: Request) -> Response:
        """``GET /overrides``: the patterns of the last three months, the largest first."""
        person = self.context.identity.visitor(request)
        if not access.cares_for_equipment(person):
            raise NotAllowed(for_engineers())
        store, zone = self.context.services.store, self.context.pages.zone
        now = self.context.clock().astimezone(zone)
        found = patterns_of(store, person, now=now)
        return self.context.pages.page(
            request, "overrides.html", person=person, patterns=found, days=DAYS
        )
