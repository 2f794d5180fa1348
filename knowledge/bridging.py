"""A question in another language, in English words: by the plant's glossary, else the lexicon.

Knows how much of it could be read so, and which of the typed words an English one stands for. A
slip of the finger is mended. A text that is English already, or of which nothing is known, is none.
Does not know what is done with it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from knowledge.index.spelling import SHORTEST, mended
from knowledge.model import Glossary
from knowledge.tongue import ENGLISH, small_words
from knowledge.tongue.lexicon import Lexicon, Piece, lexicon

ENOUGH = 0.6
"""The share of the words with content that must be known, for the rest to be judged by."""
_MENDED = range(SHORTEST + 1, 15)
"""Letters of words that are mended; longer ones are compounds, and take their time."""


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
        yield from [Piece(stretch, means, True, " ")] if means else _pieces(stretch, words)


def _pieces(text: str, words: Lexicon) -> Iterator[Piece]:
    """Yield the text piece by piece, what was mistyped as it was meant."""
    pieces = list(words.read(text))
    for piece in pieces:
        if not piece.translated and len(piece.said) in _MENDED and not piece.is_english:
            meant = _mended(words.plain(piece.said), words)
            text = re.sub(rf"\b{re.escape(piece.said)}\b", meant, text) if meant else text
    yield from words.read(text)


@lru_cache(maxsize=512)
def _mended(word: str, words: Lexicon) -> str:
    """Return the word that was meant, one slip away, or "" when there is none."""
    other: str = mended(word, lambda each: int(words.holds(each)))
    return other if other != word else ""
