"""Slowing down whoever tries passwords, without shutting anybody out for good.

Knows tries by name and by address, in memory. Does not know passwords. Three rules together: one
name from one address waits longer and longer; one address, and one name from everywhere, wait a
minute at most. Where the person has signed in before, tries from elsewhere do not slow them down.
"""

import ipaddress
import math
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

_REMEMBERED = timedelta(minutes=30)
_MOST = 10_000


@dataclass(frozen=True)
class _Rule:
    """``free`` tries cost nothing; then the wait doubles up to ``longest`` seconds."""

    free: int
    longest: float

    def wait(self, tries: int) -> float:
        over = tries - self.free
        return 0 if over < 0 else min(self.longest, 5 * 2.0 ** min(over, 20))


_PAIR, _NAME, _ADDRESS = _Rule(5, 900), _Rule(20, 60), _Rule(30, 60)


@dataclass
class _Tried:
    tries: int
    last: datetime


@dataclass
class Throttle:
    """The tries of one site."""

    _tried: OrderedDict[Hashable, _Tried] = field(default_factory=OrderedDict)
    _at_home: OrderedDict[tuple[str, str], None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def attempt(self, name: str, address: str, *, now: datetime) -> int:
        """Count a try before it is made; return how many seconds it has to wait first, or 0.

        A try that has to wait is not counted, so that waiting never grows by asking.
        """
        name, address = name.strip().casefold(), _network(address)
        rules = {("pair", name, address): _PAIR, ("address", address): _ADDRESS}
        if (name, address) not in self._at_home:
            rules["name", name] = _NAME
        with self._lock:
            wait = max(self._wait(key, rule, now) for key, rule in rules.items())
            if wait > 0:
                return math.ceil(wait)
            for key in rules:
                tried = self._tried.pop(key, None) or _Tried(0, now)
                self._tried[key] = _Tried(tried.tries + 1, now)
            while len(self._tried) > _MOST:
                self._tried.popitem(last=False)
        return 0

    def succeeded(self, name: str, address: str) -> None:
        """Forget the tries of this name here; those of the address lose this one only.

        Whoever has one account of their own cannot clear the way to try others'.
        """
        name, address = name.strip().casefold(), _network(address)
        with self._lock:
            self._tried.pop(("pair", name, address), None)
            self._tried.pop(("name", name), None)
            counted = self._tried.get(("address", address))
            if counted is not None:
                counted.tries -= 1
            self._at_home.pop((name, address), None)
            self._at_home[name, address] = None
            while len(self._at_home) > _MOST:
                self._at_home.popitem(last=False)

    def _wait(self, key: Hashable, rule: _Rule, now: datetime) -> float:
        tried = self._tried.get(key)
        if tried is None:
            return 0
        if now - tried.last > _REMEMBERED:
            del self._tried[key]
            return 0
        return rule.wait(tried.tries) - (now - tried.last).total_seconds()


def _network(address: str) -> str:
    """Return what counts as one address: of IPv6 the network, where each has many."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
