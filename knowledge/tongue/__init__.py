"""Which language a text is in, told from its everyday words and its letters.

Knows the small words of each language (data files beside this one) and letters that only it has.
Does not know what a text means. Needs no model; where it cannot tell, it says so.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

WORDS = Path(__file__).parent / "words"
EVERYDAY = Path(__file__).parent / "everyday"
ENGLISH = "en"
CHINESE = "zh"
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {
    "es": re.compile("[ñ¿¡]"),
    "de": re.compile("ß"),
    "pl": re.compile("[ąęłńśźżćŁ]"),
    "pt": re.compile("[ãõ]"),
    "tr": re.compile("[ğışİ]"),
    "vi": re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"),
}
_PLAIN = {"ł": "l", "đ": "d", "ı": "i", "ø": "o", "ß": "ss", "æ": "ae"}
_KNOWN_SO_FAR = 1.0  # what knowing the person's language weighs: as much as one word
_TELLING = 0.12  # of a document's words this share must be small words of one language
_CLEAR = 1.3  # and it must lead the next language by so much
_READ = 4_000  # characters; more tells nothing new
_READ_QUICKLY = 400
_SUBSTANCE = {"vi": 2}
_NAME = re.compile(r"(?<![\w-])[a-z]{1,3}-?[0-9]{1,3}(?![\w-])")


def folded(text: str) -> str:
    """Return the text in lower case without accents: "Łódź" -> "lodz", "für" -> "fur"."""
    if text.isascii():  # most are, and this is a hundred times as fast
        return text.casefold()
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return parts.translate(_PLAINLY)


class _Plainly(dict[int, str]):
    """What each sign is without accents: an accent is nothing. Looked up once a sign."""

    def __missing__(self, sign: int) -> str:
        plain = _PLAIN.get(chr(sign), "" if unicodedata.combining(chr(sign)) else chr(sign))
        self[sign] = plain
        return plain


_PLAINLY = _Plainly()


@lru_cache(maxsize=32)
def small_words(language: str) -> frozenset[str]:
    """Return the folded everyday words of a language; empty when it is not known."""
    path = WORDS / f"{language}.txt"
    return frozenset(path.read_text(encoding="utf-8").split()) if path.exists() else frozenset()


@lru_cache(maxsize=32)
def everyday_words(language: str) -> frozenset[str]:
    """Return the words that people use all day, whatever their trade; empty when not known.

    What is one of them is no other word mistyped.
    """
    path = EVERYDAY / f"{language}.txt"
    known = path.read_text(encoding="utf-8").split() if path.exists() else ()
    return small_words(language).union(known)


@lru_cache(maxsize=1)
def known_languages() -> tuple[str, ...]:
    """Return the languages that can be told apart, by code."""
    return tuple(sorted(path.stem for path in WORDS.glob("*.txt")))


@lru_cache(maxsize=1024)
def language_of(text: str, prior: str = "") -> str:
    """Return the language of a short text; ``prior`` is what it is without a sign of another."""
    scores = _scores(text[:_READ_QUICKLY])
    best = max(scores, key=lambda each: scores[each], default=prior)
    return best if scores[best] > scores[prior] + (_KNOWN_SO_FAR if prior else 0) else prior


def languages_in(text: str) -> tuple[str, ...]:
    """Return the languages of which the text holds any sign, the likeliest first."""
    return tuple(language for language, _ in _scores(text).most_common())


def words_of_substance(text: str, prior: str = "") -> tuple[str, ...]:
    """Return the folded words that say what a text is about, each once: "pump", not "the".

    Small words of its language and of English are none, nor is what has fewer than three letters,
    unless it is a name such as "TU1". Vietnamese has short words, and Chinese no spaces: there
    each two signs are one.
    """
    language = language_of(text, prior)
    small = small_words(language) | small_words(ENGLISH)
    plain = folded(text)
    signs = [one + other for one, other in pairwise(_HAN.findall(plain))]
    least = _SUBSTANCE.get(language, 3)
    words = [each for each in _WORD.findall(_HAN.sub(" ", plain)) if len(each) >= least]
    found = (*words, *_NAME.findall(plain), *signs)
    return tuple(dict.fromkeys(each for each in found if each not in small))


def language_of_document(text: str) -> str:
    """Return the language of a document, or "" when it cannot be told for sure."""
    start = text[:_READ]
    scores = _scores(start)
    words = len(_WORD.findall(start)) + len(_HAN.findall(start))
    ranked = scores.most_common(2)
    if not ranked or ranked[0][1] < _TELLING * max(words, 5):
        return ""
    if len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]:
        return ""
    return ranked[0][0]


def _scores(text: str) -> Counter[str]:
    """Count, for each language, its small words; a word of several counts a share for each."""
    found: Counter[str] = Counter()
    for token in _WORD.findall(folded(text)):
        owners = _owners().get(token, ())
        for language in owners:
            found[language] += 1 / len(owners)  # type: ignore[assignment]  # shares, not counts
    if not text.isascii():
        lowered = unicodedata.normalize("NFC", text.casefold())
        for language, letters in _LETTERS.items():
            found[language] += len(letters.findall(lowered))
        found[CHINESE] += len(_HAN.findall(lowered))
    return +found


@lru_cache(maxsize=1)
def _owners() -> dict[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for language in known_languages():
        for word in small_words(language):
            owners[word] = (*owners.get(word, ()), language)
    return owners
