"""A question in another language, in English words: by the plant's glossary, else the lexicon.

Knows how much of it could be read so, and which of the typed words an English one stands for. A
text that is English already, or of which nothing is known, is none. Does not know what is done
with it.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from knowledge.model import Glossary
from knowledge.tongue import ENGLISH, small_words
from knowledge.tongue.lexicon import Lexicon, Piece, lexicon

ENOUGH = 0.6
"""The share of the words with content that must be known, for the rest to be judged by."""


@dataclass(frozen=True)
class Bridged:
    """A question piece by piece, as it was typed and in English."""

    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """The question in English words, in lower case; what is not known as it was typed."""
        parts = (f"{each.before or ' '}{each.english}" for each in self.pieces)
        return " ".join("".join(parts).split())

    def enough(self, knows: Callable[[str], bool] = lambda _: False) -> bool:
        """Whether so much is known that the English says what was asked.

        ``knows``: whether a word stands in the documents.
        """
        telling = [each for each in self.pieces if each.tells]
        known = sum(each.translated or each.is_english or knows(each.said) for each in telling)
        return known >= ENOUGH * len(telling)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield English words with what was typed for them."""
        return ((each.english, each.said) for each in self.pieces if each.translated)

    def as_typed(self, english: str) -> str:
        """Return what was typed for some English words of the text; themselves when nothing."""
        wanted = set(english.split())
        said = [bool(wanted & set(each.english.split())) for each in self.pieces]
        if not any(said):
            return english
        first, last = said.index(True), len(said) - said[::-1].index(True)
        within = zip(self.pieces[first:last], said[first:last], strict=True)
        return " ".join(each.said for each, is_it in within if is_it or not each.english)


def in_english(text: str, language: str, glossary: Glossary) -> Bridged | None:
    """Return a question of that language in English words; None: there is nothing to turn."""
    words = lexicon(language, text) if language != ENGLISH else None
    if words is None:
        return None
    plain = unicodedata.normalize("NFC", text).casefold()
    pieces = tuple(_read(plain, words, glossary))
    small = small_words(language)
    own = [each for each in pieces if each.said not in small]
    english = sum(each.is_english for each in own)
    turned = sum(each.tells and each.turned and not each.is_english for each in own)
    return Bridged(pieces) if turned and turned >= english else None


def _read(text: str, words: Lexicon, glossary: Glossary) -> Iterator[Piece]:
    for stretch, means in glossary.stretches(text):
        yield from [Piece(stretch, means, True, " ")] if means else words.read(stretch)
