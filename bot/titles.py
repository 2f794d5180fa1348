"""What was asked, in words that read well: without courtesies and slips, beginning with a capital.

Knows which words are right: those of the language, of the plant's glossary and documents, and
those that several people wrote. Does not know how topics come about, nor who may read them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from itertools import islice

from bot.answering.reading import right_words, without_courtesies, word_by_word
from bot.speech import spoken
from knowledge.index.spelling import mended
from knowledge.model import Glossary, Topic
from knowledge.search import Search
from knowledge.tongue import ENGLISH, folded, known_languages, language_of

LOOKED_AT = 5
"""Wordings of which a topic gets its title, the most typical ones."""
_LEAST_WORDS = 2
_SEVERAL = 2
_SURE = 0.5
"""More than this share of a text's words is right English before others are mended to be so."""
_ALIKE = 0.6
"""How alike a slip and the word that was meant are at least, as ``difflib`` counts."""
_WORD = re.compile(r"[^\W\d_]+")
_FORMS = ("s", "y", "ly", "ed", "er", "ers", "ing", "ings")
_I = re.compile(r"\bi\b(?!\.)")
_ENDS = re.compile(r"\s*[?!]+$")


class Titles:
    """Gives topics titles, and questions words, that read well."""

    def __init__(self, search: Search, glossary: Glossary) -> None:
        self._search = search
        said = " ".join(f"{each.term} {each.means}" for each in glossary.terms)
        self._plant = frozenset(_WORD.findall(folded(said)))

    def of(self, topic: Topic) -> Topic:
        """Return the topic under a title that reads well; one that it was given stays."""
        if topic.title != next(iter(topic.wordings), ""):
            return topic
        return replace(topic, title=self._title(topic.wordings))

    def _title(self, wordings: Sequence[str]) -> str:
        """Return the most typical of the wordings, one in the reader's language before others."""
        short = ""
        readable = sorted(wordings, key=lambda each: not self._is_the_readers(each))
        for told in islice(self.plainly(readable), LOOKED_AT):
            if _says_enough(told):
                return told
            short = short or told
        return short

    def plainly(self, wordings: Sequence[str]) -> Iterator[str]:
        """Give the ways in which one question was asked, as they read well."""
        said = cache(lambda: Counter(word for each in wordings for word in frozenset(_words(each))))
        plain = cache(lambda: [self._plain(each, said) for each in wordings])
        for each in wordings:
            told = self._plain(each, said)
            unknown = self._unknown(told)
            yield (
                next((one for one in plain() if self._mends(one, told)), told) if unknown else told
            )

    def _plain(self, wording: str, said: Callable[[], Counter[str]]) -> str:
        text = " ".join(_bare(wording).split())
        language = language_of(text, ENGLISH)
        if self._is_english(text, language):
            text = _I.sub("I", word_by_word(text, self._meant))
        else:
            text = word_by_word(text, lambda word: self._as_others(word, language, said()))
        ends = _ENDS.search(text)
        if ends is not None:
            text = text[: ends.start()] + ("?" if "?" in ends.group() else "")
        return text[:1].upper() + text[1:]

    def _is_the_readers(self, text: str) -> bool:
        language = language_of(text)
        if spoken() == ENGLISH:
            return self._is_english(text, language or ENGLISH)
        return language == spoken()

    def _is_english(self, text: str, language: str) -> bool:
        """Whether it surely is: a few small words of one language are those of another."""
        words, english = _words(text), right_words(ENGLISH)
        right = sum(
            each in english or (language == ENGLISH and self._is_known(each)) for each in words
        )
        return right > _SURE * len(words)

    def _is_known(self, word: str) -> bool:
        return word in self._plant or self._search.knows(word)

    def _unknown(self, text: str) -> list[str]:
        """Return the words that may be slips."""
        right = right_words(language_of(text, ENGLISH))
        return [each for each in _words(text) if each not in right and not self._is_known(each)]

    def _mends(self, other: str, text: str) -> bool:
        """Whether the other text is the same but for one word, which is right there."""
        pairs = list(zip(_words(text), _words(other), strict=False))
        apart = [(one, another) for one, another in pairs if one != another]
        if len(apart) != 1 or len(_words(text)) != len(_words(other)):
            return False
        slip, right = apart[0]
        alike = SequenceMatcher(None, slip, right).ratio() >= _ALIKE
        return alike and slip in self._unknown(text) and right not in self._unknown(other)

    def _meant(self, word: str) -> str:
        """Return the word that the documents have for it; a form of a right word is right."""
        right = right_words(ENGLISH)
        stems = (word.removesuffix(each) for each in _FORMS if word.endswith(each))
        if word in self._plant or any(each in right or self._is_known(each) for each in stems):
            return word
        return self._search.meant(word, right)

    def _as_others(self, word: str, language: str, said: Counter[str]) -> str:
        """Return the word of the plant, or of several people, one slip away."""
        right = word in right_words(language) or self._is_known(word) or said[word] >= _SEVERAL
        return word if right else mended(word, lambda each: self._spoken(each, said))

    def _spoken(self, word: str, said: Counter[str]) -> int:
        return said[word] if said[word] >= _SEVERAL else int(word in self._plant)


def _bare(text: str) -> str:
    """Return the text without courtesies, of any language if it shows no sign of one."""
    language = language_of(text)
    for each in (language,) if language else known_languages():
        text = without_courtesies(text, each)
    return text


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _says_enough(text: str) -> bool:
    return len(text.split()) >= _LEAST_WORDS or not text.isascii()
