"""The edge of a request: security headers, foreign origins, and the sentence after a crash.

Knows HTTP only. Does not know pages: how an error looks is given by the caller.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.edge import sentence_for
from bot.speech import ENGLISH, LANGUAGES, speaking, tr
from bot.web.csrf import SAFE
from bot.web.identity import is_our_host

_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

ErrorPage = Callable[[Request, int, str], Response]
"""(request, status, sentence) -> what that request's client can read."""


class Edge:
    """ASGI middleware around every route; ``error`` renders what goes wrong."""

    def __init__(
        self, app: ASGIApp, *, error: ErrorPage, bound_to: str, public_url: str = ""
    ) -> None:
        self.app = app
        self.error = error
        self.bound_to = bound_to
        self.public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; whatever happens, its client gets an answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        with speaking(accepted(request.headers.get("accept-language", ""))):
            await self._serve(request, receive, send)

    async def _serve(self, request: Request, receive: Receive, send: Send) -> None:
        started, scope = False, request.scope

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                is_file = scope["path"].startswith("/static/") and message["status"] < 400
                _add_headers(MutableHeaders(scope=message), kept=is_file)
            await send(message)

        refusal = foreign(request.method, request.headers, self.bound_to, self.public_url)
        if refusal:
            await self.error(request, 403, refusal)(scope, receive, guarded)
            return
        try:
            await self.app(scope, receive, guarded)
        except Exception as error:
            sentence = sentence_for(error, doing=f"{request.method} {request.url.path}")
            if started:
                raise
            await self.error(request, 500, sentence)(scope, receive, guarded)


def foreign(method: str, headers: Headers, bound_to: str, public_url: str = "") -> str:
    """Return why a request is refused for where it comes from, or ""."""
    host = headers.get("host", "")
    public = urlsplit(public_url)
    if not is_our_host(host, bound_to, public.hostname or bound_to):
        return tr(
            "This site does not go by the name {host}. Open it by the address that it printed when "
            "it started.",
            host=repr(host),
        )
    if method in SAFE:
        return ""
    origin = headers.get("origin")
    elsewhere = origin is not None and urlsplit(origin).netloc not in {host, public.netloc or host}
    site = headers.get("sec-fetch-site", "none")
    if elsewhere or (origin is None and site not in ("none", "same-origin")):
        return tr("This was sent from another site. Open the page here and send it again.")
    return ""


def accepted(header: str) -> str:
    """Return the first language of an Accept-Language header that has a catalogue, or English."""
    ranked = []
    for part in header.split(","):
        tag, _, quality = part.partition(";")
        weight = quality.strip().removeprefix("q=")
        try:
            ranked.append((-float(weight or 1), tag.strip().split("-")[0].casefold()))
        except ValueError:
            continue
    ranked.sort(key=lambda each: each[0])
    return next((tag for weight, tag in ranked if weight and tag in LANGUAGES), ENGLISH)


def _add_headers(headers: MutableHeaders, *, kept: bool) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    # A static file's address changes with its content; everything else is somebody's own.
    forever = "public, max-age=31536000, immutable"
    headers.setdefault("cache-control", forever if kept else "no-store")
