"""Signing in with a name and a password, and signing out.

Knows the forms and what a wrong password is told. Does not know hashing, lifetimes or single
sign-on. Whoever tries is never told whether it was the name or the password.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.accounts import named_at_sign_in, somebody_can_sign_in
from bot.speech import tr
from bot.web.bodies import form_fields
from bot.web.context import Context
from bot.web.identity import shut_out
from bot.web.refusals import NotAllowed
from knowledge.model import Person
from knowledge.store import Account

LOGIN = "/login"
_FIELDS = ("name", "password", "shared", "next")


def login_routes(context: Context) -> list[Route]:
    """Return the routes of signing in and out."""
    login = Login(context)
    return [
        Route(LOGIN, login.page, methods=["GET"]),
        Route(LOGIN, login.sign_in, methods=["POST"]),
        Route("/logout", login.sign_out, methods=["POST"]),
        Route("/logout/everywhere", login.sign_out_everywhere, methods=["POST"]),
    ]


def only_outside_demo(context: Context) -> None:
    """Raise ``NotAllowed`` in the demo, which has no accounts."""
    if context.services.settings.demo:
        raise NotAllowed(tr("The demo has no accounts: choose who you are at /who."), status=404)


@dataclass(frozen=True)
class Login:
    """The endpoints of signing in over one context."""

    context: Context

    def page(self, request: Request) -> Response:
        """``GET /login``: the form; ``next`` is where to go afterwards."""
        only_outside_demo(self.context)
        return self._form(request, {"next": request.query_params.get("next", "")})

    async def sign_in(self, request: Request) -> Response:
        """``POST /login``: check name and password, and start a session."""
        only_outside_demo(self.context)
        sent = await form_fields(request, _FIELDS)
        address = self.context.identity.proxies.address(request)
        wait = self.context.throttle.attempt(sent["name"], address, now=self.context.clock())
        if wait:
            return self._refused(request, sent, told_to_wait(wait), status=429, retry_after=wait)
        person, account = await run_in_threadpool(self._account, sent["name"])
        hashed = account.password if account else ""
        fits = await self.context.passwords.fits(sent["password"], hashed)
        if not fits or person is None or account is None:
            told = tr("Name or password is not right. Capital letters count in the password.")
            return self._refused(request, sent, told, status=401)
        if account.disabled_at is not None:
            return self._refused(request, sent, shut_out(person), status=403)
        self.context.throttle.succeeded(sent["name"], address)
        if self.context.passwords.outdated(hashed):
            fresh = await self.context.passwords.hashed(sent["password"])
            await run_in_threadpool(
                self.context.services.store.accounts.set_password, person.id, fresh
            )
        return await run_in_threadpool(self._come_in, request, person, sent)

    def sign_out(self, request: Request) -> Response:
        """``POST /logout``: end the session of this browser."""
        response = RedirectResponse(LOGIN, status_code=303)
        self.context.identity.sessions.end(request, response)
        return response

    def sign_out_everywhere(self, request: Request) -> Response:
        """``POST /logout/everywhere``: end the person's sessions in all browsers."""
        session = self.context.identity.signed_in(request)
        if session is not None:
            self.context.services.store.sessions.end_all(session.person_id)
        return self.sign_out(request)

    def _account(self, name: str) -> tuple[Person | None, Account | None]:
        person = named_at_sign_in(self.context.services, name)
        if person is None:
            return None, None
        return person, self.context.services.store.accounts.get(person.id)

    def _come_in(self, request: Request, person: Person, sent: Mapping[str, str]) -> Response:
        response = RedirectResponse(own_address(sent["next"]), status_code=303)
        self.context.identity.sessions.start(
            request, response, person.id, method="password", shared=bool(sent["shared"])
        )
        return response

    def _refused(
        self,
        request: Request,
        sent: Mapping[str, str],
        told: str,
        *,
        status: int,
        retry_after: int = 0,
    ) -> Response:
        response = self._form(request, sent, told=told, status=status)
        if retry_after:
            response.headers["retry-after"] = str(retry_after)
        return response

    def _form(
        self, request: Request, sent: Mapping[str, str], *, told: str = "", status: int = 200
    ) -> Response:
        settings = self.context.services.settings
        return self.context.pages.page(
            request,
            "login.html",
            person=None,
            status=status,
            told=told,
            sent=sent,
            shared_minutes=settings.shared_idle_minutes,
            single_sign_on=bool(settings.oidc_url),
            nobody=not somebody_can_sign_in(self.context.services),
        )


def login_address(request: Request) -> str:
    """Return the address of the sign-in page, which leads back to what was asked for."""
    current = urlsplit(request.headers.get("hx-current-url", ""))
    asked = current if "hx-request" in request.headers else urlsplit(str(request.url))
    if request.method != "GET" and "hx-request" not in request.headers:
        return LOGIN
    here = asked.path + (f"?{asked.query}" if asked.query else "")
    return LOGIN if own_address(here) == "/" else f"{LOGIN}?next={quote(here, safe='/')}"


def own_address(wanted: str) -> str:
    """Return the address if it is a path of this site, else "/": nobody is led away from here."""
    readable = wanted.isascii() and wanted.isprintable() and "\\" not in wanted
    if not readable or not wanted.startswith("/") or wanted.startswith("//"):
        return "/"
    path = urlsplit(wanted).path
    return "/" if path.startswith((LOGIN, "/logout", "/join")) else wanted


def sign_in_first() -> str:
    """Return what a program is told that has not said who it asks for."""
    return tr(
        "Sign in first: in a browser at /login, or with Authorization: Bearer and a token that "
        "tandem accounts token PERSON makes."
    )


def told_to_wait(seconds: int) -> str:
    """Return what somebody is told who tries passwords too fast."""
    return tr("Too many tries just now. Wait {seconds} s, then try again.", seconds=seconds)
