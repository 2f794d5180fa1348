"""Titles and wordings read well: without courtesies and slips, in nobody's other words."""

from collections.abc import Collection
from datetime import UTC, datetime

import pytest

from bot.speech import speaking
from bot.titles import Titles
from knowledge.model import Glossary, Term, Topic

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
GLOSSARY = Glossary((Term("Siegeltemperatur", "sealing temperature", "de"),))
DOCUMENTS = frozenset("moisture sensor boiler water salt sample lot thick seasoning".split())


class Known:
    """Stands in for the search: documents with a few words."""

    def knows(self, word: str) -> bool:
        return word in DOCUMENTS

    def meant(self, word: str, everyday: Collection[str] = ()) -> str:
        slips = {"ssmple": "sample", "aganist": "against", "salty": "saltly", "mornings": "more"}
        return word if word in everyday or word in DOCUMENTS else slips.get(word, word)


@pytest.fixture
def titles() -> Titles:
    return Titles(Known(), GLOSSARY)  # type: ignore[arg-type]


def topic(*wordings: str, title: str = "") -> Topic:
    return Topic(1, title or wordings[0], wordings, 3, 3, ("line-4",), NOW, NOW)


def called(titles: Titles, *wordings: str) -> str:
    return titles.of(topic(*wordings)).title


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("hey moisture sensor limits thx", "Moisture sensor limits"),
        ("what do i lower if there is too much on??", "What do I lower if there is too much on?"),
        ("how often do i ssmple a lot", "How often do I sample a lot"),
        ("is the sensor aganist the wall", "Is the sensor against the wall"),
        ("what is the limit of K-204 at 38 rpm", "What is the limit of K-204 at 38 rpm"),
    ],
)  # fmt: skip
def test_courtesies_and_slips_are_no_part_of_a_title(
    titles: Titles, typed: str, title: str
) -> None:
    assert called(titles, typed) == title


def test_a_form_of_a_right_word_is_no_slip(titles: Titles) -> None:
    assert called(titles, "the seasoning is salty on monday mornings") == (
        "The seasoning is salty on monday mornings"
    )


def test_a_word_too_short_to_be_mended_is_taken_from_who_wrote_the_same(titles: Titles) -> None:
    assert called(titles, "boiler water yoo high", "boiler water too high") == (
        "Boiler water too high"
    )


def test_another_question_is_not_taken_for_the_same(titles: Titles) -> None:
    assert called(titles, "boiler water rattles", "boiler water high") == "Boiler water rattles"


def test_one_word_is_a_title_only_when_there_is_no_other(titles: Titles) -> None:
    assert called(titles, "sensor??", "sensor cleaning") == "Sensor cleaning"
    assert called(titles, "sensor??") == "Sensor?"


def test_in_other_languages_the_plants_words_and_those_of_several_people_are_right(
    titles: Titles,
) -> None:
    assert called(titles, "siegeltemperatru maximal danke") == "Siegeltemperatur maximal"
    asked = "jak szczeka nie dogrzwwa", "szczeka nie dogrzewa", "co gdy nie dogrzewa szczeka"
    assert called(titles, *asked) == "Jak szczeka nie dogrzewa"
    assert called(titles, "darf ich die haube öffnen") == "Darf ich die haube öffnen"


def test_a_title_is_in_the_readers_language_when_anybody_asked_in_it(titles: Titles) -> None:
    asked = "como limpio el sensor", "wie reinige ich den sensor", "how do I clean the sensor"
    assert called(titles, *asked) == "How do I clean the sensor"
    with speaking("de"):
        assert called(titles, *asked) == "Wie reinige ich den sensor"
    with speaking("pl"):
        assert called(titles, *asked) == "Como limpio el sensor"


def test_a_title_that_was_given_stays(titles: Titles) -> None:
    assert titles.of(topic("sensor ssmple", title="the ssmple")).title == "the ssmple"


def test_wordings_stay_as_many_as_they_are(titles: Titles) -> None:
    assert list(titles.plainly(["hi, boiler water??", "", "boiler watr"])) == [
        "Boiler water?",
        "",
        "Boiler water?",
    ]
