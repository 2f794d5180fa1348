"""The assistant asks sparingly, only those who were there, and tells nobody who that was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.feedback import BadFeedback, judge
from bot.inquiries import (
    NOT_AGAIN_FOR,
    OPEN_FOR,
    WEEK,
    answer,
    decline,
    leave,
    look,
    open_for,
    to_tell,
)
from knowledge.model import (
    Decision,
    DecisionKind,
    Directory,
    Life,
    Measurement,
    Person,
)
from tests.reviewed_plant import MATE, OTHER_LINE, REVIEWING
from tests.small_plant import NOW, OPERATOR, Plant, advice

LATER = NOW + timedelta(hours=1)


def override(plant: Plant, number: int, by: Person, *, drum: int = 2, lot: str = "new") -> None:
    one = advice(number, drum=drum)
    plant.issue(replace(one, inputs=(*one.inputs, Measurement("seasoning lot", lot))))
    made = Decision(one.decision_id, DecisionKind.OVERRIDDEN, NOW, by.id, "information", "why")
    plant.store.recommendations.add_decision(made, "hmi", f"d{number}", "f")


def follow(plant: Plant, number: int) -> None:
    one = advice(number)
    plant.issue(replace(one, inputs=(*one.inputs, Measurement("seasoning lot", "old"))))
    made = Decision(one.decision_id, DecisionKind.ACCEPTED, NOW, OPERATOR.id)
    plant.store.recommendations.add_decision(made, "hmi", f"d{number}", "f")


@pytest.fixture
def scene(plant: Plant) -> Plant:
    """Three overrides on drum 2, by two of Line 4 and a stranger to it, all with new lots."""
    plant.store.directory.replace(REVIEWING)
    for number, by in ((11, OPERATOR), (12, MATE), (13, OTHER_LINE)):
        override(plant, number, by)
    for number in range(20, 32):
        follow(plant, number)
    return plant


def asked(plant: Plant, person: Person, now: object = LATER) -> list[str]:
    return [each.text for each in open_for(plant.store, person, now=now)]  # type: ignore[arg-type]


def test_those_who_were_there_and_may_see_it_are_asked_once(scene: Plant) -> None:
    assert look(scene.store, budget=1, now=LATER) == 2
    assert look(scene.store, budget=9, now=LATER + timedelta(days=1)) == 0
    (text,) = asked(scene, OPERATOR)
    assert text == (
        "Several overrides on Line 4, Drum 2 since 2026-11-20 (seasoning lot is new). "
        "What did you see?"
    )
    assert asked(scene, MATE) == [text]
    assert asked(scene, OTHER_LINE) == []


def test_question_names_nobody_and_counts_nobody(scene: Plant) -> None:
    look(scene.store, budget=1, now=LATER)
    (text,) = asked(scene, OPERATOR)
    for person in REVIEWING.people:
        assert person.name not in text
        assert person.id not in text
    assert "3" not in text.replace("2026-11-20", "")


def test_budget_is_a_persons_own_and_zero_is_never(scene: Plant) -> None:
    assert look(scene.store, budget=0, now=LATER) == 0
    assert look(scene.store, budget=1, now=LATER) == 2
    for number in (41, 42, 43):
        override(scene, number, OPERATOR, drum=3)
    assert look(scene.store, budget=1, now=LATER) == 0
    assert look(scene.store, budget=2, now=LATER) == 1
    assert len(asked(scene, OPERATOR)) == 1, "one at a time"


def test_who_does_not_want_to_be_asked_is_not(scene: Plant) -> None:
    leave(scene.store, MATE, now=NOW)
    assert look(scene.store, budget=1, now=LATER) == 1
    leave(scene.store, OPERATOR, now=LATER)
    assert asked(scene, OPERATOR) == []


def test_answer_is_a_correction_with_its_life_and_the_question_is_gone(scene: Plant) -> None:
    look(scene.store, budget=1, now=LATER)
    (question,) = open_for(scene.store, OPERATOR, now=LATER)
    told = answer(scene.store, OPERATOR, question.number, text="The new lots are drier.", now=LATER)
    assert (told.text, told.state, told.team) == (
        "The new lots are drier.",
        Life.PROVISIONAL,
        "line-4",
    )
    assert asked(scene, OPERATOR) == []
    assert len(asked(scene, MATE)) == 1
    beside = scene.ask("Why?", by=MATE, decision_id="R-2026-000011").answer
    assert any("The new lots are drier." in each.text for each in beside.evidence)
    with pytest.raises(BadFeedback, match="not open"):
        answer(scene.store, OPERATOR, question.number, text="again", now=LATER)


def test_empty_answer_is_refused_and_the_question_stays(scene: Plant) -> None:
    look(scene.store, budget=1, now=LATER)
    (question,) = open_for(scene.store, OPERATOR, now=LATER)
    with pytest.raises(BadFeedback, match="what you saw"):
        answer(scene.store, OPERATOR, question.number, text="  ", now=LATER)
    assert len(asked(scene, OPERATOR)) == 1


def test_declined_or_unanswered_goes_away_and_is_not_asked_again_soon(scene: Plant) -> None:
    look(scene.store, budget=1, now=LATER)
    (question,) = open_for(scene.store, OPERATOR, now=LATER)
    decline(scene.store, OPERATOR, question.number, now=LATER)
    assert asked(scene, OPERATOR) == []
    assert asked(scene, MATE, LATER + OPEN_FOR + timedelta(minutes=1)) == []
    assert WEEK < NOT_AGAIN_FOR


def test_somebody_elses_question_cannot_be_answered(scene: Plant) -> None:
    look(scene.store, budget=1, now=LATER)
    (question,) = open_for(scene.store, OPERATOR, now=LATER)
    with pytest.raises(BadFeedback, match="not open"):
        answer(scene.store, OTHER_LINE, question.number, text="me too", now=LATER)


def test_right_that_is_revoked_takes_the_question_away(scene: Plant) -> None:
    look(scene.store, budget=1, now=LATER)
    scene.store.directory.replace(Directory(people=(OPERATOR,)))
    assert asked(scene, OPERATOR) == []


def test_people_who_judge_one_answer_differently_are_asked(plant: Plant) -> None:
    plant.store.directory.replace(REVIEWING)
    plant.issue(advice(1))
    for person, said in ((OPERATOR, "right"), (MATE, "not_right")):
        one = plant.ask(
            "Why?", by=person, decision_id="R-2026-000001", conversation=f"of-{person.id}"
        )
        question = one.question_id
        judge(plant.store, key="j", person=person, question_id=question, judgement=said, now=NOW)
    assert look(plant.store, budget=1, now=LATER) == 2
    (text,) = asked(plant, MATE)
    assert text.startswith("The answers about Line 4, Drum 2 are judged differently since")


def test_answers_found_not_right_again_and_again_are_asked_about(plant: Plant) -> None:
    plant.store.directory.replace(REVIEWING)
    for number, person in ((1, OPERATOR), (2, MATE), (3, MATE)):
        plant.issue(advice(number))
        one = plant.ask(
            "Why?", by=person, decision_id=f"R-2026-{number:06d}", conversation=f"of-{number}"
        )
        judge(
            plant.store,
            key=f"j{number}",
            person=person,
            question_id=one.question_id,
            judgement="not_right",
            now=NOW,
        )
    assert look(plant.store, budget=1, now=LATER) == 2
    (text,) = asked(plant, MATE)
    assert text.startswith("Several answers about Line 4, Drum 2 were found not right since")


def test_each_person_is_told_of_one_at_a_time_the_oldest(scene: Plant) -> None:
    look(scene.store, budget=9, now=LATER)
    first = list(to_tell(scene.store, now=LATER))
    assert [person for _, person in first] == [OPERATOR.id, MATE.id]
    for number in (41, 42, 43):
        override(scene, number, OPERATOR, drum=3)
    look(scene.store, budget=9, now=LATER)
    assert list(to_tell(scene.store, now=LATER)) == first
    number = first[0][0]
    decline(scene.store, OPERATOR, number, now=LATER)
    ((other, _),) = [each for each in to_tell(scene.store, now=LATER) if each[1] == OPERATOR.id]
    assert other != number
    assert list(to_tell(scene.store, now=LATER + OPEN_FOR + timedelta(days=1))) == []


def test_an_answer_whose_work_was_cut_off_is_kept_once(scene: Plant) -> None:
    look(scene.store, budget=1, now=LATER)
    ((number, _), _) = to_tell(scene.store, now=LATER)
    first = answer(scene.store, OPERATOR, number, text="wet felt", now=LATER)
    once_more = answer(scene.store, OPERATOR, number, text="wet felt", again=True, now=LATER)
    assert once_more == first
    later = LATER + timedelta(minutes=1)
    with pytest.raises(BadFeedback, match="not open"):
        answer(scene.store, OPERATOR, number, text="dry", again=True, now=later)
