"""``/who``: in the demo, choosing who you are.

Knows the directory's people by team. Does not know passwords: this is for sample plants only.
"""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.speech import tr
from bot.web.bodies import form_fields
from bot.web.context import Context
from bot.web.identity import COOKIE
from bot.web.refusals import NotAllowed
from knowledge.model import Directory, Person, Role

A_MONTH = 30 * 24 * 3600


@dataclass(frozen=True)
class TeamCard:
    """One team, what it looks after, and its people."""

    name: str
    owns: tuple[str, ...]
    people: tuple[Person, ...]


def who_routes(context: Context) -> list[Route]:
    """Return the routes of choosing who you are."""

    def choose(request: Request) -> Response:
        _only_in_demo(context)
        return context.pages.page(
            request,
            "who.html",
            person=context.identity.chosen(request),
            teams=team_cards(context.services.store.directory.load()),
        )

    async def chosen(request: Request) -> Response:
        _only_in_demo(context)
        sent = await form_fields(request, ("person",))
        return await run_in_threadpool(_become, request, sent["person"])

    def _become(request: Request, person_id: str) -> Response:
        person = context.services.store.directory.load().person(person_id)
        if person is None:
            raise NotAllowed(tr("Nobody by that id is in the directory. Choose again."), status=404)
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(
            COOKIE,
            context.identity.cookie_for(person),
            max_age=A_MONTH,
            **context.identity.sessions.guarded(request),
        )
        return response

    return [
        Route("/who", choose, methods=["GET"]),
        Route("/who", chosen, methods=["POST"]),
    ]


def team_cards(directory: Directory) -> list[TeamCard]:
    """Return the teams with people, in the directory's order; people without team come last."""
    teams = [
        TeamCard(
            team.name,
            tuple(directory.name_of(asset) for asset in team.owns),
            tuple(person for person in directory.people if team.id in person.teams),
        )
        for team in directory.teams
    ]
    alone = tuple(person for person in directory.people if not person.teams)
    return [team for team in [*teams, TeamCard(tr("No team"), (), alone)] if team.people]


def roles_text(person: Person) -> str:
    """Return the person's roles in words, the most responsible first."""
    return ", ".join(role.value for role in reversed(list(Role)) if role in person.roles)


def _only_in_demo(context: Context) -> None:
    if not context.services.settings.demo:
        raise NotAllowed(
            tr("Choosing who you are belongs to the demo; here people sign in."),
            status=404,
        )
