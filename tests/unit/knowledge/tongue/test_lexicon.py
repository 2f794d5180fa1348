"""Words of a language mean plain English words, in every form in which they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.tongue import folded, small_words
from knowledge.tongue.lexicon import TRADE, Lexicon, lexicon

LANGUAGES = ("de", "es", "pl", "pt", "tr", "vi", "zh")


def told(text: str, language: str) -> str:
    """Return the English of a text, what is not known in brackets."""
    words = lexicon(language, text)
    assert words is not None
    pieces = (each.english if each.translated else f"[{each.said}]" for each in words.read(text))
    return " ".join(each for each in pieces if each not in ("", "[]"))


@pytest.mark.parametrize(
    ("language", "asked", "means"),
    [
        ("de", "wie oft wird der metalldetektor geprüft", "how often is metal detector check"),
        ("de", "wer gibt die gesperrte ware frei", "who release hold"),
        ("es", "¿cada cuánto se limpian las boquillas?", "how often clean nozzle"),
        ("es", "quién libera el lote retenido", "who release batch hold"),
        ("pl", "co zrobić gdy zgrzew jest nieszczelny", "what to do if seal is leak"),
        ("pl", "jak często sprawdzamy wagę kontrolną", "how often check checkweigher"),
        ("pt", "o que faço se a caldeira perde pressão", "what to do if boiler lose pressure"),
        ("pt", "com que frequência trocamos o filtro", "how often replace filter"),
        ("tr", "kazan basıncı kaç olmalı", "boiler pressure how much be"),
        ("tr", "eldivenler ne zaman değiştirilir", "glove when replace"),
        ("vi", "áp suất nồi hơi tối đa bao nhiêu", "pressure boiler maximum how much"),
        ("zh", "封口漏气怎么办", "seal leak what to do"),
        ("zh", "锅炉水电导率最高多少", "boiler water conductivity maximum how much"),
    ],
)
def test_a_question_is_told_word_for_word(language: str, asked: str, means: str) -> None:
    assert told(asked, language) == means


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("de", "wie heiß dürfen die siegelbacken über nacht sein"),
        ("es", "cuánta presión máxima admite la válvula"),
        ("pl", "jak gorący może być zawór bezpieczeństwa"),
        ("pt", "qual é a pressão máxima da válvula"),
        ("tr", "sıcaklığın en yüksek değeri kaç"),
        ("vi", "nhiệt độ tối đa là bao nhiêu"),
    ],
)
def test_accents_may_be_left_out(language: str, asked: str) -> None:
    assert told(folded(asked), language) == told(asked, language)


def test_german_umlauts_may_be_typed_as_two_letters() -> None:
    assert told("Dampfdruck prüfen, Düse säubern", "de") == told(
        "Dampfdruck pruefen, Duese saeubern", "de"
    )


def test_german_compounds_are_told_by_their_parts() -> None:
    assert told("Siegelbackentemperatur", "de") == "jaws temperature"
    assert told("Kesselspeisewasserpumpe", "de") == "boiler feedwater pump"
    assert told("Fensterquengel", "de") == "[Fensterquengel]"


@pytest.mark.parametrize("asked", ["schalte ich die Pumpe ab", "die Pumpe ist abzuschalten"])
def test_german_verbs_in_pieces_are_one(asked: str) -> None:
    assert "switch off" in told(asked, "de")


def test_a_vietnamese_tone_may_stand_over_either_vowel() -> None:
    assert told("hóa chất", "vi") == told("hoá chất", "vi") == "chemical"


def test_a_phrase_does_not_reach_over_the_end_of_a_clause() -> None:
    words = Lexicon(["wie oft\thow often", "wie\thow", "oft\toften"], "de", toned=False)
    assert [each.english for each in words.read("wie, oft")] == ["how", "often"]
    assert [each.english for each in words.read("wie oft")] == ["how often"]


def test_a_whole_word_counts_before_what_it_begins_with() -> None:
    words = Lexicon(["dampf*\tsteam", "dampfer\tship"], "pl", toned=False)
    assert [each.english for each in words.read("dampfer dampfu")] == ["ship", "steam"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lexicon_says_it_in_plain_english(language: str) -> None:
    lines = (TRADE / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        wordings, tab, english = line.partition("\t")
        assert tab, line
        assert english == "-" or all(map(str.isalpha, english.replace("-", " ").split())), line
        assert english.isascii(), line
        assert all(each.strip(" *") for each in wordings.split(",")), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_small_word_is_known(language: str) -> None:
    unknown = [word for word in small_words(language) if "[" in told(word, language)]
    assert len(unknown) <= len(small_words(language)) / 5, sorted(unknown)


@given(st.sampled_from(LANGUAGES), st.text(alphabet="abdeinrstuwązłçñđ水泵 -.,?2\n", max_size=60))
def test_nothing_of_a_text_is_lost(language: str, text: str) -> None:
    if language == "de":  # a verb in pieces is told in one place
        text = text.replace(" ", "x")
    words = lexicon(language, text)
    assert words is not None
    assert "".join(each.before + each.said for each in words.read(text)).strip() == text.strip()
