"""One question as it was typed, with the language it is in.

Knows which words of a question can be compared with a log or a document. Does not know what they
mean there.
"""

from dataclasses import dataclass

from bot.answering.mentions import AssetNames
from bot.answering.words import content_stems
from knowledge.tongue import language_of


@dataclass(frozen=True)
class Question:
    """``language`` is told from the words, or else the asker's own."""

    text: str
    language: str

    @classmethod
    def read(cls, text: str, *, asker: str) -> "Question":
        """Return the question of somebody who reads that language."""
        return cls(text, language_of(text, asker))

    def own_words(self, names: AssetNames) -> frozenset[str]:
        """Return the stems of its words with content, but for those that name equipment."""
        return content_stems(names.without(self.text), self.language)

    def comparable(self, text: str) -> bool:
        """Whether its words can stand in that text at all: both are in one language."""
        return language_of(text, self.language) == self.language
