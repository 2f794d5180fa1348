"""A question in a language that its reader may not know stands there in English words too."""

import pytest

from bot.glossing import gloss
from knowledge.model import Glossary, Term

PLANT = Glossary((Term("Knarre", "torque wrench", "de"),))


@pytest.mark.parametrize(
    ("text", "reader", "read_as"),
    [
        ("wo liegt der Riemen für die Trommel?", "pl", "belt"),
        ("wo ist die Knarre für die Trommel?", "en", "torque wrench"),
        ("độ ẩm trong xưởng cao quá làm gì", "pl", "moisture"),
    ],
)
def test_it_is_read_in_english_words(text: str, reader: str, read_as: str) -> None:
    assert read_as in gloss(text, reader=reader, glossary=PLANT)


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("wo liegt der Ersatz für den Riemen der Trommel?", "de"),
        ("where is the spare belt of the drum?", "pl"),
        ("wo knibbelt der Quastenflosser den Zwirbelstrudel?", "en"),
        ("", "en"),
    ],
)
def test_what_its_reader_knows_or_no_lexicon_does_is_left_as_it_is(text: str, reader: str) -> None:
    assert gloss(text, reader=reader, glossary=PLANT) == ""
