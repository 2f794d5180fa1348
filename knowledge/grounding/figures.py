"""Numbers as they are written, with their units, in any of the interface's languages.

Knows decimal commas, grouped thousands, ranges, signs, units before and behind, numbers in words,
times and dates. A figure inside an identifier (SOP-114) is not a number. Does not know whose
number it is (``bindings``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from knowledge.grounding.units import NUMBER_WORDS, SAME_UNIT, SPOKEN_UNITS, UNITS

READ_LATELY = 512
"""Texts read once for all claims that cite them, and for the next questions: about 5 MB."""

_UNITS = frozenset(UNITS.split()) - {""}
_SAME = dict(pair.rsplit("=", 1) for pair in SAME_UNIT.split())
_LONE_LETTERS = {letter: letter.casefold() for letter in "KNJWVAtgshdmlL"} | {"C": "°c"}
_SPOKEN = [(re.compile(pattern, re.IGNORECASE), unit) for pattern, unit in SPOKEN_UNITS.items()]
_SPOKEN_HINT = re.compile("|".join(f"(?:{pattern})" for pattern in SPOKEN_UNITS), re.IGNORECASE)
_BEFORE_IT = re.compile(r"(?:百分之|\byüzde)\s*(\d+(?:[.,]\d+)?)", re.IGNORECASE)
_WIDE = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"℃": "°C", "、": ",", "。": ". ", "μ": "µ", "\u00a0": " "}
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_THOUSANDS = re.compile(r"(?<=\d)\u202f(?=\d{3})")
IDENTIFIER = re.compile(
    r"(?<![A-Za-z0-9_.-])(?=[A-Za-z0-9_-]*\d)"
    r"[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)+(?![A-Za-z0-9_])"
    r"|(?<![A-Za-z0-9_.-])[A-Za-z]+\d[A-Za-z0-9_]*(?![A-Za-z0-9_-])"
)
_MOMENT = re.compile(
    r"(?<![\w.])(\d{4}-\d{2}-\d{2})?[ T]?((?<!\d)\d{1,2}:\d{2}(?::\d{2})?)?(?:[+-]\d{2}:?\d{2}|Z)?"
)
_RANGE = re.compile(r"(?<=\d)\s?[-–—~]\s?(?=\d)")
_FIGURE = re.compile(
    r"(?<![A-Za-z0-9_.,/-])(?<![^\W\d][-–])"
    r"([%$€]?)\s?([+\-−±]?)(\d+(?:[.,]\d+)*)\s?([^\s\d.,;:!?()\[\]\"'’“”„|]*)"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,]\d{3})+")
_CARRIES = re.compile(
    r"(?:['’]?(?:den|dan|ten|tan))?\s*(?:to|and|or|up to|down to|bis|und|auf|a|y|e|ve|do|i|na|para"
    r"|đến|xuống|lên|và|→|->|[降升提调增减]?[高低]?[至到为]|和|/)?\s*",
    re.IGNORECASE,
)
_WORDS = {
    pair.split("=")[0]: Decimal(pair.split("=")[1])
    for words in NUMBER_WORDS.values()
    for pair in words.split()
}
_LOOKS_LIKE_ONE = re.compile(r"(?=.*[/%°²³µ])[^=<>\u3000-\uffff]+")
_WORD = re.compile(r"(?<![\w-])[^\W\d_]{2,}(?!\w)")
_WORDS_ZH = re.compile("|".join(word for word in _WORDS if word >= "一"))


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: its possible readings ("1.250" has two), its unit or "", and where it stands.

    ``carried``: the unit is that of the number behind it, as in "from 42 to 38 rpm". ``signed``: a
    sign is written before it.
    """

    values: tuple[Decimal, ...]
    unit: str
    start: int
    end: int
    carried: bool = False
    signed: bool = False

    @property
    def shown(self) -> str:
        """The number as a reason names it."""
        return f"{self.values[0]} {self.unit}".rstrip()


def plain(text: str) -> str:
    """Return the text with full-width signs, invisible ones and spoken units made ordinary."""
    if not text.isascii():
        text = _THOUSANDS.sub("", _INVISIBLE.sub("", text)).translate(_WIDE)
        text = _BEFORE_IT.sub(r"\1 %", text)
    if _SPOKEN_HINT.search(text):
        for pattern, unit in _SPOKEN:
            text = pattern.sub(unit, text)
    return text


@lru_cache(maxsize=READ_LATELY)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the numbers of a ``plain`` text in their order."""
    found = []
    hidden = _RANGE.sub(lambda match: " " * len(match[0]), _without_names(text))
    for match in _FIGURE.finditer(hidden):
        unit_before, sign, digits, following = match.groups()
        values = _readings(digits)
        if not values:
            continue
        if sign in ("-", "−") and sign:
            values = tuple(-value for value in values)
        unit, length = _unit(following)
        if not unit and unit_before:
            unit = _SAME.get(unit_before, unit_before)
        end = match.start(4) + length if length else match.end(3)
        found.append(Figure(values, unit, match.start(3) - len(sign), end, signed=bool(sign)))
    return tuple(_carried(found, text))


@lru_cache(maxsize=READ_LATELY)
def numbers_in(text: str) -> frozenset[tuple[Decimal, str]]:
    """Return the numbers of a text, each with its unit in lower case, or "" without a unit.

    A sign is part of the number; figures inside identifiers (SOP-114) are not numbers. The first
    number of a range counts with the range's unit and without one.
    """
    found: set[tuple[Decimal, str]] = set()
    for each in figures(plain(text)):
        found.add((each.values[0], each.unit))
        if each.carried:
            found.add((each.values[0], ""))
    return frozenset(found)


@lru_cache(maxsize=READ_LATELY)
def moments_in(text: str) -> tuple[str, ...]:
    """Return the dates and times of day that stand in the text."""
    return tuple(
        part
        for match in _MOMENT.finditer(text)
        if match[0].strip()
        for part in match.groups()
        if part
    )


@lru_cache(maxsize=READ_LATELY)
def words_for_numbers(text: str) -> tuple[tuple[str, Decimal], ...]:
    """Return the numbers said in words ("two", "half") with their values."""
    said = [word for word in _WORD.findall(text) if word.casefold() in _WORDS]
    said += [] if text.isascii() else _WORDS_ZH.findall(text)
    return tuple((word, _WORDS[word.casefold()]) for word in said)


def unit_of(cell: str) -> str:
    """Return the unit that the text is, or "" when it is none."""
    unit, length = _unit(cell)
    return unit if length == len(cell) else ""


def _without_names(text: str) -> str:
    """Blank out identifiers, dates and times, keeping every place."""

    def blank(match: re.Match[str]) -> str:
        return " " * len(match[0])

    text = IDENTIFIER.sub(blank, text)
    return _MOMENT.sub(lambda match: blank(match) if any(match.groups()) else match[0], text)


def _readings(digits: str) -> tuple[Decimal, ...]:
    """Read 3.4, 3,4, 1,250 (thousands in English) and 1.250 (either)."""
    marks = {one for one in digits if one in ".,"}
    if len(marks) == 2:
        last = max(digits.rfind(","), digits.rfind("."))
        whole = digits[:last].replace(",", "").replace(".", "")
        return (Decimal(f"{whole}.{digits[last + 1 :]}"),)
    if _GROUPED.fullmatch(digits):
        whole = digits.replace(",", "").replace(".", "")
        if digits.count(".") == 1:
            return (Decimal(digits), Decimal(whole))
        return (Decimal(whole),)
    digits = digits.replace(",", ".")
    return (Decimal(digits),) if digits.count(".") <= 1 else ()


@lru_cache(maxsize=2048)
def _unit(following: str) -> tuple[str, int]:
    """Return the unit that a text begins with, and how many characters it takes."""
    if len(following) == 1 and following.isascii() and following.isalpha():
        unit = _LONE_LETTERS.get(following, "")
        return unit, len(unit and following)
    folded = following.casefold().rstrip("/-–")
    for end in range(len(folded), 0, -1):
        piece = folded[:end]
        if piece in _UNITS or piece in _SAME:
            return _SAME.get(piece, piece), end
        if end == len(folded) and _LOOKS_LIKE_ONE.fullmatch(piece):
            return piece, end
        if ord(folded[end - 1]) < 0x3000 and folded[end - 1].isalnum():
            break
    return "", 0


def _carried(found: list[Figure], text: str) -> Iterable[Figure]:
    """Give the first number of "42 to 38 rpm" the unit of the second."""
    later: Figure | None = None
    backwards = []
    for each in reversed(found):
        if later is not None and not each.unit and later.unit:
            between = text[each.end : later.start]
            if (
                _RANGE.fullmatch(between)
                or _CARRIES.fullmatch(between)
                or between.strip() in "-–—~"
            ):
                each = replace(each, unit=later.unit, carried=True)
        backwards.append(each)
        later = each
    return reversed(backwards)
