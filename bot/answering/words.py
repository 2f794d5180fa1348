"""Comparing a question with names and texts by their content words.

Knows stems and words without content, in each language: Snowball's stems where there are some, the
beginnings of Polish words, Vietnamese syllables, pairs of Chinese characters. Does not rank
passages (``knowledge.search``).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from knowledge.tongue import CHINESE, ENGLISH, folded, language_of, small_words

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


_STEMMERS = {
    "en": "english",
    "de": "german",
    "es": "spanish",
    "pt": "portuguese",
    "tr": "turkish",
}
_ROOT = 6  # letters; Polish words of one root differ after them
_HAN = re.compile(r"[\u3400-\u9fff]+")
_SMALL_HAN = re.compile(
    r"[的了吗呢吧啊是我你您他它们这那哪在和与就都还也要会能可以为什么怎么样谁个条次上下里做到请把吗么被于]"
)


@lru_cache(maxsize=4096)
def _stem(word: str, language: str = ENGLISH) -> str:
    # A Stemmer is not safe to share between threads while it works; the cache makes calls rare
    # and a fresh one costs microseconds.
    if language in _STEMMERS:
        return str(Stemmer.Stemmer(_STEMMERS[language]).stemWord(word))
    return word[:_ROOT] if language == "pl" else word


@lru_cache(maxsize=1024)  # one question compares itself with the same texts again and again
def content_stems(text: str, language: str = "") -> frozenset[str]:
    """Return the stems of the words with content; numbers count as words.

    ``language`` "": told from the words, English where they do not tell.
    """
    language = language or language_of(text, ENGLISH)
    if language == ENGLISH:
        words = _WORD.findall(text.casefold())
        return frozenset(_stem(word) for word in words if word not in _EMPTY)
    plain = folded(text)
    if language == CHINESE:
        return frozenset(_pairs(plain)) | content_stems(_HAN.sub(" ", plain), ENGLISH)
    empty = small_words(language)
    return frozenset(_stem(word, language) for word in _WORD.findall(plain) if word not in empty)


def _pairs(text: str) -> Iterable[str]:
    """Yield the pairs of neighbouring Chinese characters with content."""
    for run in _HAN.findall(_SMALL_HAN.sub(" ", text)):
        yield from (run[at : at + 2] for at in range(max(len(run) - 1, 1)))


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
