"""What the assistant asks: on the page one field, over the API the same, and no more."""

from dataclasses import replace

import pytest

from bot.inquiries import look
from knowledge.model import Decision, DecisionKind
from tests.reviewed_plant import MATE
from tests.small_plant import DIRECTORY, NOW, OPERATOR, STRANGER, advice
from tests.unit.bot.web.conftest import Face

ASKED = "Several overrides on Line 4, Drum 2"


@pytest.fixture
def number(face: Face) -> int:
    """The number of what Amara is asked."""
    store = face.services.store
    store.directory.replace(replace(DIRECTORY, people=(*DIRECTORY.people, MATE)))
    for each, by in ((1, OPERATOR), (2, MATE), (3, MATE)):
        one = advice(each)
        face.plant.issue(one)
        made = Decision(one.decision_id, DecisionKind.OVERRIDDEN, NOW, by.id, "information", "why")
        store.recommendations.add_decision(made, "hmi", f"d{each}", "f")
    assert look(store, budget=1, now=NOW) == 2
    found: int = face.visitor().get("/api/inquiries").json()["inquiries"][0]["number"]
    return found


def test_page_asks_those_who_were_there_only(face: Face, number: int) -> None:
    assert ASKED in face.visitor().get("/").text
    assert MATE.id not in face.visitor().get("/").text
    assert ASKED not in face.visitor(STRANGER).get("/").text


def test_answer_is_thanked_for_and_the_question_gone(face: Face, number: int) -> None:
    form = {"act": "answer", "text": "The new lot is drier."}
    told = face.page().post(f"/inquiries/{number}", data=form)
    assert "Thank you" in told.text
    assert ASKED not in face.visitor().get("/").text
    (kept,) = face.services.store.corrections.all()
    assert kept.text == "The new lot is drier."


def test_empty_answer_keeps_the_form_with_the_reason(face: Face, number: int) -> None:
    told = face.page().post(f"/inquiries/{number}", data={"act": "answer", "text": " "})
    assert told.status_code == 422
    assert "what you saw" in told.text
    assert ASKED in told.text


@pytest.mark.parametrize("act", ["later", "never"])
def test_no_is_taken_for_an_answer(face: Face, number: int, act: str) -> None:
    face.page().post(f"/inquiries/{number}", data={"act": act})
    assert ASKED not in face.visitor().get("/").text


def test_api_answers_and_refuses_in_sentences(face: Face, number: int) -> None:
    visitor = face.visitor()
    assert visitor.post(f"/api/inquiries/{number}", json={"act": "shout"}).status_code == 422
    told = visitor.post(f"/api/inquiries/{number}", json={"act": "answer", "text": "Dry lot."})
    assert told.json() == {"inquiries": []}
    again = visitor.post(f"/api/inquiries/{number}", json={"act": "answer", "text": "Dry lot."})
    assert again.status_code == 422
    assert "not open for you" in again.json()["error"]


def test_whoever_left_can_come_back(face: Face, number: int) -> None:
    face.page().post(f"/inquiries/{number}", data={"act": "never"})
    assert face.services.store.inquiries.has_left(OPERATOR.id)
    face.visitor().post("/inquiries/0", data={"act": "again"})
    assert not face.services.store.inquiries.has_left(OPERATOR.id)
