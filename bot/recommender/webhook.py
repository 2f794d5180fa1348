"""The webhook: letters go to the recommender's owners, again and again until they arrive.

Knows which answers mean what and how long to wait. Does not know the network (``posting``). What
happened is written down before and after each attempt, so a process that is killed in between
sends the same letter, under the same id, once more.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto

from bot.recommender.envelopes import event_of
from bot.recommender.posting import Answered, NoAnswer, post
from bot.recommender.signing import signed_headers
from knowledge.model import Letter
from knowledge.store import Store

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
WAITS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 30, 120, 600, 1800, 3600, 10_800, 21_600, *[43_200] * 3)
)
"""How long to wait after each failed attempt; after one more the letter is given up (2 days)."""

LONGEST_WAIT = timedelta(days=1)
_REFUSALS = {400, 409, 410, 413, 415, 422}
_BUSY = {429, 503}
_AT_ONCE = 20
_log = logging.getLogger("tandem.webhook")


class _Fate(Enum):
    """What an attempt came to."""

    ARRIVED = auto()
    REFUSED = auto()  # sent again as it is, it would be refused again
    FAILED = auto()
    AWAY = auto()  # nobody there, or too busy: true of every other letter too


@dataclass(frozen=True)
class Webhook:
    """Where letters go. ``secret`` signs them; ``seconds`` is how long one attempt may take."""

    url: str
    secret: str
    seconds: float
    clock: Callable[[], datetime]

    def deliver(self, store: Store) -> int:
        """Send every letter that is due; return how many arrived.

        Ends at the first one that fails: the others are tried when this is called again.
        """
        store.letters.file(now=self.clock())
        arrived = 0
        while waiting := store.letters.due(now=self.clock(), limit=_AT_ONCE):
            for letter in waiting:
                held = timedelta(seconds=self.seconds) + WAITS[0]
                if not store.letters.claim(letter, until=self.clock() + held):
                    continue
                fate = self._deliver(store, letter)
                if fate in (_Fate.FAILED, _Fate.AWAY):
                    return arrived
                arrived += fate is _Fate.ARRIVED
        return arrived

    def _deliver(self, store: Store, letter: Letter) -> _Fate:
        """Make one attempt and note what it came to."""
        fate, trouble, asked = self._attempt(letter, store.uid)
        now = self.clock()
        if fate is _Fate.ARRIVED:
            store.letters.delivered(letter, at=now)
        elif fate is _Fate.REFUSED or letter.attempts >= len(WAITS):
            _log.error("letter %s is given up: %s", letter.id, trouble)
            store.letters.give_up(letter, at=now, trouble=trouble)
        else:
            wait = max(WAITS[letter.attempts], asked)
            store.letters.put_off(letter, until=now + wait, trouble=trouble)
        if fate is _Fate.AWAY:
            store.letters.rest(until=now + max(WAITS[0], asked))
        return fate

    def _attempt(self, letter: Letter, uid: str) -> tuple[_Fate, str, timedelta]:
        body = json.dumps(event_of(letter, uid), ensure_ascii=False).encode()
        headers = {
            "Content-Type": CONTENT_TYPE,
            **signed_headers(self.secret, letter.id, body, at=self.clock()),
        }
        try:
            answered = post(self.url, body, headers, seconds=self.seconds)
        except NoAnswer as nothing:
            return _Fate.AWAY, str(nothing), timedelta()
        return _fate(answered.status), f"HTTP {answered.status}", self._asked_to_wait(answered)

    def _asked_to_wait(self, answered: Answered) -> timedelta:
        """Return the time of ``Retry-After``: seconds or a date; none is no time."""
        said = answered.headers.get("retry-after", "").strip()
        if said.isdecimal():
            wait = timedelta(seconds=min(int(said), LONGEST_WAIT.total_seconds()))
        else:
            try:
                until = parsedate_to_datetime(said)
            except ValueError:
                return timedelta()
            zoned = until if until.tzinfo else until.replace(tzinfo=UTC)
            wait = zoned - self.clock()
        return min(max(wait, timedelta()), LONGEST_WAIT)


def _fate(status: int) -> _Fate:
    if 200 <= status < 300:
        return _Fate.ARRIVED
    if status in _REFUSALS:
        return _Fate.REFUSED
    return _Fate.AWAY if status in _BUSY else _Fate.FAILED
