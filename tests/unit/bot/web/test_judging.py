"""The buttons: what they store, that they stay pressed, and that a refused form keeps its text."""

from datetime import timedelta
from typing import Any

import pytest

from knowledge.model import AssessmentTarget, Outcome, OutcomeResult
from tests.small_plant import LINE_4, STRANGER, advice
from tests.unit.bot.web.conftest import Face

DRUM_2 = f"{LINE_4}/drum-2"
CORRECTION = {
    "key": "k",
    "expectation": "Clean the sensor first.",
    "rationale": "It reads low when fouled.",
    "scope": DRUM_2,
    "reason_class": "information",
    "confidence": "3",
}


@pytest.fixture
def question(face: Face) -> str:
    face.plant.issue(advice(1))
    return face.asked(decision_id="R-2026-000001")


def kept(face: Face, question: str) -> list[Any]:
    return face.services.store.assessments.for_target(AssessmentTarget.ANSWER, question)


def judge(face: Face, question: str, word: str, key: str = "k") -> Any:
    form = {"key": key, "question_id": question, "judgement": word}
    return face.page().post("/judgements", data=form)


def correct(face: Face, question: str, **changes: str) -> Any:
    return face.page().post("/corrections", data=CORRECTION | {"question_id": question} | changes)


def decide(face: Face, **form: str) -> Any:
    return face.page().post("/decisions", data={"key": "k", "decision_id": "R-2026-000001"} | form)


def test_a_judgement_is_stored_shown_and_still_there_after_a_reload(
    face: Face, question: str
) -> None:
    told = judge(face, question, "right").text
    pressed = 'value="right" aria-pressed="true"'
    assert pressed in told
    assert "noted as right" in told
    assert pressed in face.visitor().get("/").text
    assert len(kept(face, question)) == 1


def test_two_clicks_on_one_button_are_one_and_on_another_are_two(face: Face, question: str) -> None:
    for word in ("right", "right", "unclear"):
        judge(face, question, word)
    assert [each.feedback for each in kept(face, question)] == ["right", "unclear"]


def test_buttons_of_two_answers_on_one_page_do_not_mix(face: Face, question: str) -> None:
    other = face.asked("Is it still valid?", decision_id="R-2026-000001")
    judge(face, question, "right")
    judge(face, other, "right")
    assert (len(kept(face, question)), len(kept(face, other))) == (1, 1)


def test_not_right_asks_what_is_right_for_which_equipment_and_how_sure(
    face: Face, question: str
) -> None:
    told = judge(face, question, "not_right").text
    for words in (
        "What is right instead?",
        "Line 4, Drum 2 only",
        "Line 4, all of it",
        "All equipment",
        "I know something it does not know",
        "4, certain",
    ):
        assert words in told, words


def test_a_correction_is_stored_and_says_what_happens_next(face: Face, question: str) -> None:
    judge(face, question, "not_right")
    told = correct(face, question).text
    assert "somebody other than you has reviewed it" in told
    assert "What is right instead?" not in told
    record = kept(face, question)[-1]
    assert (record.expectation, record.confidence) == ("Clean the sensor first.", 3)
    assert record.scope == DRUM_2
    assert "somebody other than you has reviewed it" in face.visitor().get("/").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("expectation", " "),
        ("rationale", ""),
        ("confidence", "7"),
        ("confidence", "x"),
        ("reason_class", "mood"),
        ("scope", "elsewhere"),
    ],
)
def test_a_refused_correction_names_the_field_and_keeps_what_was_typed(
    face: Face, question: str, field: str, value: str
) -> None:
    judge(face, question, "not_right")
    refused = correct(face, question, **{field: value})
    assert refused.status_code == 422
    assert f"Not recorded: {field.replace('_', ' ')}" in refused.text
    other = "rationale" if field == "expectation" else "expectation"
    assert CORRECTION[other] in refused.text
    assert len(kept(face, question)) == 1


def test_accepting_shows_the_decision_and_takes_the_button_away(face: Face, question: str) -> None:
    told = decide(face, decision="accepted").text
    assert "Accepted by you" in told
    assert 'value="accepted"' not in told
    assert "Change the decision" in told
    assert "accepted" in face.page().get("/strip").text


def test_others_see_that_it_was_decided_but_not_by_whom(face: Face, question: str) -> None:
    decide(face, decision="accepted")
    text = face.plant.store.recommendations.decisions(["R-2026-000001"])
    assert text["R-2026-000001"][0].by == "p-1"
    page = face.visitor().get("/logs/R-2026-000001").text
    assert "Accepted" in page
    assert "p-1" not in page


def test_overriding_asks_for_a_reason_and_keeps_what_was_typed(face: Face, question: str) -> None:
    refused = decide(face, decision="overridden", rationale="The lab says otherwise")
    assert refused.status_code == 422
    assert "Not recorded: reason class" in refused.text
    assert "The lab says otherwise" in refused.text
    told = decide(
        face,
        decision="overridden",
        rationale="The lab says otherwise",
        reason_class="information",
        action_taken="Took a second sample",
    )
    assert "Overridden by you" in told.text
    assert "Took a second sample" in told.text


def test_a_strangers_click_is_refused_and_stores_nothing(face: Face, question: str) -> None:
    form = {"key": "k", "decision_id": "R-2026-000001", "decision": "accepted"}
    assert face.page(STRANGER).post("/decisions", data=form).status_code == 422
    judged = {"key": "k", "question_id": question, "judgement": "right"}
    assert face.page(STRANGER).post("/judgements", data=judged).status_code == 422
    assert kept(face, question) == []
    assert face.services.store.recommendations.decisions(["R-2026-000001"]) == {}


def test_without_scripts_the_buttons_lead_back_to_the_page(face: Face, question: str) -> None:
    form = {"key": "k", "question_id": question, "judgement": "right"}
    assert face.visitor().post("/judgements", data=form).headers["location"] == "/"
    decision = {"key": "k", "decision_id": "R-2026-000001", "decision": "accepted"}
    sent = face.visitor().post("/decisions", data=decision)
    assert sent.headers["location"] == "/?about=R-2026-000001"


def outcome(face: Face, result: str, key: str = "r") -> Any:
    form = {"key": key, "decision_id": "R-2026-000001", "result": result}
    return face.page().post("/outcomes", data=form)


def test_after_a_decision_people_say_what_came_of_it_and_can_correct_themselves(
    face: Face, question: str
) -> None:
    assert "/outcomes" not in face.visitor().get("/?about=R-2026-000001").text
    assert "/outcomes" in decide(face, decision="accepted").text
    pressed = 'value="{}" aria-pressed="true"'
    assert pressed.format("worse") in outcome(face, "worse").text
    face.clock.now += timedelta(minutes=1)
    assert pressed.format("better") in outcome(face, "better").text
    told = face.services.store.recommendations.outcomes(["R-2026-000001"])["R-2026-000001"]
    assert [(each.result, each.told) for each in told] == [("worse", True), ("better", True)]


def test_outcome_of_what_nobody_decided_or_in_other_words_is_refused(
    face: Face, question: str
) -> None:
    assert outcome(face, "better").status_code == 422
    decide(face, decision="accepted")
    assert "better, same or worse" in outcome(face, "splendid").text
    assert face.services.store.recommendations.outcomes(["R-2026-000001"]) == {}


def test_what_was_measured_is_shown_and_not_asked_for(face: Face, question: str) -> None:
    decide(face, decision="accepted")
    measured = Outcome("R-2026-000001", OutcomeResult.BETTER, face.clock.now)
    face.services.store.recommendations.add_outcome(measured, "historian", "o", "f")
    assert "/outcomes" not in face.visitor().get("/?about=R-2026-000001").text
