"""Comparing a question with names and texts by their content words.

Knows stems and words without content. Does not rank passages (``knowledge.search``).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?")
_EMPTY = frozenset(
    """a an and are as at be been before but by can could did do does for from get give had has
    have how i if in instead into is it its just me more much must my no not of off on or our out
    please should so than that the their them then there they this those to too up us was we were
    what whats when where which who whom why will with would you your about again also any come
    exactly explain reason reasons still tell now only rather same say says go make need needs use
    recommend recommendation recommended recommender suggest advise decision
    consider considered choose chose chosen option options alternative alternatives
    rejected""".split()
)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    # A Stemmer is not safe to share between threads while it works; the cache makes calls rare
    # and a fresh one costs microseconds.
    return str(Stemmer.Stemmer("english").stemWord(word))


@lru_cache(maxsize=1024)  # one question compares itself with the same texts again and again
def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words with content; numbers count as words."""
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()) if word not in _EMPTY)


UP = frozenset("raise increase higher high faster fast up more open add".split())
DOWN = frozenset("reduce lower low decrease slow slower down less cut drop close".split())
DIRECTIONS = content_stems("raise increase higher faster fast reduce lower decrease slower slow")


def overlap(question: frozenset[str], texts: Iterable[str]) -> int:
    """Count the question's content words that stand in any of the texts."""
    found: set[str] = set()
    for text in texts:
        found |= question & content_stems(text)
    return len(found)


def direction(text: str) -> str:
    """Return "up" or "down" when the words move something one way only, else ""."""
    words = set(_WORD.findall(text.casefold()))
    up, down = bool(words & UP), bool(words & DOWN)
    return "" if up == down else "up" if up else "down"
