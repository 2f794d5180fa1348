"""Confirming that a name in a chat is one's own: who is signed in here is who it belongs to.

Knows the page behind the link that the chat gave. Does not know chats. Opening the page uses
nothing up; the button does. It says whose name it is, because a link can be passed on.
"""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.accounts import CLAIM_PATH, code_digest
from bot.speech import tr
from bot.web.bodies import form_fields
from bot.web.context import Context
from bot.web.refusals import NotAllowed
from knowledge.model import Person, Place

_PLACES = {Place.SLACK: "Slack", Place.TEAMS: "Teams"}


def claiming_routes(context: Context) -> list[Route]:
    """Return the routes of confirming a name."""
    claiming = Claiming(context)
    return [
        Route(f"{CLAIM_PATH}/{{code}}", claiming.page, methods=["GET"]),
        Route(f"{CLAIM_PATH}/{{code}}", claiming.confirm, methods=["POST"]),
    ]


@dataclass(frozen=True)
class Claiming:
    """The endpoints of confirming a name over one context."""

    context: Context

    def page(self, request: Request) -> Response:
        """``GET /link/CODE``: which name it is, and the button that confirms it."""
        person = self._visitor(request)
        return self._shown(request, person, *self._claimed(request))

    async def confirm(self, request: Request) -> Response:
        """``POST /link/CODE``: the name belongs to who is signed in; the link is used up."""
        await form_fields(request, ())
        return await run_in_threadpool(self._confirm, request)

    def _confirm(self, request: Request) -> Response:
        person = self._visitor(request)
        place, name = self._claimed(request)
        hashed = code_digest(request.path_params["code"])
        now = self.context.clock()
        if not self.context.services.store.chats.link(hashed, person_id=person.id, now=now):
            raise _over()
        return self._shown(request, person, place, name, done=True)

    def _visitor(self, request: Request) -> Person:
        person = self.context.identity.visitor(request)
        if self.context.services.store.directory.load().person(person.id) is None:
            raise NotAllowed(
                tr("Sign in as somebody of the directory: the installation itself has no chat."),
            )
        return person

    def _claimed(self, request: Request) -> tuple[Place, str]:
        hashed = code_digest(request.path_params["code"])
        found = self.context.services.store.chats.code(hashed, now=self.context.clock())
        if found is None:
            raise _over()
        return found

    def _shown(
        self, request: Request, person: Person, place: Place, name: str, *, done: bool = False
    ) -> Response:
        return self.context.pages.page(
            request,
            "claim.html",
            person=person,
            place=_PLACES.get(place, place.value),
            name=name,
            done=done,
            code=request.path_params["code"],
        )


def _over() -> NotAllowed:
    return NotAllowed(
        tr("This link was used before, or is over. Ask for another in the chat."), status=410
    )
