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


@given(
    st.lists(
        st.text("ab -滚筒", min_size=1, max_size=4).filter(str.strip), min_size=1, unique=True
    ),
    st.text("ab -滚筒", max_size=20),
)
def test_at_each_place_the_longest_term_that_stands_there_whole_is_found(
    terms: list[str], text: str
) -> None:
    found, at = [], 0
    while at < len(text):
        here = [each for each in terms if text.startswith(each, at) and _whole(each, text, at)]
        if here:
            found.append(max(here, key=len))
        at += len(found[-1]) if here else 1
    told = Glossary(tuple(Term(each, "meant") for each in terms)).meanings(text)
    assert list(told) == list(dict.fromkeys(found))


def _whole(term: str, text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + len(term) :][:1]
    starts = term[0] in "滚筒" or not before.isalnum()
    return starts and (term[-1] in "滚筒" or not after.isalnum())
