"""Passages that say again what was asked, or what stands beside them: neither answers anything.

Knows when two passages of one document say the same under different headings, and what is left of
a passage without the question repeated in it. Judges by words alone, in any language.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"(?<=[.!?。！？])\s+|\n+")
LEAST = 8
"""Fewer words of its own ("Keep for two years") may stand in several sections of a document."""
ALIKE = 0.8
"""Of the words of both, so many are the same."""
ECHO = 0.7
"""The same for a heading or a question in the text, and the question that was asked."""


@lru_cache(maxsize=2048)
def words(text: str) -> frozenset[str]:
    """Return the words of a text, numbers too, in lower case."""
    return frozenset(_WORD.findall(text.casefold()))


def in_a_row(text: str) -> str:
    """Return the words of a text in their order, in lower case, with a space on each side.

    What is said word for word in another text so stands in it.
    """
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def own_words(text: str, headings: Sequence[str], question: str) -> frozenset[str]:
    """Return the words of a passage that neither its headings nor the question have."""
    return words(text).difference(words(question), *map(words, headings))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two passages with these words of their own say the same."""
    return len(one) >= LEAST and _shared(one, other) >= ALIKE


def without_echo(text: str, headings: Sequence[str], question: str) -> str | None:
    """Return what a passage says besides the question, or None when it does not repeat it.

    A sentence that says what was asked ("Is the guard closed?" - "The guard is closed.") is an
    answer; a heading or a question is none.
    """
    asked = words(question)
    if len(asked & words(text).union(*map(words, headings))) < ECHO * max(1, len(asked)):
        return None  # most passages: nothing in them can repeat it
    pieces = _PIECE.split(text)
    echoes = [each for each in pieces if _shared(words(each), asked) >= ECHO]
    told = any(_shared(words(each), asked) >= ECHO for each in headings)
    if not (told or any(each.rstrip().endswith(("?", "？")) for each in echoes)):
        return None
    return " ".join(each for each in pieces if each not in echoes)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))
