"""The plant's glossary: its own terms, what they mean, and which of them name hazardous work.

Knows terms in any language and bridges them to the words of the documents. Does not know how a
glossary is read (``knowledge.ingest``) nor how text is searched.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.model.safety import Hazard

ENGLISH = "en"


@dataclass(frozen=True)
class Term:
    """One term: ``means`` is the plant's own or the English term for it, "" when it needs none.

    ``language`` "": said in any. With a ``hazard`` the term names work that is not for chat.
    """

    term: str
    means: str = ""
    language: str = ""
    hazard: Hazard | None = None


@dataclass(frozen=True)
class Glossary:
    """All terms, as imported."""

    terms: tuple[Term, ...] = ()
    _meanings: dict[str, str] = field(init=False, repr=False, compare=False)
    _said: re.Pattern[str] | None = field(init=False, repr=False, compare=False)
    _english: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        meanings = {each.term.casefold(): each.means for each in self.terms if each.means}
        pattern = _any_of(meanings)
        english = {each.term.casefold() for each in self.terms if each.language == ENGLISH}
        others = {each.term.casefold() for each in self.terms if each.language != ENGLISH}
        object.__setattr__(self, "_english", frozenset(english - others))
        object.__setattr__(self, "_meanings", meanings)
        object.__setattr__(self, "_said", re.compile(pattern) if pattern else None)

    def without(self, language: str) -> "Glossary":
        """Return the glossary without the terms of that language, such as its short forms."""
        return Glossary(tuple(each for each in self.terms if each.language != language))

    def expand(self, text: str) -> str:
        """Return the text followed by what its terms mean: "Trommel zu schnell drum".

        Nothing is taken out: the person's own words are searched for too.
        """
        return " ".join((text, *dict.fromkeys(self.meanings(text).values())))

    def meanings(self, text: str) -> dict[str, str]:
        """Return the terms that the text holds, in lower case, each with what it means."""
        if self._said is None:
            return {}
        found = (match.group() for match in self._said.finditer(text.casefold()))
        return {term: self._meanings[term] for term in found}

    def stretches(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the text, in lower case, stretch by stretch with what it means; "" for no term.

        English terms mean nothing else here: what is English already is left as it is.
        """
        start = 0
        for match in self._said.finditer(text) if self._said else ():
            if match.group() not in self._english:
                yield text[start : match.start()], ""
                yield match.group(), self._meanings[match.group()]
                start = match.end()
        yield text[start:], ""


def _any_of(terms: Iterable[str]) -> str:
    """Return the pattern of the terms as whole words, the longest first where several begin.

    By their first character: at most places of a text none of hundreds begins, and that is told
    by one look instead of one for each of them.
    """
    by_first: dict[str, list[str]] = {}
    for term in sorted(terms, key=len, reverse=True):
        by_first.setdefault(term[0], []).append(re.escape(term[1:]) + _end_of(term))
    words: list[str] = []
    signs: list[str] = []
    for first, rests in by_first.items():
        (signs if _CHINESE.match(first) else words).append(
            f"{re.escape(first)}(?:{'|'.join(rests)})"
        )
    return "|".join([rf"(?<!\w)(?:{'|'.join(words)})"] * bool(words) + signs)


def _end_of(term: str) -> str:
    """Return what must follow a term; Chinese has no ends of words."""
    return "" if _CHINESE.match(term[-1]) else r"(?!\w)"


_CHINESE = re.compile(r"[\u3400-\u9fff]")
