"""How a text is spelled for comparing: one form for what people type in many ways.

Compatibility forms, case, invisible characters and look-alike letters are folded. Of a word with
diacritics both are kept: its bare letters, and which marks it had. In most languages people leave
the marks out and nothing else is meant; in Vietnamese they tell words apart. A word is a run of
letters and digits; each Chinese character is one, so that phrases are found without knowing where
words end.
"""

import re
import unicodedata
from functools import lru_cache

Words = tuple[str, ...]
"""Each word's bare letters; behind them, if it had any, ``MARK`` and its marks."""

MARK = "\u0300"
_WORD = re.compile(r"怎么样|[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
"""One Chinese word is kept whole: 怎么样 asks how it went, 怎么 how to do it."""
_LOOK_ALIKE = str.maketrans(
    {
        # Cyrillic and Greek letters that look Latin; no language here is written with them.
        **dict(zip("аеорсухіјѕһԁ", "aeopcyxijshd", strict=True)),
        **dict(zip("αενορτυχικ", "aevoptuxik", strict=True)),
    }
)
_LETTERS = {"ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ŋ": "n", "ð": "d"}


def spelled(text: str) -> Words:
    """Return the words of the text as they are compared."""
    if text.isascii():
        return tuple(_WORD.findall(text.casefold()))
    composed = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")
    words = _WORD.findall(unicodedata.normalize("NFC", seen))
    return tuple(word if word.isascii() else _marked(word) for word in words)


def bare(word: str) -> str:
    """Return the word's letters without its marks."""
    return word.partition(MARK)[0]


def is_chinese(word: str) -> bool:
    """Whether the word is Chinese."""
    return "\u3400" <= word[0] <= "\u9fff"


@lru_cache(maxsize=8192)
def _marked(word: str) -> str:
    letters, marks = "", []
    for sign in unicodedata.normalize("NFD", word.translate(_LOOK_ALIKE)):
        if unicodedata.category(sign) == "Mn" or sign == "đ":
            marks.append(sign)
        if unicodedata.category(sign) != "Mn":
            letters += "d" if sign == "đ" else _LETTERS.get(sign, sign)
    # Sorted: khoá and khóa are one word, typed in the new and the old way.
    return letters + (MARK + "".join(sorted(marks)) if marks else "")


def near(one: str, other: str) -> bool:
    """Whether two words differ by one letter left out, added, changed or swapped at most."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
        return left[1:] == right[1:] or swapped
    shorter, longer = sorted((left, right), key=len)
    return shorter == longer[1:]
