"""Memory of a process with many threads."""

import subprocess
import sys

import pytest

from bot.allocation import give_memory_back, keep_memory_small

_COUNT_ARENAS = """
import ctypes, sys, threading
from bot.allocation import keep_memory_small
if "small" in sys.argv and not keep_memory_small():
    raise SystemExit("not taken")
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(8)
def allocate():
    together.wait()
    libc.malloc(1000)
    together.wait()
threads = [threading.Thread(target=allocate) for _ in range(8)]
for each in threads: each.start()
for each in threads: each.join()
libc.fopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
"""


def _arenas(*arguments: str) -> int:
    told = subprocess.run(
        [sys.executable, "-c", _COUNT_ARENAS, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.count("<heap nr=")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's arenas are Linux's")
def test_however_many_threads_there_are_they_share_two_arenas() -> None:
    assert _arenas("small") <= 2 < _arenas()


def test_a_system_without_such_knobs_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not keep_memory_small()
    give_memory_back()


_FREED = """
from bot.allocation import give_memory_back, keep_memory_small
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
if not keep_memory_small():
    raise SystemExit("not taken")
blocks = [bytearray(4000) for _ in range(20_000)]
kept = blocks[-1]
del blocks
before = resident()
give_memory_back()
print(before - resident())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc alone has these knobs")
def test_what_was_freed_below_something_kept_is_given_back() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _FREED], capture_output=True, text=True, check=True
    )
    assert int(told.stdout) > 40_000_000
