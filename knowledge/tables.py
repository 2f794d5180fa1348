"""Tables as passages hold them: cells between bars, line under line, the names of columns first.

Knows how a row is said in words. Does not know what it is about.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from knowledge.grounding.figures import unit_of

BAR = " | "
_NUMBER = re.compile(r"[<>≤≥±]?[-+−]?\d+(?:[.,]\d+)?(?:[-–]\d+(?:[.,]\d+)?)?")
_BESIDE_NUMBERS = frozenset(
    "above below over under at least most up to from or and than more less max min < > ≤ ≥ ± - – "
    "über unter ab bis mindestens höchstens oder und más menos de desde hasta a o y mais até ou e "
    "powyżej poniżej od do lub i trên dưới đến hoặc".split()
)
_HEADS_OF_UNITS = frozenset(
    [*"unit units einheit unidad unidade jednostka birim uom 单位".split(), "đơn vị"]
)


@dataclass(frozen=True)
class TableRow:
    """A row with the names of its columns, as many as it has cells."""

    head: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the row is of: its first cell."""
        return self.cells[0]

    @property
    def _named(self) -> tuple[tuple[str, str], ...]:
        """The cells beside the row's name, each with the name of its column."""
        return tuple(zip(self.head[1:], self.cells[1:], strict=True))

    @property
    def names_its_columns(self) -> bool:
        """Whether the head tells the columns apart: no figure, none without a name, none twice.

        Where a table goes on over a page, its first row is taken for the head.
        """
        names = self.head[1:]
        return all(names) and len(set(names)) == len(names) and not any(map(_is_figure, names))

    @property
    def has_figures(self) -> bool:
        """Whether a cell beside the name is a figure: a bare number, a range, "above 1.65"."""
        return any(map(_is_figure, self.cells[1:]))

    def figures_in_words(self) -> str:
        """Return the figures under their names, "Drum speed (rpm): Low 36, Target 40".

        The unit stands once: a column may count something else.
        """
        units = (cell for head, cell in self._named if head.casefold() in _HEADS_OF_UNITS)
        unit = next((each for each in units if each not in ("", "-")), "")
        told = ", ".join(f"{head} {cell}" for head, cell in self._named if _is_figure(cell))
        return f"{self.name} ({unit}): {told}" if unit else f"{self.name}: {told}"

    def in_words(self) -> str:
        """Return the row written out: "Drum speed: Low 36 rpm, Target 40 rpm"."""
        unit = next((each for each in self.cells[1:] if unit_of(each.split(" ")[0])), "")
        told = [
            f"{name} {cell} {unit}".strip() if _is_figure(cell) else f"{name} {cell}"
            for name, cell in self._named
            if cell not in ("", "-", unit)
        ]
        return f"{self.name}: {', '.join(told)}"


def _is_figure(cell: str) -> bool:
    words = cell.casefold().split()
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    return bool(numbers) and all(word in _BESIDE_NUMBERS for word in words if word not in numbers)


def rows_of(lines: Iterable[str]) -> Iterator[TableRow]:
    """Give the rows of all tables in the lines; one with more or fewer cells than names is none."""
    for in_table, block in groupby(lines, key=lambda line: BAR in line):
        if not in_table:
            continue
        head, *rows = (tuple(cell.strip() for cell in line.split(BAR)) for line in block)
        for cells in rows:
            if len(cells) == len(head):
                yield TableRow(head, cells)
