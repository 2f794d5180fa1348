"""What holds for every test: none reaches beyond this machine, no property test is timed.

A property whose test names no number of examples is tried on ten, and on a hundred where everything
is required (TANDEM_TEST_REQUIRE=all).

Any connection to another address fails the test. The attempt is refused and noted, so that code
which survives a refused connection cannot hide it.
"""

import ipaddress
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# How long an example takes is a benchmark's question.
settings.register_profile("thorough", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile("thorough" if os.environ.get("TANDEM_TEST_REQUIRE") == "all" else "quick")

MEMORY = Path("/dev/shm")
ENOUGH = 2 * 2**30
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
    # What a test keeps need not outlive a power cut: a commit to a disk waits some milliseconds.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# Else pytest writes its assertions anew into six hundred modules in each run.
sys.dont_write_bytecode = False

# Before NumPy is there: what tests multiply is small, and two threads wait longer than one works.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_attempts: list[str] = []


class NoNetwork(OSError):
    """A test tried to reach another machine."""


def is_local(address: Any) -> bool:
    """Whether the address of a socket is on this machine."""
    if not isinstance(address, tuple):
        return True  # a path in the file system
    host = str(address[0]).partition("%")[0]
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(what: str) -> None:
    _attempts.append(what)
    raise NoNetwork(f"a test may not reach {what}: use a server on this machine")


def _guarded(name: str) -> Any:
    original = getattr(socket.socket, name)

    def guarded(self: socket.socket, *args: Any) -> Any:
        address = args[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address):
            _refuse(str(address))
        return original(self, *args)

    return guarded


def _guarded_lookup(original: Any) -> Any:
    def guarded(host: Any, *args: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not is_local((name,)):
            _refuse(f"the name {name}")
        return original(host, *args, **options)

    return guarded


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(name))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


@pytest.fixture(autouse=True)
def no_attempt_is_overlooked() -> Iterator[list[str]]:
    _attempts.clear()
    yield _attempts
    tried, _attempts[:] = list(_attempts), []
    if tried:
        pytest.fail(f"reached for {', '.join(sorted(set(tried)))}; only this machine is allowed")
