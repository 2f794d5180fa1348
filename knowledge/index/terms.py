"""Terms: what a text is looked up by; the same for passages and questions.

Knows English stems, stop words and how plants write names: ``SOP-114``, ``drum-2``,
``AlertmanagerClusterDown``, ``motor_temp_high``, ``38rpm``, ``2.9 %``. Such a name is a term as it
stands and each of its parts is one too, so that a question may write it either way. Does not know
what is indexed.
"""

import re
from collections import Counter
from functools import lru_cache
from itertools import chain

import Stemmer

ANALYSER = "english-2"
"""Name of this way to make terms; an index made another way is rebuilt."""

_NAME = re.compile(r"[^\W_](?:[\w'’.,/:-]*[\w])?|[%°µ]\w*", re.UNICODE)
_PART = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+", re.UNICODE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

STOP_WORDS = frozenset(
    """a an and are as at be but by for if in into is it no not of on or such that the their then
    there these they this to was will with""".split()
)
"""Lucene's short list. Question words stay: titles and wordings are questions too ("how do I")."""


LONGEST_TITLE = 200


def title_of(text: str) -> str:
    """Return the first line of a text as its title, or "" when it rather is all of the text."""
    title, _, rest = text.partition("\n")
    return title if rest and len(title) <= LONGEST_TITLE else ""


def terms(text: str) -> list[str]:
    """Return the terms of a text in order, names before their parts; stop words are left out."""
    return list(chain.from_iterable(map(_terms_of, _NAME.findall(text))))


def counted(text: str) -> Counter[str]:
    """Return how often each term stands in the text."""
    return Counter(terms(text))


@lru_cache(maxsize=50_000)
def _terms_of(name: str) -> tuple[str, ...]:
    parts = [hump.casefold() for part in _PART.findall(name) for hump in _HUMP.split(part) if hump]
    whole = name.casefold().strip(".,:/'’-")
    if len(parts) <= 1:
        return _stemmed(parts or [whole])
    return _stemmed([whole, *parts])


def _stemmed(words: list[str]) -> tuple[str, ...]:
    stem = _stemmer().stemWord
    return tuple(stem(word) for word in words if word not in STOP_WORDS)


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english", 0)
