"""Passages split into text and tables, and nothing that misleads the eye."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.pages import Block, Pages, inert, paragraphs


def test_a_table_written_with_bars_becomes_rows_with_a_heading() -> None:
    text = "Limits:\n\n| Product | Limit |\n|---|---|\n| Thin | 36 rpm |\n\nSee 6.3."
    assert paragraphs(text) == [
        Block(text="Limits:"),
        Block(rows=(("Product", "Limit"), ("Thin", "36 rpm")), headed=True),
        Block(text="See 6.3."),
    ]


def test_a_table_as_passages_hold_it_becomes_rows_too() -> None:
    found = paragraphs("Moisture | Action\nbelow 1.6 % | check the sensor\nabove 4.0 % | stop")
    assert [(len(block.rows), block.headed) for block in found] == [(3, True)]
    words_only = paragraphs("What | Who\nFire | 112")
    assert words_only[0].headed
    assert not paragraphs("a | b\nc | d")[0].headed


def test_a_single_line_with_a_bar_stays_text() -> None:
    assert paragraphs("Choose A | B.") == [Block(text="Choose A | B.")]
    assert paragraphs("one | two\none | two | three")[0].rows == ()


@given(
    st.lists(st.sampled_from(["a b", "| x | y |", "x | y", "|---|---|", "", "||", "| z", "- 1"]))
)
def test_splitting_loses_no_word(lines: list[str]) -> None:
    told = []
    for block in paragraphs("\n".join(lines)):
        told += block.text.split() + [
            word for row in block.rows for cell in row for word in cell.split()
        ]
    words = [
        word for line in lines for word in line.replace("|", " ").split() if set(word) != {"-"}
    ]
    assert [w for w in " ".join(told).replace("|", " ").split() if set(w) != {"-"}] == words


def test_control_and_direction_characters_are_dropped_from_what_is_shown() -> None:
    assert inert("a\u202eb\u0000c\x1b[31m\u2066d") == "abc[31md"
    assert inert("two\nlines\tand µ × – 3 °C") == "two\nlines\tand µ × – 3 °C"


def test_a_missing_word_in_a_template_is_an_error_not_a_gap() -> None:
    pages = Pages.create(zone=ZoneInfo("UTC"), demo=False)
    with pytest.raises(Exception, match="sentence"):
        pages.render("_notice.html")
