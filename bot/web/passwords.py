"""Passwords: what one must be, and its hash. The only door to argon2.

Knows the rule in plain words. Does not know accounts. A password is never logged or kept.
"""

import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from bot.speech import tr

SHORTEST = 10
LONGEST = 200
_DIFFERENT = 6
_AT_ONCE = 2
_WAITING = 20
_P = ParamSpec("_P")
_R = TypeVar("_R")


class TooBusy(Exception):
    """More people sign in at this moment than there is room for."""


class Passwords:
    """Hashes and checks, a few at a time: each takes 64 MB and some 50 ms on purpose."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._places = CapacityLimiter(_AT_ONCE)
        self._inside = 0
        self._nobodys = ""

    async def hashed(self, password: str) -> str:
        """Return the hash to keep."""
        return await self._apart(self._hash, password)

    async def fits(self, password: str, hashed: str) -> bool:
        """Whether the password is the one of the hash; raises ``TooBusy``.

        Without a hash it takes as long, so that time does not tell who has an account.
        """
        return await self._apart(self._verify, password, hashed)

    def outdated(self, hashed: str) -> bool:
        """Whether a hash was made with less work than is now asked for."""
        return self._hasher.check_needs_rehash(hashed)

    def _hash(self, password: str) -> str:
        return self._hasher.hash(_spelled(password))

    def _verify(self, password: str, hashed: str) -> bool:
        if not hashed:
            self._nobodys = self._nobodys or self._hasher.hash("nobody has this password")
        try:
            return self._hasher.verify(hashed or self._nobodys, _spelled(password)) and bool(hashed)
        except (Argon2Error, InvalidHashError):
            return False

    async def _apart(self, work: Callable[_P, _R], *args: _P.args, **_: _P.kwargs) -> _R:
        if self._inside >= _WAITING:
            raise TooBusy
        self._inside += 1
        try:
            return await to_thread.run_sync(work, *args, limiter=self._places)
        finally:
            self._inside -= 1


def weakness(password: str, *, names: tuple[str, ...] = ()) -> str:
    """Return what is wrong with a new password, in a sentence, or "".

    The rule is length before variety, so that a few plain words will do. ``names`` are those of
    the person, which anybody would try first.
    """
    spelled = _spelled(password)
    if len(spelled) < SHORTEST:
        return tr(
            "It is too short: take at least {least} characters, such as four words in a row.",
            least=SHORTEST,
        )
    if len(spelled) > LONGEST:
        return tr("It is too long: take at most {most} characters.", most=LONGEST)
    if len(set(spelled.casefold())) < _DIFFERENT or _in_a_row(spelled):
        return tr("It is too easy to guess: do not repeat or count up, take a few words.")
    rest = spelled.casefold()
    for name in sorted({*names, "tandem", "password"}, key=len, reverse=True):
        rest = rest.replace(name.casefold(), "") if len(name) > 2 else rest
    if len(rest) < SHORTEST - 4:
        return tr("It is too easy to guess: it is little more than a name. Take a few words.")
    return ""


def _spelled(password: str) -> str:
    """Return one spelling for what keyboards write in several ways (ü as one sign or two)."""
    return unicodedata.normalize("NFC", password)


def _in_a_row(text: str) -> bool:
    """Whether most of it counts up, down or stays, as 1234567890 does."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    return sum(abs(step) <= 1 for step in steps) > len(steps) * 2 / 3
