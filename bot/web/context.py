"""What every route works with, as one value handed to the route builders.

Knows the parts of the site. Does not know any route.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar, TypeVarTuple

from anyio import CapacityLimiter, to_thread

from bot.services import Services
from bot.web.changes import Changes
from bot.web.identity import Identity
from bot.web.pages import Pages
from bot.web.passwords import Passwords
from bot.web.telling import Telling
from bot.web.throttle import Throttle

_A = TypeVarTuple("_A")
_R = TypeVar("_R")


def places(*, waiting: int = 0) -> CapacityLimiter:
    """Return the places for questions that are answered at once, ``waiting`` for a model of them.

    Answering is work, not waiting. Threads beyond the cores only take Python's lock from each
    other: on two cores a question costs 9.1 ms of processor time with three at once, 8.5 with two.
    """
    return CapacityLimiter((os.cpu_count() or 1) + waiting)


def utc_now() -> datetime:
    """Return the present, with its zone: the only clock of the web face."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    """The opened services, the templates, who is asking, what changed, the clock, passwords."""

    services: Services
    pages: Pages
    identity: Identity
    changes: Changes
    clock: Callable[[], datetime] = utc_now
    places: CapacityLimiter = field(default_factory=places)
    telling: Telling = field(default_factory=Telling)
    passwords: Passwords = field(default_factory=Passwords)
    throttle: Throttle = field(default_factory=Throttle)

    async def in_turn(self, work: Callable[[*_A], _R], *args: *_A) -> _R:
        """Run the work of one question in a thread, a few at once; the others wait for a place."""
        return await to_thread.run_sync(work, *args, limiter=self.places)
