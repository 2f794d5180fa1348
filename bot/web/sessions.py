"""Being signed in: the session's cookie, and how long it lasts.

Knows cookies and lifetimes. Does not know who people are, nor how they prove it. The cookie holds
256 random bits; the store knows only their hash.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypedDict

from starlette.requests import HTTPConnection
from starlette.responses import Response

from bot.accounts import digest
from bot.settings import Settings
from bot.web.proxies import Proxies
from knowledge.store import Session, Store

SESSION_COOKIE = "tandem_session"
UNATTENDED = "x-unattended"
"""The header with which an open page asks by itself: that nobody is there must not go unseen."""

_NOTED_EVERY = 20  # times within the idle time: a write a request would cost more than answering
_BY_THEMSELVES = frozenset({"/stream"})


class CookieGuard(TypedDict):
    """What every cookie of ours is set with."""

    path: str
    httponly: bool
    samesite: Literal["lax"]
    secure: bool


@dataclass(frozen=True)
class Sessions:
    """The sessions of one site."""

    store: Store
    settings: Settings
    proxies: Proxies
    clock: Callable[[], datetime]

    def of(self, connection: HTTPConnection) -> Session | None:
        """Return the session of the request's cookie while it holds, and note that it is used."""
        value = connection.cookies.get(SESSION_COOKIE, "")
        if not value:
            return None
        now = self.clock()
        session = self.store.sessions.get(digest(value), now=now)
        if session is not None and not _by_itself(connection):
            since = (now - session.seen_at).total_seconds()
            if since * _NOTED_EVERY > session.idle_seconds:
                self.store.sessions.seen(session.hash, now=now)
        return session

    def start(
        self,
        connection: HTTPConnection,
        response: Response,
        person_id: str,
        *,
        method: str,
        shared: bool = False,
    ) -> None:
        """Sign the person in in this browser under a new id; what the cookie held before ends.

        ``shared``: several people use this browser, so that it forgets them soon.
        """
        self.end(connection, response)
        value, now = secrets.token_urlsafe(32), self.clock()
        idle = self.settings.shared_idle_minutes if shared else self.settings.session_idle_minutes
        self.store.sessions.start(
            Session(
                hash=digest(value),
                person_id=person_id,
                method=method,
                address=self.proxies.address(connection),
                started_at=now,
                seen_at=now,
                idle_seconds=60 * idle,
                ends_at=now + timedelta(hours=self.settings.session_hours),
            )
        )
        # Without an age the cookie ends with the browser, as a shared terminal wants it.
        age = None if shared else 3600 * self.settings.session_hours
        response.set_cookie(SESSION_COOKIE, value, max_age=age, **self.guarded(connection))

    def end(self, connection: HTTPConnection, response: Response) -> None:
        """Sign this browser out."""
        value = connection.cookies.get(SESSION_COOKIE, "")
        if value:
            self.store.sessions.end(digest(value))
            response.delete_cookie(SESSION_COOKIE, **self.guarded(connection))

    def guarded(self, connection: HTTPConnection) -> CookieGuard:
        """Return how a cookie of ours is set: no scripts, no other sites, only over https."""
        https = self.proxies.over_https(connection)
        return {
            "path": "/",
            "httponly": True,
            "samesite": "lax",
            "secure": https or self.settings.public_url.startswith("https://"),
        }


def _by_itself(connection: HTTPConnection) -> bool:
    return UNATTENDED in connection.headers or connection.url.path in _BY_THEMSELVES
