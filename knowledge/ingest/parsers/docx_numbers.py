"""The numbers Word shows before headings and steps; the file holds only how to count them.

Knows Word's numbering definitions and counts along. Does not know paragraphs' texts.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from knowledge.ingest.parsers.numerals import letters, roman

_PLACE = re.compile(r"%([1-9])")
_MOST_LEVELS = 9


@dataclass(frozen=True)
class _Level:
    start: int
    format: str
    text: str


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, part: BaseOxmlElement | None) -> None:
        """Read the definitions of a ``w:numbering`` element; None means there are none."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        if part is None:
            return
        abstract = {
            _value(found, "abstractNumId"): _levels(found)
            for found in part.findall(qn("w:abstractNum"))
        }
        for num in part.findall(qn("w:num")):
            reference = num.find(qn("w:abstractNumId"))
            key = _value(reference, "val") if reference is not None else ""
            number = _value(num, "numId")
            self._levels[number] = {**abstract.get(key, {}), **_overrides(num)}
            self._abstract[number] = f"{key}!{number}" if _overrides(num) else key

    def marker(self, num_id: str, level: int) -> str:
        """Return what Word shows before the next paragraph of that list ("6.2", "a)", "-")."""
        levels = self._levels.get(num_id)
        if levels is None or level not in levels or not 0 <= level < _MOST_LEVELS:
            return ""
        if levels[level].format == "bullet":
            return "-"
        if levels[level].format == "none":
            return ""
        counts = self._counts[self._abstract[num_id]]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in range(level + 1, _MOST_LEVELS):
            counts.pop(deeper, None)
        return _PLACE.sub(
            lambda place: _shown(int(place.group(1)) - 1, levels, counts), levels[level].text
        ).strip()


def _shown(level: int, levels: Mapping[int, _Level], counts: dict[int, int]) -> str:
    definition = levels.get(level)
    if definition is None:
        return ""
    number = counts.setdefault(level, definition.start)
    kind = definition.format
    if kind in ("lowerLetter", "upperLetter"):
        return letters(number) if kind == "lowerLetter" else letters(number).upper()
    if kind in ("lowerRoman", "upperRoman"):
        return roman(number) if kind == "lowerRoman" else roman(number).upper()
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def _levels(definition: BaseOxmlElement) -> dict[int, _Level]:
    levels = {}
    for found in definition.findall(qn("w:lvl")):
        level = _value(found, "ilvl")
        if level.isdigit():
            levels[int(level)] = _Level(
                start=_integer(found, "w:start", 1),
                format=_text(found, "w:numFmt", "decimal"),
                text=_text(found, "w:lvlText", ""),
            )
    return levels


def _overrides(num: BaseOxmlElement) -> dict[int, _Level]:
    """Return the levels a list instance defines anew."""
    return {
        level: definition
        for override in num.findall(qn("w:lvlOverride"))
        for level, definition in _levels(override).items()
    }


def _text(parent: BaseOxmlElement, tag: str, otherwise: str) -> str:
    child = parent.find(qn(tag))
    return otherwise if child is None else _value(child, "val") or otherwise


def _integer(parent: BaseOxmlElement, tag: str, otherwise: int) -> int:
    value = _text(parent, tag, "")
    return int(value) if value.lstrip("-").isdigit() else otherwise


def _value(element: BaseOxmlElement, name: str) -> str:
    return str(element.get(qn(f"w:{name}")) or "")
