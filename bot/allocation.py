"""How the C library hands out memory to a process that serves for months with many threads.

Knows glibc's knobs, and that other systems have none of them. Does not know what memory is for.

Left alone, glibc gives each thread an arena of its own that seldom shrinks, and after a large block
was given back it keeps the next ones in an arena too. With some twenty threads that is a tenth of
what the app has resident and gains nothing: the interpreter runs one thread at a time.
"""

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Of glibc's ``malloc.h``."""
_ARENAS = 2
_LARGE_BYTES = 1 << 20


def give_memory_back() -> None:
    """Give the system what was freed in the middle of the arenas; done now and then, it is quick.

    What is read for a moment (a month of decisions, all topics) leaves some tens of MB of it.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if _is_linux() else None
    if trim is not None:
        trim(0)


def keep_memory_small() -> bool:
    """Share two arenas among all threads and give blocks from 1 MiB back when they are freed.

    To be called before threads are started. Returns whether the system took it; where it has no
    such knobs (no Linux, another C library) nothing changes.
    """
    if not _is_linux():
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    asked = (
        (_ARENA_MAX, _ARENAS),
        (_MMAP_THRESHOLD, _LARGE_BYTES),
        (_TRIM_THRESHOLD, _LARGE_BYTES),
    )
    taken = [mallopt(knob, value) for knob, value in asked]
    return all(each == 1 for each in taken)


def _is_linux() -> bool:
    return sys.platform.startswith("linux")
