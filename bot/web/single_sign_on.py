"""Signing in at the plant's identity provider and coming back.

Knows the two addresses, the cookie between them, and what somebody is told who may not come in.
Does not know the protocol (``bot.web.oidc``). Nobody is added to the directory by signing in.
"""

import base64
import hashlib
import hmac
import json
import logging
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.accounts import may_sign_in
from bot.speech import tr
from bot.web.context import Context
from bot.web.identity import same, shut_out, unknown_here
from bot.web.login import LOGIN, only_outside_demo, own_address
from bot.web.refusals import NotAllowed
from knowledge.model import Place

if TYPE_CHECKING:
    from bot.web.oidc import Provider

START = f"{LOGIN}/oidc"
BACK = f"{START}/back"
FLOW_COOKIE = "tandem_oidc"
_FLOW_LASTS = timedelta(minutes=10)
_AT_ONCE = 4
_log = logging.getLogger("tandem.oidc")


def single_sign_on_routes(context: Context) -> list[Route]:
    """Return the routes of single sign-on."""
    coming = SingleSignOn(context)
    return [
        Route(START, coming.start, methods=["GET"]),
        Route(BACK, coming.back, methods=["GET"]),
    ]


@dataclass
class SingleSignOn:
    """The endpoints of single sign-on over one context."""

    context: Context
    _provider: "Provider | None" = field(default=None, init=False)
    # Places of their own: a provider that hangs must not hold up the rest of the site.
    _places: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(_AT_ONCE), init=False)

    async def start(self, request: Request) -> Response:
        """``GET /login/oidc``: off to the provider; ``shared`` asks it not to know the browser."""
        return await to_thread.run_sync(self._start, request, limiter=self._places)

    async def back(self, request: Request) -> Response:
        """``GET /login/oidc/back``: what the provider says, checked; then a session."""
        return await to_thread.run_sync(self._back, request, limiter=self._places)

    def _start(self, request: Request) -> Response:
        from bot.web.oidc import Flow, ProviderDown

        provider, query = self._at_provider(), request.query_params
        shared = bool(query.get("shared"))
        flow = Flow.fresh(self._address(request) + BACK)
        try:
            response = RedirectResponse(provider.address(flow, anew=shared), status_code=303)
        except ProviderDown as down:
            raise self._down(down) from down
        kept = asdict(flow) | {
            "next": own_address(query.get("next", "")),
            "shared": shared,
            "until": (self.context.clock() + _FLOW_LASTS).isoformat(),
        }
        guard = self.context.identity.sessions.guarded(request) | {"path": START}
        age = int(_FLOW_LASTS.total_seconds())
        response.set_cookie(FLOW_COOKIE, self._sealed(kept), max_age=age, **guard)
        return response

    def _back(self, request: Request) -> Response:
        from bot.web.oidc import Flow, NotProven, ProviderDown

        provider = self._at_provider()
        kept = self._opened(request.cookies.get(FLOW_COOKIE, ""))
        if kept is None:
            raise _unproven()
        onward, shared = str(kept.pop("next")), bool(kept.pop("shared"))
        try:
            name = provider.name(Flow(**kept), request.query_params)
        except NotProven as fault:
            _log.warning("a sign-in was refused: %s", fault)
            raise _unproven() from fault
        except ProviderDown as down:
            raise self._down(down) from down
        services = self.context.services
        person = services.store.directory.load().signing_in_as(Place.OIDC, name)
        if person is None:
            raise NotAllowed(unknown_here(name))
        if not may_sign_in(services, person.id):
            raise NotAllowed(shut_out(person))
        response = RedirectResponse(onward, status_code=303)
        response.delete_cookie(FLOW_COOKIE, path=START)
        sessions = self.context.identity.sessions
        sessions.start(request, response, person.id, method="oidc", shared=shared)
        return response

    def _at_provider(self) -> "Provider":
        only_outside_demo(self.context)
        settings = self.context.services.settings
        if not settings.oidc_url:
            raise NotAllowed(tr("Single sign-on is not set up here."), status=404)
        if self._provider is None:
            from bot.web.oidc import Provider

            self._provider = Provider(settings, self.context.clock)
        return self._provider

    def _address(self, request: Request) -> str:
        settings = self.context.services.settings
        # The Host header has been checked to be a name of ours.
        return settings.public_url or f"{request.url.scheme}://{request.headers['host']}"

    def _sealed(self, kept: dict[str, Any]) -> str:
        body = base64.urlsafe_b64encode(json.dumps(kept).encode()).decode()
        return f"{body}.{self._seal(body)}"

    def _opened(self, cookie: str) -> dict[str, Any] | None:
        body, _, seal = cookie.rpartition(".")
        if not body or not same(seal, self._seal(body)):
            return None
        kept: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body))
        over = datetime.fromisoformat(kept.pop("until")) < self.context.clock()
        return None if over else kept

    def _seal(self, body: str) -> str:
        key = self.context.identity.key
        return hmac.new(key, b"oidc " + body.encode(), hashlib.sha256).hexdigest()

    def _down(self, down: Exception) -> NotAllowed:
        _log.warning("the identity provider failed: %s", down)
        return NotAllowed(
            tr(
                "Single sign-on does not answer at {address}. Try again in a minute, or sign in "
                "with a password if you have one.",
                address=self.context.services.settings.oidc_url,
            ),
            status=502,
        )


def _unproven() -> NotAllowed:
    return NotAllowed(
        tr(
            "This sign-in was cancelled, took too long, or could not be proven. Start again at "
            "/login."
        )
    )
