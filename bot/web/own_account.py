"""One's own account: where one is signed in, and another password.

Knows the page and its form. Does not know anybody else's account: those are for the command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.speech import tr
from bot.web.bodies import form_fields
from bot.web.context import Context
from bot.web.joining import new_password_fault
from bot.web.login import only_outside_demo, told_to_wait
from bot.web.passwords import SHORTEST
from knowledge import access
from knowledge.model import Person

ACCOUNT = "/account"
_FIELDS = ("current", "password", "again")


def own_account_routes(context: Context) -> list[Route]:
    """Return the routes of one's own account."""
    own = OwnAccount(context)
    return [
        Route(ACCOUNT, own.page, methods=["GET"]),
        Route(f"{ACCOUNT}/password", own.change_password, methods=["POST"]),
    ]


@dataclass(frozen=True)
class OwnAccount:
    """The endpoints of one's own account over one context."""

    context: Context

    def page(self, request: Request) -> Response:
        """``GET /account``: who is signed in, and in which browsers."""
        only_outside_demo(self.context)
        return self._shown(request, changed="changed" in request.query_params)

    async def change_password(self, request: Request) -> Response:
        """``POST /account/password``: set another; all other browsers are signed out."""
        only_outside_demo(self.context)
        sent = await form_fields(request, _FIELDS)
        person, hashed = await run_in_threadpool(self._account, request)
        told = await self._fault(request, person, hashed, sent)
        if told:
            return await run_in_threadpool(self._shown, request, told)
        fresh = await self.context.passwords.hashed(sent["password"])
        return await run_in_threadpool(self._changed, request, person, fresh)

    def _account(self, request: Request) -> tuple[Person, str]:
        person = self.context.identity.visitor(request)
        account = self.context.services.store.accounts.get(person.id)
        return person, account.password if account else ""

    async def _fault(
        self, request: Request, person: Person, hashed: str, sent: Mapping[str, str]
    ) -> str:
        """Return what forbids the change; guesses of the current password are slowed down too."""
        address = self.context.identity.proxies.address(request)
        wait = self.context.throttle.attempt(person.id, address, now=self.context.clock())
        if wait:
            return told_to_wait(wait)
        if not await self.context.passwords.fits(sent["current"], hashed):
            return tr("The current password is not right.")
        self.context.throttle.succeeded(person.id, address)
        return new_password_fault(person, sent)

    def _changed(self, request: Request, person: Person, hashed: str) -> Response:
        store, identity = self.context.services.store, self.context.identity
        here = identity.signed_in(request)
        store.accounts.set_password(person.id, hashed)
        store.sessions.end_all(person.id)
        response = RedirectResponse(f"{ACCOUNT}?changed", status_code=303)
        short = 60 * self.context.services.settings.shared_idle_minutes
        shared = here is not None and here.idle_seconds == short
        identity.sessions.start(request, response, person.id, method="password", shared=shared)
        return response

    def _shown(self, request: Request, told: str = "", *, changed: bool = False) -> Response:
        person, hashed = self._account(request)
        now = self.context.clock()
        return self.context.pages.page(
            request,
            "account.html",
            person=person,
            status=422 if told else 200,
            here=self.context.identity.signed_in(request),
            sessions=self.context.services.store.sessions.of_person(person.id, now=now),
            has_password=bool(hashed),
            told=told,
            changed=changed,
            shortest=SHORTEST,
            not_asked=access.wants_quiet(self.context.services.store, person),
            now=now,
        )
