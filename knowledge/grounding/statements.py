"""Evidence, read once: its sentences and lines, each with its words, numbers and turns of meaning.

Knows how a text falls into statements and what of each the checks compare. Works the same for a
claim, so that like is held against like. Does not judge (``polarity``, ``bindings``).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise, takewhile

import Stemmer

from knowledge.grounding.figures import IDENTIFIER, READ_LATELY, Figure, figures, plain, unit_of
from knowledge.grounding.lexicon import (
    DOWN,
    DUTY,
    EMPTY,
    HARMLESS_ZH,
    HYPOTHESES,
    IRREGULAR,
    NEGATIONS,
    NOT_NEGATIONS,
    TURKISH_NEGATIVE,
    UP,
)

_SHORT = "rev no sec approx max min ca Nr e.g i.e".split()
_NOT_SHORT = "".join(rf"(?<!\b{re.escape(word)}\.)" for word in _SHORT)
_CUT = re.compile(
    rf"(?<=[^\d\s][.!?]){_NOT_SHORT}[)\"”]?\s+|(?<=\d[.!?])\s+(?=(?-i:[A-Z(]))|(?<=[;。！？])\s*|\n+",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[,;:.()](?!\d)|\b(?:and|but|because|so|which|while|when|if|until|unless)\b", re.IGNORECASE
)
_CLAUSE_START = re.compile(
    r"[;:](?!\d)|\b(?:but|because|so|which|while|when|if|until|unless)\b", re.IGNORECASE
)
_FIGURE_NEXT = re.compile(r"\s+[-+−]?\d")
_ANSWER = re.compile(
    r"(?:no|yes|never|nein|ja|nie|sí|si|não|sim|tak|hayır|evet|không|có|不|不是|没有|是)[.!。！]?",
    re.IGNORECASE,
)
_MARK = re.compile(r"^\s*(?:\d+[.)]|[-*•|])\s+")
_LETTERS = r"[^\W\d_\u4e00-\u9fff]+"
WORD = re.compile(rf"{_LETTERS}(?:[-'’]{_LETTERS})*|[\u4e00-\u9fff]+")
_TOKEN = re.compile(rf"{WORD.pattern}|!=|>=|<=|[<>≥≤§]")
_FREE_WORDS = re.compile(r", (?=(?:not chosen|because|instead|note): )")
"""What follows on a line of a log is told in somebody's words: a statement of its own."""
_SPACE = re.compile(r"\s+")
_ZH = "一"


def _listed(words: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in words.split())


def _all(by_language: dict[str, str], *, chinese: bool = False) -> frozenset[str]:
    return frozenset().union(
        *(
            _listed(words)
            for language, words in by_language.items()
            if (language == "zh") == chinese
        )
    )


def _chinese(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


_NEGATIVE = _all(NEGATIONS)
_NEGATIVE_ZH = _chinese(_all(NEGATIONS, chinese=True))
_HARMLESS_ZH = _chinese(_listed(HARMLESS_ZH))
_NEGATIVE_TR = re.compile(TURKISH_NEGATIVE)
UPWARDS, DOWNWARDS = "↑", "↓"
"""Stand for every word of that direction where sentences are compared."""
_COMPARATIVES = frozenset("lower higher slower faster".split())
_UP, _UP_ZH = _all(UP), _chinese(_all(UP, chinese=True))
_DOWN, _DOWN_ZH = _all(DOWN), _chinese(_all(DOWN, chinese=True))
_EMPTY = _listed(EMPTY)
_COMPARING = frozenset("above over below under beneath".split())
"""Set a limit (``bounds``): they do not tell what is denied."""
ATTRIBUTES = frozenset("failed missing false incorrect forbidden prohibited unnecessary".split())
"""Deny the one thing they stand before: "a failed check"."""
_TURNING = _NEGATIVE | _UP | _DOWN
"""Not counted when sentences are matched: what these words say is what is compared."""
_IRREGULAR = {
    form: verb
    for verb, forms in (each.split("=") for each in IRREGULAR.split())
    for form in forms.split(",")
}
_HYPOTHESES = re.compile(HYPOTHESES, re.IGNORECASE)
_DUTY = {kind: _listed(words) for kind, words in DUTY.items()}
_PHRASES = re.compile(
    "|".join(
        rf"\b{re.escape(phrase)}(?:\b|(?<=\W))"
        for phrase in sorted(NOT_NEGATIONS, key=len, reverse=True)
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Way:
    """A word of direction, up or down, with the stems of what it moves and where it stands."""

    way: str
    moved: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Statement:
    """One sentence or line, read as far as it is asked; the same object is the same statement.

    ``logged``: it is a line of a reasoning log.
    """

    piece: str
    logged: bool = False

    @cached_property
    def text(self) -> str:
        """The words as they are compared."""
        return plain(self.piece)

    @cached_property
    def squeezed(self) -> str:
        """The words for comparing verbatim."""
        return squeezed(self.piece)

    @cached_property
    def line(self) -> str:
        """The word before the colon on a line of a reasoning log ("Input"), else ""."""
        line, colon, _ = self.text.partition(": ")
        return line if self.logged and colon else ""

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers in their order."""
        return _row_units(figures(self.text), self.text)

    @cached_property
    def values(self) -> frozenset[tuple[Decimal, str]]:
        """The numbers with their units, in every reading."""
        return frozenset((value, each.unit) for each in self.figures for value in each.values)

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """The identifiers, in lower case."""
        return frozenset(match[0].casefold() for match in IDENTIFIER.finditer(self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(token[0] for token in self._tokens)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the words that say something."""
        return frozenset(stem(part) for word in self.words for part in _parts(word))

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The words of direction."""
        return tuple(_ways(self._tokens, self.words, self.text))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The stems, and whether something goes up or down."""
        return self.stems | {UPWARDS if each.way == "up" else DOWNWARDS for each in self.ways}

    @cached_property
    def denied(self) -> tuple[frozenset[str], ...]:
        """For each negation the stems of what it denies."""
        name = len(_TOKEN.findall(self.line)) if self.line else 0
        return tuple(_denied(self._tokens[name:], self.said))

    @cached_property
    def one_clause(self) -> bool:
        """Whether nothing in it starts another clause, so that its denial is of all of it."""
        return not _CLAUSE_END.search(self.said.rstrip(" .!"))

    @cached_property
    def duties(self) -> frozenset[str]:
        """Which of must, should, may it says."""
        return _duties(self.words, self.text)

    @cached_property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip().endswith("?")

    @cached_property
    def hypothetical(self) -> bool:
        """Whether it tells what would be."""
        return bool(_HYPOTHESES.search(self.text))

    @cached_property
    def said(self) -> str:
        """The text with one word for each phrase of a negative word that says one thing."""
        return _PHRASES.sub(_said_once, self.text)

    @cached_property
    def _tokens(self) -> list[tuple[str, int, int]]:
        return [
            (match[0].casefold().replace("’", "'"), match.start(), match.end())
            for match in _TOKEN.finditer(self.said)
            if not any(each.start <= match.start() < each.end for each in self.figures)
        ]


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return the English stem of a lower-case word; other words come back nearly as they are."""
    # A Stemmer is not safe to share between threads while it works; the cache makes calls rare.
    return str(Stemmer.Stemmer("english").stemWord(_IRREGULAR.get(word, word)))


@lru_cache(maxsize=READ_LATELY)
def squeezed(text: str) -> str:
    """Return the text with single spaces, in lower case."""
    return _SPACE.sub(" ", text).strip().casefold()


def sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text as they are written."""
    return [piece for piece in _CUT.split(text) if piece and piece.strip()]


@lru_cache(maxsize=READ_LATELY)
def statements(text: str, *, logged: bool = False) -> tuple[Statement, ...]:
    """Return the statements of a text; ``logged``: it is a reasoning log, a fact a line."""
    if logged:
        pieces = [piece for line in text.split("\n") for piece in _FREE_WORDS.split(line)]
    else:
        pieces = _answered(sentences(text))
    return tuple(
        Statement(piece, logged)
        for piece in (_MARK.sub("", each) for each in pieces)
        if piece.strip()
    )


def _answered(pieces: Sequence[str]) -> list[str]:
    """Return the sentences, a question with the yes or no behind it: they say one thing."""
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1].rstrip().endswith("?") and _ANSWER.fullmatch(piece.strip()):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return joined


def _row_units(found: tuple[Figure, ...], said: str) -> tuple[Figure, ...]:
    """Give the bare numbers of a table row the unit that stands in a cell of its own."""
    if " | " not in said:
        return found
    units = [unit_of(cell.strip().split(" ")[0]) for cell in said.split(" | ") if cell.strip()]
    unit = next(filter(None, units), "")
    return tuple(each if each.unit or not unit else replace(each, unit=unit) for each in found)


def _parts(word: str) -> list[str]:
    """Return a word, and the pieces of a hyphenated one, that say something."""
    if word in _EMPTY or word in _TURNING or (len(word) == 1 and word < _ZH):
        return []
    return [word, *word.split("-")] if "-" in word else [word]


def _denied(tokens: list[tuple[str, int, int]], said: str) -> Iterable[frozenset[str]]:
    """Yield, for each negation, the stems of what it denies: the three telling words behind it in
    its clause, else all before it. "No" by itself answers a question and denies nothing."""
    foreign = not said.isascii()
    for place, (word, _, end) in enumerate(tokens):
        negative = word in _NEGATIVE or word.endswith("n't")
        if not (negative or (foreign and _NEGATIVE_TR.fullmatch(word))):
            continue
        if word == "nor" and any(token[0] == "neither" for token in tokens[:place]):
            continue  # "neither a nor b" denies once
        stop = _CLAUSE_END.search(said, end)
        until = stop.start() if stop else len(said)
        behind = [token[0] for token in tokens[place + 1 :] if token[1] < until]
        what = _told(behind)[: 1 if word in ATTRIBUTES else 3]
        if what or behind or place or _FIGURE_NEXT.match(said, end):
            yield frozenset(what or _told(_clause_before(tokens[:place], said)))
    if foreign:
        for _ in _NEGATIVE_ZH.findall(_HARMLESS_ZH.sub("", said)):
            yield frozenset()


def _clause_before(tokens: Sequence[tuple[str, int, int]], said: str) -> list[str]:
    """Return the words of the clause up to here: "when 6.2 is not enough" denies no line speed."""
    if not tokens:
        return []
    opening = [match.end() for match in _CLAUSE_START.finditer(said, 0, tokens[-1][2])]
    inside = [token[0] for token in tokens if token[1] >= max(opening, default=0)]
    return inside if _told(inside) else [token[0] for token in tokens]


def _told(words: Sequence[str]) -> list[str]:
    """Return the stems of the words that say something, in their order; one for all "raise"."""
    return [
        UPWARDS if word in _UP else DOWNWARDS if word in _DOWN else stem(word)
        for word in words
        if word not in _EMPTY and word not in _NEGATIVE and word not in _COMPARING
    ]


def _said_once(match: re.Match[str]) -> str:
    """Return what the phrase says, in as many characters."""
    return NOT_NEGATIONS[match[0].casefold()].ljust(len(match[0]))


def _ways(tokens: list[tuple[str, int, int]], words: tuple[str, ...], said: str) -> Iterable[Way]:
    """Yield each word of direction with the telling words around it that it moves."""
    for place, (word, start, end) in enumerate(tokens):
        way = "up" if word in _UP else "down" if word in _DOWN else ""
        if way and not _compares(words, place):
            yield Way(way, _moved(words, place), start, end)
    if not said.isascii():
        for way, pattern in (("up", _UP_ZH), ("down", _DOWN_ZH)):
            for match in pattern.finditer(said):
                yield Way(way, frozenset(), match.start(), match.end())


def _compares(words: tuple[str, ...], place: int) -> bool:
    """Whether "lower" belongs to a limit: "or lower", "lower than", "lower limit"."""
    before = words[place - 1] if place else ""
    behind = words[place + 1] if place + 1 < len(words) else ""
    if words[place] in _COMPARATIVES and before in ("or", "and", "be"):
        return True
    return behind in ("than", "limit") or before == "at" or (behind == "to" and before == "most")


def _moved(words: tuple[str, ...], place: int) -> frozenset[str]:
    behind = _told(list(takewhile(_goes_on, words[place + 1 : place + 6])))[:3]
    before = _told(words[max(0, place - 5) : place])[-2:]
    return frozenset(behind + before) - {UPWARDS, DOWNWARDS}


def _goes_on(word: str) -> bool:
    return not _CLAUSE_START.fullmatch(word)


def _duties(words: tuple[str, ...], said: str) -> frozenset[str]:
    present = set(words) | {" ".join(pair) for pair in pairwise(words)}
    return frozenset(
        kind
        for kind, listed in _DUTY.items()
        if present & listed
        or (not said.isascii() and any(one in said for one in listed if one >= _ZH))
    )
