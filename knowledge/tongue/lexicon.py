"""What words of a language mean in plain English: the lexicon of the trade, for any plant.

Knows words in their forms, beginnings, phrases and German compounds, from a file for each language
(``trade/CODE.tsv``: wordings, a tab, English). ``word`` stands for its forms too where there is a
stemmer, ``word*`` for all that begins so, ``-`` for English that says nothing there. Accents may be
left out. Does not know grammar: it gives word for word, in the order they were typed.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import Stemmer

from knowledge.tongue import ENGLISH, everyday_words, folded, small_words

TRADE = Path(__file__).parent / "trade"
NOTHING = "-"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(
    rf"[{_HAN}]|[^\W_{_HAN}]+(?:[-.,/'’][^\W_{_HAN}]*\d[^\W_{_HAN}]*)*",
)
_ONLY_HAN = re.compile(rf"[{_HAN}]+")
_WITHIN_A_PHRASE = " \t\n-/'’"
_STEMMERS = {"de": "german", "es": "spanish", "pt": "portuguese"}
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TONAL = frozenset({"vi"})
_COMPOUNDING = frozenset({"de"})
_UMLAUT = re.compile("([aou])e")
_LINKS = ("", "s", "n", "en", "es", "e")
_PARTICLES = frozenset(
    "ab an auf aus ein frei her hin hoch los mit nach raus rein um vor weg zu".split()
)
_WITHIN_A_VERB = re.compile(rf"^({'|'.join(sorted(_PARTICLES))})(?:zu|ge)(?=\w{{3}})")
_SHORTEST_PART = 3
_TELLING_BEGINNING, _SHORT_ENDING = 5, 2
_ENDING = 4
"""Letters that may follow a beginning in a language of compounds; more is another word."""


_SHORTEST_WORD = 3
_TELLS_NOTHING = small_words(ENGLISH) | frozenset(
    """am he she her his they them whose whether nor since because while through between against
    behind beside above below along without within except according very quite here now already
    always never still yet else long often want let even""".split()
)
"""English words that say nothing of what a question is about."""


@dataclass(frozen=True)
class Piece:
    """Some of the text as it was typed, with the English for it; ``before``: what parts it.

    ``translated``: the lexicon or a glossary has it. Otherwise the English is what was typed.
    """

    said: str
    english: str
    translated: bool
    before: str = ""

    @property
    def tells(self) -> bool:
        """Whether it is a word with content, known or not; a figure, a name or a "the" is none."""
        words = self.english.split()
        short = not self.translated and len(self.said) < _SHORTEST_WORD  # a unit, as in "kg"
        return bool(words) and not short and not _TELLS_NOTHING.issuperset(words)

    @property
    def turned(self) -> bool:
        """Whether its English is another word than the one typed."""
        return self.translated and self.english != self.said

    @property
    def is_english(self) -> bool:
        """Whether what was typed is an everyday English word, whatever else it is."""
        return self.said in everyday_words(ENGLISH)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What stands under a first word: the words that must follow, and the English."""

    rest: tuple[str, ...]
    english: str


@dataclass(frozen=True, slots=True)
class _Token:
    said: str
    word: str
    before: str
    end: int


class Lexicon:
    """The words of one language, each in the forms in which it is typed."""

    def __init__(self, lines: Sequence[str], language: str, *, toned: bool) -> None:
        self._language, self._toned = language, toned
        self._small = frozenset(map(self.plain, small_words(language)))
        self._whole: dict[str, list[_Entry]] = defaultdict(list)
        self._stems: dict[str, list[_Entry]] = defaultdict(list)
        self._begins: dict[str, list[_Entry]] = defaultdict(list)
        for line in lines:
            wordings, _, english = line.partition("\t")
            for wording in wordings.split(","):
                self._take(wording, "" if english == NOTHING else english)

    def _take(self, wording: str, english: str) -> None:
        words = wording.split()
        if self._language == "zh":
            words = _TOKEN.findall(wording)
        first, *rest = (self.plain(word.casefold()) for word in words)
        entry = _Entry(tuple(rest), english)
        if first.endswith("*"):
            self._begins[first[:-1]].append(entry)
            return
        self._whole[first].append(entry)
        if self._language in _STEMMERS and first not in self._small:
            self._stems[_stem(first, self._language)].append(entry)

    def read(self, text: str) -> Iterator[Piece]:
        """Yield the text piece by piece, the longest wordings first; nothing of it is lost."""
        tokens = [*self._tokens(text)]
        if self._language in _COMPOUNDING:
            tokens = self._rejoined(tokens)
        place = 0
        while place < len(tokens):
            length, english = self._longest(tokens, place)
            end = place + length if length else self._end_of_unknown(tokens, place)
            first, *others = tokens[place:end]
            said = first.said + "".join(each.before + each.said for each in others)
            yield Piece(said, english if length else said, bool(length), first.before)
            place = end
        after = text[tokens[-1].end :] if tokens else text
        if after.strip():
            yield Piece("", "", False, after)

    def holds(self, word: str) -> bool:
        """Whether it is a word here, or hardly more than a beginning that little is like."""
        known = self._whole.get(word) or (
            self._language in _STEMMERS and self._stems.get(_stem(word, self._language))
        )
        return bool(known) or any(
            word[:end] in self._begins
            for end in range(max(_TELLING_BEGINNING, len(word) - _SHORT_ENDING), len(word) + 1)
        )

    def _tokens(self, text: str) -> Iterator[_Token]:
        end = 0
        for match in _TOKEN.finditer(text):
            before, end = text[end : match.start()], match.end()
            yield _Token(match.group(), self.plain(match.group()), before, end)

    def _end_of_unknown(self, tokens: Sequence[_Token], place: int) -> int:
        """Return where a word ends that is not known; Chinese has no ends of words."""
        end = place + 1
        while _ONLY_HAN.match(tokens[place].said) and end < len(tokens):
            if tokens[end].before or self._longest(tokens, end)[0]:
                break
            end += 1
        return end

    def _longest(self, tokens: Sequence[_Token], place: int) -> tuple[int, str]:
        """Return how many words from here on are a wording, and its English; 0 for none."""
        best, english = 0, ""
        for entry in self._beginning_with(tokens[place].word):
            length = 1 + len(entry.rest)
            if length > best and self._follow(entry.rest, tokens[place + 1 : place + length]):
                best, english = length, entry.english
        if not best and self._language in _COMPOUNDING:
            word = tokens[place].word
            english = self._single(_WITHIN_A_VERB.sub(r"\1", word)) or self._parted(word)
            best = 1 if english else 0
        return best, english

    def _rejoined(self, tokens: list[_Token]) -> list[_Token]:
        """Return the words with verbs in one piece: "wische … ab" is "abwische"."""
        kept = list(tokens)
        for place, each in enumerate(tokens):
            ends = place + 1 == len(tokens) or tokens[place + 1].before.strip()
            if each.word not in _PARTICLES or not ends:
                continue
            for at in range(place - 1, -1, -1):
                if kept[at].before.strip() and at != place - 1:
                    break
                whole = each.word + kept[at].word
                if self._single(whole):
                    kept[at] = replace(kept[at], word=whole, said=f"{kept[at].said} … {each.said}")
                    kept[place] = replace(each, word="", said="")
                    break
        return [each for each in kept if each.said]

    def _beginning_with(self, word: str) -> Iterator[_Entry]:
        """Yield the entries under a word, those that fit it best first."""
        if any(map(str.isdigit, word)):
            return
        yield from self._whole.get(word, ())
        if self._language in _STEMMERS and word not in self._small:
            yield from self._stems.get(_stem(word, self._language), ())
        most = _ENDING if self._language in _COMPOUNDING else len(word)
        for end in range(len(word), max(len(word) - most, 2) - 1, -1):
            yield from self._begins.get(word[:end], ())

    def _follow(self, wanted: tuple[str, ...], tokens: Sequence[_Token]) -> bool:
        return len(tokens) == len(wanted) and all(
            not each.before.strip(_WITHIN_A_PHRASE) and self._fits(one, each.word)
            for one, each in zip(wanted, tokens, strict=True)
        )

    def _fits(self, wanted: str, word: str) -> bool:
        if wanted.endswith("*"):
            return word.startswith(wanted[:-1])
        return wanted == word or (
            self._language in _STEMMERS
            and word not in self._small
            and _stem(wanted, self._language) == _stem(word, self._language)
        )

    def _parted(self, word: str) -> str:
        """Return the English of a compound's parts: "kesselwasserprobe", else of its first ones."""
        for end in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            head, tail = self._part(word[:end]), word[end:]
            if head and (last := self._single(tail) or self._parted(tail)):
                return f"{head} {last}"
        return ""

    def _part(self, word: str) -> str:
        linked = (word[: -len(link)] for link in _LINKS if link and word.endswith(link))
        return next(filter(None, map(self._single, (word, *linked))), "")

    def _single(self, word: str) -> str:
        if len(word) < _SHORTEST_PART or word in self._small:
            return ""
        return next((each.english for each in self._beginning_with(word) if not each.rest), "")

    def plain(self, word: str) -> str:
        """Return a word in lower case as it is compared; "*" stays."""
        if self._toned:
            return _tone_last(word)
        plain = folded(word)
        return _UMLAUT.sub(r"\1", plain) if self._language == "de" else plain


def _tone_last(word: str) -> str:
    """Return a Vietnamese syllable with its tone behind it: it is written over either vowel."""
    signs = unicodedata.normalize("NFD", word)
    tones = "".join(each for each in signs if each in _TONES)
    return unicodedata.normalize("NFC", "".join(e for e in signs if e not in _TONES)) + tones


@lru_cache(maxsize=4096)
def _stem(word: str, language: str) -> str:
    return str(Stemmer.Stemmer(_STEMMERS[language]).stemWord(word))


def lexicon(language: str, text: str) -> Lexicon | None:
    """Return the lexicon for a text of that language; None when there is none.

    Vietnamese without its signs is another one: there several words are written alike.
    """
    return _lexicon(language, language in _TONAL and not text.isascii())


@lru_cache(maxsize=9)
def _lexicon(language: str, toned: bool) -> Lexicon | None:
    path = TRADE / f"{language}.tsv"
    if not path.exists():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    return Lexicon([each for each in lines if "\t" in each], language, toned=toned)
