"""A question in another language is read in English words, the plant's own first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import bridging
from knowledge.bridging import Bridged, in_english
from knowledge.model import Glossary, Term

GLOSSARY = Glossary(
    (
        Term("Kessel", "steam generator", "de"),
        Term("Trommel", "drum"),
        Term("Chips", "product", "en"),
    )
)


def bridged(text: str, language: str = "de", glossary: Glossary = GLOSSARY) -> Bridged:
    found = in_english(text, language, glossary)
    assert found is not None
    return found


def test_the_plants_words_count_before_the_lexicons() -> None:
    assert bridged("Ist der Kessel heiß?").text == "is steam generator hot?"
    assert bridged("Ist der Kessel heiß?", glossary=Glossary()).text == "is boiler hot?"


def test_what_is_english_already_means_nothing_else() -> None:
    assert bridged("Chips auf der Trommel?").text == "chips on drum?"


@pytest.mark.parametrize("text", ["is the reject bin full?", "reject bin full", "F-52", "", "?!"])
@pytest.mark.parametrize("language", ["de", "es", "pl", "pt", "tr", "vi", "zh"])
def test_what_is_not_in_that_language_is_not_turned(text: str, language: str) -> None:
    assert in_english(text, language, Glossary()) is None


def test_no_lexicon_is_read_for_an_english_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(language: str, text: str) -> None:
        raise AssertionError(f"read the lexicon of {language} for {text}")

    monkeypatch.setattr(bridging, "lexicon", read)
    assert in_english("how hot is the kettle", "en", GLOSSARY) is None


def test_english_needs_no_bridge_and_a_language_without_a_lexicon_has_none() -> None:
    assert in_english("how hot is the kettle", "en", Glossary()) is None
    assert in_english("quelle est la température", "fr", Glossary()) is None


def test_figures_names_and_codes_stay_as_they_are() -> None:
    asked = "Druck bei F-52 auf 2,9 bar laut SOP-211 Abschnitt"
    assert bridged(asked).text.startswith("pressure at f-52 on 2,9 bar according to sop-211")


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("de", "Metalldetetkor prüfen", "metal detector check"),
        ("es", "detector de meatles", "metal detector"),
        ("pl", "wstrzymnae palety", "hold pallet"),
    ],
)
def test_a_slip_of_the_finger_is_mended(language: str, typed: str, meant: str) -> None:
    assert bridged(typed, language).text == meant


def test_an_english_word_and_a_code_are_no_others_mistyped() -> None:
    assert "blend" in bridged("heiße blend F-5222").text.split()


def test_only_what_is_known_for_the_greater_part_is_enough_to_judge_by() -> None:
    assert bridged("Wie oft wird der Siebkasten gereinigt?").enough()
    vague = bridged("Wie quengelt der Schlabber an der Trommel?")
    assert not vague.enough()
    assert vague.enough(lambda word: word in {"quengelt", "schlabber"})


def test_english_words_lead_back_to_what_was_typed() -> None:
    one = bridged("Wer löst den Metalldetektor aus?")
    assert one.as_typed("metal detector") == "metalldetektor"
    assert one.as_typed("nowhere") == "nowhere"


@given(st.text(max_size=80), st.sampled_from(["de", "es", "pl", "pt", "tr", "vi", "zh"]))
def test_every_text_is_read_or_left(text: str, language: str) -> None:
    found = in_english(text, language, GLOSSARY)
    assert found is None or found.text
