"""What says most of what was asked comes first; people's judgements are not undone."""

from collections.abc import Iterable
from dataclasses import replace

from knowledge.answerability import Asked, Seen, ordered

ASKED = Asked("what is the highest seal temperature", "what is the highest seal temperature")
SCOPE = Seen("scope", "SOP-211", "Sealing", "Seal of all bags.", 0.6, 5.0, 0.7, "2 Scope")
LIMITS = Seen(
    "limits",
    "SOP-211",
    "Sealing",
    "Highest seal temperature 142 °C for both films, in steps of 3 °C.",
    0.55,
    5.0,
    0.65,
    "4 Limits",
)


def rarity(terms: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(terms, 2.0)


def ids(*seen: Seen, asked: Asked = ASKED) -> list[str]:
    return [each.passage_id for each in ordered(asked, seen, rarity)]


def test_what_holds_the_asked_words_and_figures_comes_before_what_is_about_the_document() -> None:
    assert ids(SCOPE, LIMITS) == ["limits", "scope"]


def test_a_question_about_the_document_is_answered_from_there() -> None:
    asked = Asked("what is the scope of sealing", "what is the scope of sealing")
    assert ids(SCOPE, replace(LIMITS, similarity=0.3, score=0.3), asked=asked)[0] == "scope"


def test_who_asks_how_is_told_the_steps_first() -> None:
    how = Asked("how do I clean the sensor", "how do I clean the sensor")
    what = Asked("which sensor is clean", "which sensor is clean")
    said = Seen("said", "SOP-126", "Sensors", "A clean sensor.", 0.66, 5.0, 0.71, "6 Trust")
    steps = "1. Wipe the sensor.\n2. Leave it clean."
    done = replace(said, passage_id="done", text=steps, similarity=0.65, score=0.66)
    assert ids(said, done, asked=how) == ["done", "said"]
    assert ids(said, done, asked=what) == ["said", "done"]


def test_what_people_lifted_comes_no_further_down() -> None:
    assert ids(replace(SCOPE, lift=0.1), LIMITS) == ["scope", "limits"]


def test_what_people_lowered_comes_no_further_up() -> None:
    assert ids(SCOPE, replace(LIMITS, lift=-0.1)) == ["scope", "limits"]


def test_nothing_is_lost() -> None:
    assert sorted(ids(SCOPE, LIMITS, replace(SCOPE, passage_id="again"))) == [
        "again",
        "limits",
        "scope",
    ]
