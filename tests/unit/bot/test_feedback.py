"""Judgements, corrections and decisions: who may, what a record must hold, one effect a key."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from bot.feedback import BadFeedback, Given, correct, decide, given, judge, scoped_key
from knowledge.model import AssessmentTarget, DecisionKind, Judgement, Life, Person, ReasonClass
from tests.small_plant import LINE_4, NOW, OPERATOR, STRANGER, Plant, advice

MATE = Person("p-2", "Mateusz", frozenset({"line-4"}))
ADMIN = Person("local-admin", "Local admin", sees_all=True)
DRUM_2 = f"{LINE_4}/drum-2"


@pytest.fixture
def question(plant: Plant) -> str:
    """An answered question about a recommendation of Line 4."""
    plant.issue(advice(1))
    return plant.ask("Why?", decision_id="R-2026-000001").question_id


def judged(plant: Plant, question: str, word: str = "right", **changes: Any) -> Given:
    fields: dict[str, Any] = {"key": "k", "person": OPERATOR, "now": NOW, "judgement": word}
    return judge(plant.store, question_id=question, **(fields | changes))


def corrected(plant: Plant, question: str, **changes: Any) -> Given:
    fields: dict[str, Any] = {
        "key": "k",
        "person": OPERATOR,
        "expectation": "Clean the sensor first.",
        "rationale": "It reads low when it is fouled.",
        "scope": DRUM_2,
        "reason_class": "information",
        "confidence": 3,
        "now": NOW,
    }
    return correct(plant.store, question_id=question, **(fields | changes))


def decided(plant: Plant, decision: str = "accepted", **changes: Any) -> Any:
    fields: dict[str, Any] = {
        "key": "k",
        "person": OPERATOR,
        "decision_id": "R-2026-000001",
        "now": NOW,
    }
    return decide(plant.store, decision=decision, **(fields | changes))


def kept(plant: Plant, question: str) -> list[Any]:
    return plant.store.assessments.for_target(AssessmentTarget.ANSWER, question)


def test_a_judgement_is_stored_as_feedback_on_the_answer(plant: Plant, question: str) -> None:
    assert judged(plant, question) == Given(Judgement.RIGHT)
    (record,) = kept(plant, question)
    assert (record.feedback, record.expectation) == (Judgement.RIGHT, None)
    assert (record.person_id, record.scope, record.at) == ("p-1", DRUM_2, NOW)


def test_the_same_key_again_has_one_effect(plant: Plant, question: str) -> None:
    judged(plant, question, now=NOW)
    judged(plant, question, now=NOW + timedelta(seconds=1))
    corrected(plant, question)
    corrected(plant, question, expectation="Something else")
    assert len(kept(plant, question)) == 2


def test_the_same_said_in_two_faces_is_one(plant: Plant, question: str) -> None:
    for key in ("web", "slack"):
        judged(plant, question, key=key)
        corrected(plant, question, key=key)
        decided(plant, key=key)
    assert len(kept(plant, question)) == 2
    assert len(plant.store.recommendations.decisions(["R-2026-000001"])["R-2026-000001"]) == 1
    judged(plant, question, "not_right", key="again")
    judged(plant, question, key="and-again")
    assert [each.feedback for each in kept(plant, question) if each.feedback] == [
        Judgement.RIGHT,
        Judgement.NOT_RIGHT,
        Judgement.RIGHT,
    ]


def test_a_second_judgement_replaces_what_is_shown_and_keeps_the_history(
    plant: Plant, question: str
) -> None:
    judged(plant, question, "right", key="a")
    assert judged(plant, question, "unclear", key="b").judgement is Judgement.UNCLEAR
    assert [each.feedback for each in kept(plant, question)] == ["right", "unclear"]


def test_what_others_said_does_not_press_my_buttons(plant: Plant, question: str) -> None:
    judged(plant, question, "not_right")
    assert given(plant.store, person=MATE, question_id=question) == Given()


def test_a_team_mate_may_judge_an_answer_about_their_equipment(plant: Plant, question: str) -> None:
    assert judged(plant, question, person=MATE).judgement is Judgement.RIGHT


def test_two_people_with_the_same_key_have_two_effects(plant: Plant, question: str) -> None:
    judged(plant, question)
    judged(plant, question, person=MATE)
    assert {each.person_id for each in kept(plant, question)} == {"p-1", "p-2"}


@pytest.mark.parametrize("act", [judged, corrected])
def test_a_stranger_cannot_judge_what_they_may_not_see(
    plant: Plant, question: str, act: Callable[..., Given]
) -> None:
    with pytest.raises(BadFeedback, match=r"question_id is .*: judge an answer"):
        act(plant, question, person=STRANGER)
    assert kept(plant, question) == []


def test_an_unknown_answer_is_named(plant: Plant) -> None:
    with pytest.raises(BadFeedback, match="question_id is 'nothing'"):
        judged(plant, "nothing")


def test_a_correction_is_an_expectation_with_reason_scope_and_confidence(
    plant: Plant, question: str
) -> None:
    told = corrected(plant, question)
    assert (told.judgement, told.corrected) == (None, True)
    assert told.correction is not None
    assert told.correction.state is Life.PROVISIONAL
    (record,) = kept(plant, question)
    assert (record.feedback, record.expectation) == (None, "Clean the sensor first.")
    assert record.rationale == "It reads low when it is fouled."
    assert (record.scope, record.confidence) == (DRUM_2, 3)
    assert record.reason_class is ReasonClass.INFORMATION


def test_a_correction_may_hold_for_all_equipment(plant: Plant, question: str) -> None:
    corrected(plant, question, scope=None)
    assert kept(plant, question)[0].scope is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("expectation", "  "),
        ("rationale", ""),
        ("expectation", "x" * 4_001),
        ("scope", f"{LINE_4}/drum-3"),
        ("scope", "no path!"),
        ("reason_class", "mood"),
        ("confidence", 5),
        ("confidence", 0),
        ("key", "with space"),
    ],
)
def test_a_bad_correction_names_its_field_and_stores_nothing(
    plant: Plant, question: str, field: str, value: object
) -> None:
    with pytest.raises(BadFeedback) as caught:
        corrected(plant, question, **{field: value})
    assert caught.value.field == field
    assert caught.value.remedy
    assert kept(plant, question) == []


def test_another_word_than_the_three_judgements_is_refused(plant: Plant, question: str) -> None:
    with pytest.raises(BadFeedback, match="right, not_right or unclear"):
        judged(plant, question, "great")


def test_accepting_stores_a_decision_of_the_person(plant: Plant, question: str) -> None:
    decided(plant)
    (record,) = plant.store.recommendations.decisions(["R-2026-000001"])["R-2026-000001"]
    assert (record.decision, record.by) == (DecisionKind.ACCEPTED, "p-1")


def test_two_clicks_are_one_decision(plant: Plant, question: str) -> None:
    decided(plant, now=NOW)
    decided(plant, now=NOW + timedelta(seconds=2))
    assert len(plant.store.recommendations.decisions(["R-2026-000001"])["R-2026-000001"]) == 1


def test_one_form_cannot_decide_both_ways(plant: Plant, question: str) -> None:
    decided(plant)
    with pytest.raises(BadFeedback, match="already used"):
        decided(plant, "overridden", reason_class="complexity", rationale="no hands")


def test_an_override_says_why(plant: Plant, question: str) -> None:
    with pytest.raises(BadFeedback, match="reason_class is empty"):
        decided(plant, "overridden", rationale="lab says otherwise")
    with pytest.raises(BadFeedback, match="rationale is empty"):
        decided(plant, "overridden", reason_class="information")
    decided(plant, "overridden", reason_class="information", rationale="lab says otherwise")
    (record,) = plant.store.recommendations.decisions(["R-2026-000001"])["R-2026-000001"]
    assert (record.reason_class, record.rationale) == ("information", "lab says otherwise")


def test_an_expired_recommendation_cannot_be_accepted_but_overridden(
    plant: Plant, question: str
) -> None:
    later = NOW + timedelta(hours=1)
    with pytest.raises(BadFeedback, match="expired"):
        decided(plant, now=later)
    decided(plant, "overridden", reason_class="complexity", rationale="jam", now=later)


@pytest.mark.parametrize("word", ["expired", "maybe", ""])
def test_people_only_accept_or_override(plant: Plant, question: str, word: str) -> None:
    with pytest.raises(BadFeedback, match="accepted or overridden"):
        decided(plant, word)


@pytest.mark.parametrize("decision_id", ["R-2026-000001", "R-none"])
def test_nobody_decides_on_equipment_of_another_team(
    plant: Plant, question: str, decision_id: str
) -> None:
    with pytest.raises(BadFeedback, match="your own team"):
        decided(plant, person=STRANGER, decision_id=decision_id)


def test_the_installations_admin_may_decide_on_everything(plant: Plant, question: str) -> None:
    assert decided(plant, person=ADMIN).by == "local-admin"


@for_all(st.one_of(st.text(max_size=200), st.from_regex(r"[A-Za-z0-9._:-]{1,130}\n?")))
def test_a_key_is_scoped_to_its_person_or_refused(key: str) -> None:
    if re.fullmatch(r"[A-Za-z0-9._:-]{1,120}", key):
        assert scoped_key("k", OPERATOR, key) != scoped_key("k", MATE, key)
    else:
        with pytest.raises(BadFeedback, match="key is"):
            scoped_key("k", OPERATOR, key)
