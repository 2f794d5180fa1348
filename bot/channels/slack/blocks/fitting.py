"""A long text in pieces, and pieces in parts: what does not fit one message waits in the next.

Knows sizes. Does not know what a piece says. Nothing is lost: the pieces of a text, put together,
are the text, and every piece stands in a part.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_BREAKS = (re.compile(r"\n"), re.compile(r"(?<=[.!?:;。！？；])\s?"), re.compile(r"\s|(?<=[、，])"))
"""Where a text may be broken, the best first: lines, sentences, words."""


def pieces(text: str, most: int) -> list[str]:
    """Return the text in pieces of at most ``most`` characters, broken where it reads best."""
    found = []
    while len(text) > most:
        end = _end(text, most)
        found.append(text[:end])
        text = text[end:]
    return [*found, text]


def packed(
    items: Sequence[_T], size: Callable[[Sequence[_T]], int], *, first: int, rest: int
) -> list[list[_T]]:
    """Return the items in order, in parts whose sizes stay within ``first``, then ``rest``.

    An item larger than its part stands alone. There is always a first part, if an empty one.
    """
    parts: list[list[_T]] = [[]]
    for each in items:
        most = first if len(parts) == 1 else rest
        if parts[-1] and size([*parts[-1], each]) > most:
            parts.append([])
        parts[-1].append(each)
    return parts


def _end(text: str, most: int) -> int:
    """Return where the first piece ends: after the last good break of its second half."""
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text, 0, most)]
        if ends and ends[-1] >= most // 2:
            return ends[-1]
    return most
