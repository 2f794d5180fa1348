"""Which matters are never answered from chat, told from the words of a question.

``terms`` knows what people say (data files, one a language, and the plant's glossary), ``unlisted``
how hazardous other wordings read. Both only ever look for what is there, so that text added to a
question takes nothing away. Does not know the plant's documents, nor what becomes of a question
(``bot.answering.route``).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.hazards.spelling import bare, spelled
from knowledge.hazards.terms import TermList, shipped_terms
from knowledge.hazards.unlisted import Unlisted, trained
from knowledge.model import Glossary, Hazard

READ_CHARACTERS = 5_000
"""Of a longer text the beginning and the end are read, this much of each."""
REMEMBERED = 512
_SENTENCES = re.compile(r"[.!?;:,\n。！？；：，¡¿…-]+")
_INSTRUCTIONS = re.compile(r"[.!?;\n。！？；]+")
_ASKING = ("can i", "darf ich", "puedo", "czy mogę", "posso", "miyim", "được không", "可以")
"""Words with which people ask whether they may, in the languages of the lists."""


@dataclass(frozen=True)
class Recognised:
    """A hazard, and the words that told it."""

    hazard: Hazard
    because: str


class Hazards:
    """Recognises hazards in texts; the same for all, but for the plant's glossary."""

    def __init__(self, terms: TermList, unlisted: Unlisted) -> None:
        self._terms = terms
        self._unlisted = unlisted
        self.asked = lru_cache(maxsize=REMEMBERED)(self._asked)
        self.named = lru_cache(maxsize=REMEMBERED)(self._named)

    @classmethod
    def of(cls, glossary: Glossary) -> "Hazards":
        """Return what the shipped term lists, the glossary and the classifier recognise."""
        return cls(shipped_terms().with_glossary(glossary), trained())

    def _asked(self, text: str) -> Recognised | None:
        """Return the hazard that the text asks about, the emergency before all others.

        Where no list knows the wording, how it reads decides; then it is not known which hazard.
        """
        text = _read(text)
        for sentence in filter(None, map(spelled, _SENTENCES.split(text))):
            if self._terms.cried(sentence):
                return Recognised(Hazard.EMERGENCY, " ".join(map(bare, sentence)))
        if found := self._terms.asked(spelled(text)):
            return Recognised(*found)
        said = self._unlisted.asked(text)
        return Recognised(Hazard.UNLISTED, said) if said else None

    def told(self, text: str) -> Recognised | None:
        """Return the hazard of what somebody says is to be done, asked for or not.

        The lists know how people ask for hazardous work; an instruction lacks the asking words.
        """
        if found := self.asked(text):
            return found
        for sentence in _INSTRUCTIONS.split(_read(text)):
            for asking in _ASKING if sentence.strip() else ():
                if listed := self._terms.asked(spelled(f"{asking} {sentence}")):
                    hazard, said = listed
                    return Recognised(hazard, said.removeprefix(f"{asking} … "))
        return None

    def _named(self, text: str) -> frozenset[Hazard]:
        """Return the hazardous work that titles name, asked for or not."""
        return self._terms.named(spelled(_read(text)))


def _read(text: str) -> str:
    if len(text) <= 2 * READ_CHARACTERS:
        return text
    return f"{text[:READ_CHARACTERS]}\n{text[-READ_CHARACTERS:]}"
