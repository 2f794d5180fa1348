"""How often a method may be called, and what is answered after that."""

from collections import defaultdict, deque

from tests.slack.rules import RULES

BURST = 3
"""Messages that a channel takes at once before one a second holds."""


class TooMany(Exception):
    """Called too often; ``after`` is in how many seconds to try again."""

    def __init__(self, after: int) -> None:
        super().__init__(after)
        self.after = after


class Rates:
    """Counts the calls of a minute for a workspace and method, and posts of a channel."""

    def __init__(self) -> None:
        self.enforced = True
        self._calls: dict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._posts: dict[tuple[str, str], tuple[float, float]] = {}

    def count(self, team: str, method: str, channel: str, now: float) -> None:
        """Count a call, or raise ``TooMany``: a call that is refused counts for nothing."""
        if not self.enforced:
            return
        if method == "chat.postMessage":
            self._count_post((team, channel), now)
        allowed = RULES[method].a_minute
        calls = self._calls[(team, method)]
        while calls and calls[0] <= now - 60:
            calls.popleft()
        if allowed and len(calls) >= allowed:
            raise TooMany(max(1, round(calls[0] + 60 - now + 0.5)))
        calls.append(now)

    def _count_post(self, key: tuple[str, str], now: float) -> None:
        left, at = self._posts.get(key, (float(BURST), now))
        left = min(float(BURST), left + now - at)
        if left < 1:
            raise TooMany(1)
        self._posts[key] = (left - 1, now)
