"""Choosing from what was listed before: by number ("2", "the second one") or the one left over.

Knows the words for it in each language (``wordings``). Does not know what was listed.
"""

import re

from bot.answering.intents import lines_for, plain_words, says
from knowledge.tongue import folded, language_of, small_words

ORDINALS = "ordinals"
OTHER = "other"
_CHINESE_ORDER = re.compile(r"^第?([一二三四五六1-6])[个条项台号]?$")
_CHINESE_FIGURES = "一二三四五六"
_FILLING = frozenset(
    "one number no nr num numero numer nummer option the take show please cai so thu".split()
)


def number_chosen(text: str, asker: str) -> int | None:
    """Return the place in a list, from 1, if the words say nothing but that."""
    plain = folded(plain_words(text)).replace("#", "")
    chinese = _CHINESE_ORDER.fullmatch(plain)
    if chinese:
        figure = chinese.group(1)
        return int(figure) if figure.isdecimal() else _CHINESE_FIGURES.index(figure) + 1
    for language in dict.fromkeys((language_of(text, asker), asker)):
        empty = small_words(language) | _FILLING
        ordinals = _ordinals(language)
        telling = [word.strip(".") for word in plain.split() if word.strip(".") not in empty]
        if len(telling) == 1:
            word = telling[0]
            if word.isdecimal() and 1 <= int(word) <= len(ordinals):
                return int(word)
            place = next((n for n, words in enumerate(ordinals, 1) if word in words), None)
            if place is not None:
                return place
    return None


def asks_for_other(text: str, asker: str) -> bool:
    """Whether the words ask for "the other one"."""
    return says(OTHER, folded(plain_words(text)), language_of(text, asker), asker)


def _ordinals(language: str) -> list[list[str]]:
    """Return the words for first, second and so on."""
    said = (pattern.pattern for name, pattern in lines_for(language) if name == ORDINALS)
    return [words.split("|") for words in next(said, "").split()]
