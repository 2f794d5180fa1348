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
    """``language`` is told from the words, or else the asker's own.

    ``meant`` are the plant's own words for those of its glossary's terms that the question holds.
    """

    text: str
    language: str
    meant: str = ""

    @classmethod
    def of(cls, text: str, *, asker: str, means: str) -> "Question":
        """Return the question of somebody who reads that language, with what its words mean."""
        return cls(text, language_of(text, asker), means)

    def stems(self) -> frozenset[str]:
        """Return the stems of its words with content, and of what they mean."""
        return content_stems(self.text, self.language) | content_stems(self.meant)

    def own_words(self, names: AssetNames) -> frozenset[str]:
        """Return the stems of its words with content, but for those that name equipment."""
        return content_stems(names.without(self.text), self.language)

    def comparable(self, text: str) -> bool:
        """Whether its words can stand in that text at all: both are in one language."""
        return language_of(text, self.language) == self.language
