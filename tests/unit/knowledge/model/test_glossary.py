"""What a glossary's terms add to a text that is searched for."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Glossary, Term

GLOSSARY = Glossary(
    (
        Term("Trommel", "drum", "de"),
        Term("Trommel zwei", "drum 2", "de"),
        Term("滚筒", "drum", "zh"),
        Term("C++ (old)", "controller"),
        Term("Kuckuck"),
    )
)


def test_the_meaning_of_a_term_is_added_and_the_words_are_kept() -> None:
    assert GLOSSARY.expand("Die TROMMEL klappert") == "Die TROMMEL klappert drum"
    assert GLOSSARY.expand("2号滚筒为什么慢") == "2号滚筒为什么慢 drum"
    assert GLOSSARY.expand("the C++ (old) stopped") == "the C++ (old) stopped controller"


def test_the_longer_term_wins_and_each_meaning_is_added_once() -> None:
    assert GLOSSARY.expand("Trommel zwei") == "Trommel zwei drum 2"
    assert GLOSSARY.expand("Trommel, Trommel") == "Trommel, Trommel drum"


def test_a_part_of_a_word_and_a_term_without_meaning_add_nothing() -> None:
    assert GLOSSARY.expand("Trommelfell Kuckuck") == "Trommelfell Kuckuck"


@given(st.text())
def test_without_terms_a_text_stays_as_it_is(text: str) -> None:
    assert Glossary().expand(text) == text


@given(st.text())
def test_nothing_of_a_text_is_lost(text: str) -> None:
    assert GLOSSARY.expand(text).startswith(text)
