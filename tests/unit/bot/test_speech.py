"""Speaking a language: what has no catalogue is English, and the language ends with its edge."""

import threading

from bot.speech import speak, speaking, spoken, tr, trn


def test_a_language_without_catalogue_speaks_english() -> None:
    with speaking("tlh"):
        assert tr("It expires in {time}.", time="9 min") == "It expires in 9 min."


def test_values_that_look_like_placeholders_stay_as_they_are() -> None:
    assert tr("It set {what}.", what="{speed}") == "It set {speed}."


def test_one_and_many_differ() -> None:
    said = [trn("{count} procedure", "{count} procedures", count) for count in (1, 3)]
    assert said == ["1 procedure", "3 procedures"]


def test_the_language_ends_with_its_edge_and_stays_in_its_thread() -> None:
    elsewhere = []
    with speaking("de"):
        other = threading.Thread(target=lambda: elsewhere.append(spoken()))
        other.start()
        other.join()
        assert spoken() == "de"
    assert (spoken(), elsewhere) == ("en", ["en"])


def test_a_language_nobody_translated_is_english_for_everything() -> None:
    with speaking("fr"):
        assert spoken() == "en"


def test_what_is_spoken_from_here_on_ends_with_the_edge() -> None:
    with speaking("en"):
        speak("pl")
        assert spoken() == "pl"
    assert spoken() == "en"
