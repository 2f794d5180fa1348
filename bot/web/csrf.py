"""The token that proves that a form was sent from one of our own pages, in one middleware.

Knows which requests a browser could be tricked into, and what proves that it was not. Does not
know people or routes: a route cannot forget the check, because it is not asked. The token is
ambient while a page is rendered, so that every template has ``csrf_field()``.

A token belongs to what the browser is known by: its session, in the demo its choice, otherwise a
random cookie. Whoever signs in, out or becomes another gets another; pages from before are told
to reload, and nothing is recorded under the wrong name.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import parse_qsl

from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.owner import COMMANDS_PATH
from bot.speech import tr
from bot.web.bodies import MEGABYTE, MOST_FIELDS, BadBody, read_body
from bot.web.identity import COOKIE, Identity, bearer, same
from bot.web.sessions import SESSION_COOKIE

FIELD = "csrf"
HEADER = "x-csrf-token"
VISIT_COOKIE = "tandem_visit"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PROVEN_OTHERWISE = (COMMANDS_PATH, "/slack/events")  # by a secret that no browser has
_FORM = "application/x-www-form-urlencoded"

ErrorPage = Callable[[Request, int, str], Response]


@dataclass
class _Browser:
    """What this browser is known by, and the token that goes with it."""

    token: str
    visit: str = ""  # the cookie to set when a page holds the token
    shown: bool = False


_browser: ContextVar[_Browser | None] = ContextVar("browser", default=None)


def csrf_token() -> str:
    """Return the token of the request that is being answered; "" outside of one."""
    browser = _browser.get()
    if browser is None:
        return ""
    browser.shown = True
    return browser.token


def csrf_field() -> Markup:
    """Return the hidden field that every form of ours holds."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


def csrf_headers() -> str:
    """Return the value of ``hx-headers``: what htmx sends with all that a page asks for."""
    return f'{{"{HEADER}": "{csrf_token()}"}}'


class CsrfGuard:
    """ASGI middleware: refuses what changes something and was not sent from our own page."""

    def __init__(self, app: ASGIApp, *, identity: Identity, error: ErrorPage) -> None:
        self.app = app
        self.identity = identity
        self.error = error

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        browser = self._known(request)
        _browser.set(browser)  # a request is a task of its own: nothing to set back

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and browser.visit and browser.shown:
                self._remember(request, MutableHeaders(scope=message), browser.visit)
            await send(message)

        if request.method not in SAFE and not self._cannot_be_tricked(request):
            try:
                sent, receive = await _sent(request)
            except BadBody as bad:
                await self.error(request, bad.status, bad.sentence)(scope, receive, with_cookie)
                return
            if not same(sent, browser.token):
                await self.error(request, 403, _stale())(scope, receive, with_cookie)
                return
        await self.app(scope, receive, with_cookie)

    def _known(self, request: Request) -> _Browser:
        key = self.identity.key
        own = COOKIE if self.identity.services.settings.demo else SESSION_COOKIE
        for cookie in (own, VISIT_COOKIE):
            if value := request.cookies.get(cookie):
                return _Browser(token_for(key, value))
        visit = secrets.token_urlsafe(32)
        return _Browser(token_for(key, visit), visit)

    def _cannot_be_tricked(self, request: Request) -> bool:
        """Whether the request carries no proof that a browser would add by itself."""
        path = request.url.path
        if path.startswith(_PROVEN_OTHERWISE) or bearer(request) is not None:
            return True
        proofs = {COOKIE, SESSION_COOKIE} & request.cookies.keys()
        header = self.identity.proxies.header
        by_proxy = header and header in request.headers
        return path.startswith("/api/") and not proofs and not by_proxy

    def _remember(self, request: Request, headers: MutableHeaders, visit: str) -> None:
        cookie = Response()
        cookie.set_cookie(VISIT_COOKIE, visit, **self.identity.sessions.guarded(request))
        headers.append("set-cookie", cookie.headers["set-cookie"])


def token_for(key: bytes, value: str) -> str:
    """Return the token of what a browser is known by."""
    return hmac.new(key, b"csrf " + value.encode(), hashlib.sha256).hexdigest()


async def _sent(request: Request) -> tuple[str, Receive]:
    """Return the token that was sent, in a header or a form's field, and the body once more."""
    sent = request.headers.get(HEADER)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if sent is not None or kind != _FORM:
        return sent or "", request.receive
    body = await read_body(request, MEGABYTE)
    try:
        pairs = parse_qsl(body.decode("latin-1"), max_num_fields=MOST_FIELDS)
    except ValueError:
        pairs = []
    return dict(pairs).get(FIELD, ""), _again(body, request.receive)


def _again(body: bytes, receive: Receive) -> Receive:
    told = False

    async def replayed() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _stale() -> str:
    return tr(
        "This page is from before somebody signed in or out here, so nothing was sent. Open it "
        "again, then send it once more."
    )
