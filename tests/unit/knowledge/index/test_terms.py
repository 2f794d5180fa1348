"""Terms: names are found whole and by their parts, whichever way they are written."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.terms import LONGEST_TITLE, STOP_WORDS, counted, terms, title_of


def test_a_joined_name_is_a_term_and_so_is_each_part() -> None:
    assert terms("AlertmanagerClusterDown") == ["alertmanagerclusterdown", *terms("alertmanager"),
                                                "cluster", "down"]  # fmt: skip
    assert terms("motor_temp_high")[1:] == ["motor", "temp", "high"]
    assert terms("HTTPServer")[1:] == ["http", "server"]


def test_numbered_names_match_with_and_without_the_hyphen() -> None:
    assert set(terms("SOP 114")) < set(terms("SOP-114"))
    assert set(terms("drum 2")) < set(terms("drum-2"))
    assert "sop-114" in terms("as SOP-114, says")


def test_numbers_stay_whole_and_units_are_terms() -> None:
    assert terms("2.9 %") == ["2.9", "%"]
    assert set(terms("38 rpm")) < set(terms("38rpm"))
    assert "m/s" in terms("4 m/s")


def test_stems_join_forms_of_a_word_and_stop_words_are_left_out() -> None:
    assert terms("reducing") == terms("reduced") == terms("reduces")
    assert terms("the drum and the line") == ["drum", "line"]
    assert "how" in terms("How do I")
    assert "how" not in STOP_WORDS


def test_letters_of_other_scripts_are_terms() -> None:
    assert terms("Füllhöhe 温度") == ["füllhöhe", "温度"]


def test_nothing_to_look_up_gives_no_terms() -> None:
    assert terms("") == terms("🙂 !? … —") == []


def test_the_title_is_a_short_first_line_with_more_below() -> None:
    assert title_of("Drum speed\nSet it to 38.") == "Drum speed"
    assert title_of("Set it to 38.") == ""
    assert title_of("x" * (LONGEST_TITLE + 1) + "\nmore") == ""


@given(st.text(max_size=80))
def test_any_text_can_be_counted(text: str) -> None:
    assert sum(counted(text).values()) == len(terms(text))
    assert all(term for term in terms(text))
