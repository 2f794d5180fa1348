"""What changed among recent recommendations, requests and articles, told to every open page.

Knows how to watch, number and remember changes, so that a page that was away is told what it
missed. Does not know who may see what (the caller filters) or HTML. One watcher serves all pages:
it looks when told that something was written here, and every few seconds for what was written by
another way. Without any page open it does not look at all.
"""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable, Hashable, Mapping
from dataclasses import dataclass

from knowledge.model import Request

_log = logging.getLogger("tandem.web")
EVERY_SECONDS = 3.0
QUIET_SECONDS = 15.0
KEPT = 500


@dataclass(frozen=True)
class Seen:
    """A recommendation as the strip shows it: what would make a page differ."""

    asset: str
    state: str
    text: str = ""
    result: str = ""


@dataclass(frozen=True)
class Withdrawn:
    """An article that was taken out of answers."""

    article: str


What = Seen | Request | Withdrawn


@dataclass(frozen=True)
class Change:
    """One numbered change of what is watched; ``position`` outlives a reconnect."""

    position: str
    key: Hashable
    seen: What


@dataclass(frozen=True)
class Missed:
    """The page was away for too long to be told each change: it loads afresh from here."""

    position: str


class Changes:
    """Watches through ``look`` (key -> what is seen) and tells all followers."""

    def __init__(
        self,
        look: Callable[[], Mapping[Hashable, What]],
        *,
        every: float = EVERY_SECONDS,
        quiet: float = QUIET_SECONDS,
    ) -> None:
        self._look = look
        self._every = every
        self._quiet = quiet
        self._log: deque[tuple[int, Change]] = deque(maxlen=KEPT)
        self._followers: set[asyncio.Event] = set()
        self._watcher: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._noted = asyncio.Event()
        self._epoch = ""
        self._last = 0
        self._closed = False

    @property
    def position(self) -> str:
        """Where the log stands: what a page that is being rendered now has already seen."""
        return f"{self._epoch}-{self._last}"

    def note(self) -> None:
        """Say, from any thread, that something was written."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._noted.set)

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        self._closed = True
        for follower in self._followers:
            follower.set()

    async def follow(self, after: str) -> AsyncIterator[Change | Missed | None]:
        """Yield what changed since the position, as it happens; None when nothing happened."""
        wake = asyncio.Event()
        self._followers.add(wake)
        try:
            watcher = await self._watching()
            number = self._number(after)
            if number is None:
                number = self._last
                yield Missed(self.position)
            while not self._closed and not watcher.done():
                wake.clear()
                for at, change in [entry for entry in self._log if entry[0] > number]:
                    number = at
                    yield change
                if not await _woken(wake, self._quiet):
                    yield None
        finally:
            self._followers.discard(wake)
            if not self._followers and self._watcher is not None:
                self._watcher.cancel()
                self._watcher = None

    async def _watching(self) -> asyncio.Task[None]:
        """Start watching if nobody did; return when the first look is done."""
        if self._watcher is None or self._watcher.done():
            self._loop = asyncio.get_running_loop()
            self._noted = asyncio.Event()
            # What happened while nobody watched is unknown, so older positions mean nothing now.
            self._epoch, self._last = secrets.token_hex(4), 0
            self._log.clear()
            self._ready = asyncio.Event()
            self._watcher = asyncio.create_task(self._watch(self._ready))
            self._watcher.add_done_callback(self._ended)
        await self._ready.wait()
        return self._watcher

    async def _watch(self, ready: asyncio.Event) -> None:
        try:
            before = await asyncio.to_thread(self._look)
        finally:
            ready.set()
        while True:
            await _woken(self._noted, self._every)
            self._noted.clear()
            now = await asyncio.to_thread(self._look)
            self._record(before, now)
            before = now

    def _record(self, before: Mapping[Hashable, What], now: Mapping[Hashable, What]) -> None:
        changed = [(key, seen) for key, seen in now.items() if before.get(key) != seen]
        for key, seen in reversed(changed):  # the oldest is told first
            self._last += 1
            self._log.append((self._last, Change(self.position, key, seen)))
        if changed:
            self._wake_all()

    def _ended(self, watcher: asyncio.Task[None]) -> None:
        if not watcher.cancelled() and (error := watcher.exception()) is not None:
            # The streams end here and the pages reconnect, which starts a new watcher.
            _log.error("watching for changes stopped", exc_info=error)
        self._wake_all()

    def _wake_all(self) -> None:
        for follower in self._followers:
            follower.set()

    def _number(self, position: str) -> int | None:
        """Return the number of a position that the log still reaches back to, else None."""
        epoch, _, digits = position.partition("-")
        if epoch != self._epoch or not digits.isdecimal() or int(digits) > self._last:
            return None
        oldest = self._log[0][0] if self._log else self._last + 1
        return int(digits) if int(digits) >= oldest - 1 else None


async def _woken(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
