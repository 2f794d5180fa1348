"""Pieces are what can stand alone; what belongs together stays together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.drafting.pieces import (
    MOST_STEPS,
    SHORT_WORDS,
    PieceKind,
    pieces_of,
)

TABLE = """Parameter | Unit | Low | High | When outside
Drum speed | rpm | 36 | 46 | section 6.2
Line speed | % of rated | 80 | 100 | -
Product | - | - | potato | call Quality"""


def test_steps_stay_together_with_their_numbers() -> None:
    lead, steps = pieces_of("Before you begin, look at the drum.\n\n1. Stop.\n2. Look. Then go on.")
    assert lead.kind is PieceKind.PROSE
    assert steps.kind is PieceKind.STEPS
    assert steps.texts == ("1. Stop.", "2. Look. Then go on.")
    assert steps.sentences == ("Stop.", "Look.", "Then go on.")


def test_steps_with_empty_lines_between_them_are_one_list() -> None:
    (steps,) = pieces_of("1. Foam.\n\n2. Rinse.\n\n3. Dry.")
    assert len(steps.texts) == 3


def test_list_longer_than_an_article_is_left_to_its_document() -> None:
    many = "\n".join(f"{number}. Do it." for number in range(1, MOST_STEPS + 2))
    assert pieces_of(many) == []


def test_short_paragraph_is_one_piece_of_sentences() -> None:
    (piece,) = pieces_of("Raise it by 3 °C. Wait five minutes. Test ten bags.")
    assert piece.texts == ("Raise it by 3 °C.", "Wait five minutes.", "Test ten bags.")


def test_long_paragraph_is_cut_but_not_before_a_sentence_that_leans_on_the_last() -> None:
    long = "The bed slides over the whole drum. " * SHORT_WORDS
    pieces = pieces_of(f"{long}Slow drums slide. It breaks the product. Fast drums do not.")
    assert pieces[-2].text == "Slow drums slide. It breaks the product."
    assert pieces[-1].text == "Fast drums do not."


def test_row_is_written_out_with_its_columns_and_unit() -> None:
    drum, line, product = pieces_of(TABLE)
    assert drum.text == "Drum speed: Low 36 rpm, High 46 rpm, When outside section 6.2."
    assert line.text == "Line speed: Low 80 % of rated, High 100 % of rated."
    assert product.text == "Product: High potato, When outside call Quality."
    assert {each.kind for each in (drum, line, product)} == {PieceKind.ROW}


def test_fragments_of_a_list_stand_under_their_heading() -> None:
    text = "- Fryer outlet below 176 °C.\n- Slices thicker than 1.55 mm."
    (piece,) = pieces_of(text, ("5 Causes of moist product",))
    assert piece.text == (
        "Causes of moist product: Fryer outlet below 176 °C; Slices thicker than 1.55 mm."
    )


def test_whole_sentences_of_a_list_stand_alone() -> None:
    text = (
        "- The operator runs the drum within the limits.\n- Quality releases the line in writing "
        "each time."
    )
    assert [each.kind for each in pieces_of(text)] == [PieceKind.PROSE, PieceKind.PROSE]


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_nothing_has_no_pieces(text: str) -> None:
    assert pieces_of(text) == []


@given(
    st.lists(
        st.sampled_from("Stop the drum. |It is hot. |1. Wait.\n|- Film\n|a | b\n|\n".split("|"))
    )
)
def test_no_piece_is_empty_and_every_sentence_of_prose_stands_in_the_text(lines: list[str]) -> None:
    text = "".join(lines)
    for piece in pieces_of(text):
        assert all(each.strip() for each in piece.texts)
        if piece.kind in (PieceKind.PROSE, PieceKind.STEPS):
            assert all(each in text for each in piece.texts)
