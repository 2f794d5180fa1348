"""A row of a table is said in words with the names of its columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.tables import BAR, TableRow, rows_of

TABLE = """Targets hold for flat-cut products.

Parameter | Unit | Low | Target | High | When outside
Drum speed | rpm | 36 | 40 | 46 | section 6.2
Dissolved oxygen | µg/L | - | 7 | 20 | raise the dosing
cut | off
Tell the supervisor.
Step | Who
1 | operator"""


def test_rows_are_told_with_the_names_of_their_columns_and_their_unit() -> None:
    told = [row.in_words() for row in rows_of(TABLE.splitlines())]
    assert told == [
        "Drum speed: Low 36 rpm, Target 40 rpm, High 46 rpm, When outside section 6.2",
        "Dissolved oxygen: Target 7 µg/L, High 20 µg/L, When outside raise the dosing",
        "1: Who operator",
    ]


def test_figures_are_told_with_their_unit_once() -> None:
    row = next(rows_of(TABLE.splitlines()))
    assert row.figures_in_words() == "Drum speed (rpm): Low 36, Target 40, High 46"


@pytest.mark.parametrize(
    ("cells", "has"),
    [
        (("a", "rpm", "36"), True),
        (("a", "rpm", "-"), False),
        (("3", "b"), False),
        (("a", "4.9 to 5.2 and 6.8 to 7.1"), True),
        (("a", "36–40"), True),
        (("a", "≤ 0,5"), True),
        (("a", "section 6.2"), False),
        (("a", "to"), False),
    ],
)
def test_figures_are_numbers_and_bounds_beside_the_name(cells: tuple[str, ...], has: bool) -> None:
    assert TableRow(("",) * len(cells), cells).has_figures is has


CELL = st.text(st.characters(exclude_characters="|\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4))
def test_every_row_has_as_many_cells_as_its_table_has_names(table: list[list[str]]) -> None:
    for row in rows_of(BAR.join(cells) for cells in table):
        assert len(row.head) == len(row.cells) > 1
        assert row.name == row.cells[0]
