"""Reading a question as it was meant: without courtesies, slips mended, short forms written out.

Knows what people type around a question, how they shorten ("hey", "thx", "max temp") and what they
call things ("leaker", "heater"), in files beside this one; the plant's glossary; and the documents'
words through the search. A question in another language is read in English words, as far as they
are known. Does not know what a question is about.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from bot.answering.intents import lines_for
from bot.answering.mentions import AssetNames
from knowledge.bridging import Bridged, in_english
from knowledge.index.terms import terms
from knowledge.ingest.glossary import read_glossary
from knowledge.model import Glossary
from knowledge.search import Search
from knowledge.tongue import ENGLISH, everyday_words, folded, language_of

SHORTHAND = Path(__file__).parent / "shorthand"
FLOOR = Path(__file__).parent / "floor"
SHORTEST_WORD = 4
"""A term of fewer letters is a short form ("tds", "qa"), not a word."""
_WORD = re.compile(r"(?<![\w'’-])[A-Za-z]+(?![\w'’-])")


@dataclass(frozen=True)
class Reading:
    """``text`` is the question as the documents are asked, ``typed`` as its asker's own would be.

    ``means`` is what the words typed stand for here, ``also`` what is looked up beside the text;
    ``meant``: by the term in it, the terms that say the same. ``bridged``: the text is English for
    what was typed in ``language``; ``enough``: so much of it that it can be judged by.
    """

    text: str
    means: str = ""
    meant: Mapping[str, frozenset[str]] = field(default_factory=dict)
    language: str = ENGLISH
    typed: str = ""
    also: str = ""
    bridged: Bridged | None = None
    enough: bool = True

    @property
    def looked_up(self) -> str:
        """The text, followed by what its short forms and the plant's terms mean."""
        return f"{self.text} {self.also}".rstrip()

    @property
    def in_own_words(self) -> str:
        """The same as it was typed, for documents in its own language."""
        return f"{self.typed} {self.means}".rstrip()

    @property
    def english(self) -> str:
        """The text when it is English for something else, or ""."""
        return self.text if self.bridged else ""


def read(
    text: str, *, glossary: Glossary, names: AssetNames, search: Search, asker: str
) -> Reading:
    """Return the question as it was meant by somebody who reads that language."""
    language = language_of(text, asker)
    plain = without_courtesies(text, language)
    said = {**names.meanings(plain), **glossary.meanings(plain)}
    bridged = in_english(plain, language, glossary)
    if bridged:
        return _bridged(plain, bridged, said, language, glossary, search)
    if language == ENGLISH:
        plain = _mended(plain, search)
        said = {**names.meanings(plain), **glossary.meanings(plain)}
    floor = _unknown_codes(floor_words(language).meanings(names.without(plain)), search)
    said = {**_joined(plain, search), **floor, **shorthand(language).meanings(plain), **said}
    means = _told(said)
    enough = language == ENGLISH
    return Reading(plain, means, _by_term(said.items()), language, plain, means, enough=enough)


def _bridged(
    typed: str,
    bridged: Bridged,
    said: Mapping[str, str],
    language: str,
    glossary: Glossary,
    search: Search,
) -> Reading:
    """Return a question in another language as one in English words is read."""
    text = bridged.text
    short = {**shorthand(ENGLISH).meanings(text), **glossary.meanings(text)}
    in_words = {**_joined(text, search), **short}
    words = set(text.split())
    named = (each for each in said.values() if not words.issuperset(each.casefold().split()))
    return Reading(
        text,
        _told(said),
        _by_term([*in_words.items(), *bridged.pairs()]),
        language,
        typed,
        " ".join(dict.fromkeys((*in_words.values(), *named))),
        bridged,
        bridged.enough(search.knows),
    )


def _unknown_codes(said: Mapping[str, str], search: Search) -> dict[str, str]:
    """Return what words mean, without short forms that the documents use themselves ("tds")."""
    return {
        term: means
        for term, means in said.items()
        if len(term) >= SHORTEST_WORD or not search.knows(term)
    }


def _told(said: Mapping[str, str]) -> str:
    return " ".join(dict.fromkeys(said.values()))


def _by_term(said: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return, by each term of some words, the terms of what they mean."""
    meant: dict[str, frozenset[str]] = {}
    for words, means in said:
        for term in terms(words):
            meant[term] = meant.get(term, frozenset()) | frozenset(terms(means))
    return meant


def without_courtesies(text: str, language: str) -> str:
    """Return the text without what stands around a question: "hey guys, …", "… thanks".

    The text as it is when nothing else stands in it.
    """
    around = {name: pattern for name, pattern in lines_for(language) if name in _AROUND}
    words, plain = text.split(), [folded(word).strip(_MARKS) for word in text.split()]
    first, last = 0, len(words)
    if opening := around.get("opening"):
        first = _taken(opening, plain)
    if closing := around.get("closing"):
        last -= _taken(closing, plain[::-1], backwards=True)
    if not any(plain[first:last]):
        return text
    ends = "?" if last < len(words) and text.rstrip().endswith("?") else ""
    return " ".join(words[first:last]).rstrip(" ,-") + ends


_AROUND = frozenset({"opening", "closing"})
_MARKS = " .,:;!?-–"
_LONGEST = 4


def _taken(pattern: re.Pattern[str], words: list[str], *, backwards: bool = False) -> int:
    """Return how many words from here on are courtesies."""
    taken = 0
    while taken < len(words):
        for length in range(min(_LONGEST, len(words) - taken), 0, -1):
            some = words[taken : taken + length]
            if pattern.fullmatch(" ".join(some[::-1] if backwards else some).strip()):
                taken += length
                break
        else:
            break
    return taken


def _joined(text: str, search: Search) -> dict[str, str]:
    """Return pairs of words that the documents write as one: "blow down" is "blowdown"."""
    words = _WORD.findall(text.casefold())
    pairs = {f"{one} {other}": one + other for one, other in pairwise(words)}
    return {apart: whole for apart, whole in pairs.items() if search.knows(whole)}


def _mended(text: str, search: Search) -> str:
    """Return the text with the words that were mistyped as the documents have them."""
    everyday = right_words(ENGLISH)
    return word_by_word(text, lambda word: search.meant(word, everyday))


def word_by_word(text: str, meant: Callable[[str], str]) -> str:
    """Return the text with each word as it was meant; what stays is left as it was written."""

    def put(match: re.Match[str]) -> str:
        word = match.group().casefold()
        other = meant(word)
        return match.group() if other == word else other

    return _WORD.sub(put, text)


@lru_cache(maxsize=16)
def right_words(language: str) -> frozenset[str]:
    """Return the words that are not mistyped, whether a passage holds them or not."""
    short, floor = shorthand(language).terms, floor_words(language).terms
    return everyday_words(language).union(each.term for each in (*short, *floor))


@lru_cache(maxsize=16)
def shorthand(language: str) -> Glossary:
    """Return what is shortened in that language in every plant."""
    return _shipped(SHORTHAND, language)


@lru_cache(maxsize=16)
def floor_words(language: str) -> Glossary:
    """Return what things are called beside the machine, and what procedures call them.

    A question that was read in English words has the procedures' words already.
    """
    return _shipped(FLOOR, language)


def _shipped(folder: Path, language: str) -> Glossary:
    path = folder / f"{language}.csv"
    return read_glossary(path) if path.exists() else Glossary()
