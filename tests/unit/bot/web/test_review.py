"""The review page: who sees it, what it shows, deciding with a reason, and without a script."""

import re

import pytest

from bot.feedback import correct
from knowledge.model import Correction, Life, Person
from tests.reviewed_plant import ADMIN, DRUM_2, ENGINEER, MATE, REVIEWING, SUPERVISING
from tests.small_plant import NOW, OPERATOR, STRANGER, advice
from tests.unit.bot.web.conftest import Face


def said(
    face: Face,
    text: str = "Clean the sensor first.",
    *,
    by: Person = OPERATOR,
    unnamed: bool = False,
    asked: str = "Why?",
) -> Correction:
    pointing = {"decision_id": "R-2026-000001"} if asked == "Why?" else {}
    question = face.asked(asked, by=by, **pointing)
    given = correct(
        face.services.store,
        key=f"k{len(text)}",
        person=by,
        question_id=question,
        expectation=text,
        rationale="It reads low.",
        scope=DRUM_2 if pointing else None,
        reason_class="information",
        confidence=3,
        unnamed=unnamed,
        now=NOW,
    )
    assert given.correction is not None
    return given.correction


@pytest.fixture
def review(face: Face) -> Face:
    face.services.store.directory.replace(REVIEWING)
    face.plant.issue(advice(1))
    return face


def state(face: Face, one: Correction) -> Life:
    after = face.services.store.corrections.get(one.number)
    assert after is not None
    return after.state


def test_it_shows_what_was_said_of_which_answer_and_by_whom(review: Face) -> None:
    said(review)
    shown = review.visitor(ENGINEER).get("/review").text
    for told in ("Clean the sensor first.", "It reads low.", "Why?", "Amara of Line 4", "Drum 2"):
        assert told in shown
    assert "The answer it corrects" in shown


def test_the_answer_to_a_question_about_no_equipment_is_shown_to_its_reviewer(
    review: Face,
) -> None:
    review.plant.shelf.put("Wipe the sensor with a dry cloth.")
    said(review, asked="How do I clean the sensor?")
    shown = review.visitor(ENGINEER).get("/review").text
    assert "The answer it corrects" in shown
    assert "SOP-114" in shown


@pytest.mark.parametrize("person", [OPERATOR, STRANGER, MATE])
def test_it_is_for_engineers_and_admins(review: Face, person: Person) -> None:
    said(review)
    told = review.visitor(person).get("/review")
    assert told.status_code == 403
    assert "Clean the sensor" not in told.text
    assert 'href="/review"' not in review.visitor(person).get("/").text


def test_nobody_is_named_who_asked_not_to_be_nor_anybody_to_a_supervisor(review: Face) -> None:
    said(review, "Wait for the lab.", unnamed=True)
    assert "Amara" not in review.visitor(ENGINEER).get("/review").text
    said(review)
    shown = review.visitor(SUPERVISING).get("/review").text
    assert "somebody of Line 4" in shown
    assert "Amara" not in shown


@pytest.mark.parametrize(("act", "then"), [("accept", Life.APPLIED), ("reject", Life.REJECTED)])
def test_a_form_decides_with_its_reason(review: Face, act: str, then: Life) -> None:
    one = said(review)
    page = review.visitor(ENGINEER)
    form = {"act": act, "number": str(one.number), "reason": "seen it"}
    told = page.post("/review", data=form)
    assert (told.status_code, told.headers["location"]) == (303, f"/review?done={one.number}")
    assert state(review, one) is then
    assert "seen it" in page.get(told.headers["location"]).text


def test_without_a_reason_what_was_typed_stays(review: Face) -> None:
    one = said(review)
    form = {"act": "accept", "number": str(one.number), "use": "note", "document": "SOP-9"}
    told = review.visitor(ENGINEER).post("/review", data=form)
    assert told.status_code == 422
    assert "say why in a sentence" in told.text
    assert re.search(r'value="note" checked', told.text)
    assert 'value="SOP-9"' in told.text
    assert state(review, one) is Life.PROVISIONAL


def test_two_that_disagree_are_settled_in_one_act(review: Face) -> None:
    one, other = said(review, "Go to 36 rpm."), said(review, "Go down to 38 rpm.", by=MATE)
    page = review.visitor(ADMIN)
    assert f"Does not agree with number {other.number}" in page.get("/review").text
    form = {"act": "settle", "number": str(one.number), "over": str(other.number)}
    page.post("/review", data={**form, "reason": "measured"})
    assert (state(review, one), state(review, other)) == (Life.APPLIED, Life.SUPERSEDED)


def test_two_accepted_ones_that_disagree_are_shown_until_somebody_settles_it(review: Face) -> None:
    one, other = said(review, "Go to 36 rpm."), said(review, "Go down to 38 rpm.", by=MATE)
    page = review.visitor(ADMIN)
    for each in (one, other):
        form = {"act": "accept", "number": str(each.number), "reason": "seen it"}
        page.post("/review", data=form)
    shown = page.get("/review").text
    assert shown.count("Accepted, and they do not agree") == 1
    assert "Nothing waits for review" in shown
    assert f"Number {other.number} holds, the other ends" in shown
    form = {"act": "settle", "number": str(other.number), "over": str(one.number)}
    page.post("/review", data={**form, "reason": "measured"})
    assert (state(review, one), state(review, other)) == (Life.SUPERSEDED, Life.APPLIED)
    assert "they do not agree" not in page.get("/review").text


def test_two_that_no_word_shows_to_disagree_can_be_settled_too(review: Face) -> None:
    one, other = said(review, "Zuerst den Sensor putzen."), said(review, "Finger weg!", by=MATE)
    page = review.visitor(ADMIN)
    shown = page.get("/review").text
    assert "Does not agree" not in shown
    assert f"Number {one.number} holds, the other ends" in shown
    form = {"act": "settle", "number": str(one.number), "over": str(other.number)}
    page.post("/review", data={**form, "reason": "measured"})
    assert (state(review, one), state(review, other)) == (Life.APPLIED, Life.SUPERSEDED)


def test_what_touches_a_hazard_says_by_which_words_and_is_no_choice_against_another(
    review: Face,
) -> None:
    one = said(review, "Go to 36 rpm.")
    held = said(review, "Go to 38 rpm and bypass the guard.", by=MATE)
    shown = review.visitor(ADMIN).get("/review").text
    assert "it touches bypassing or switching off a safety system" in shown
    assert f"Number {held.number} holds, the other ends" not in shown
    assert f"Number {one.number} holds, the other ends" in shown


def test_a_change_request_is_listed_until_it_is_in_the_document(review: Face) -> None:
    one = said(review)
    page = review.visitor(ENGINEER)
    form = {"number": str(one.number), "reason": "true", "document": "SOP-114"}
    page.post("/review", data={**form, "act": "accept", "use": "change_request"})
    assert "Changes asked for" in page.get("/review").text
    page.post("/review", data={"act": "done", "number": str(one.number), "reason": "SOP-114 rev D"})
    assert "Changes asked for" not in page.get("/review").text


def test_cases_are_asked_again_and_what_broke_is_shown(review: Face) -> None:
    one = said(review)
    page = review.visitor(ENGINEER)
    form = {"act": "accept", "number": str(one.number), "reason": "true", "document": "SOP-999"}
    page.post("/review", data=form)
    assert page.post("/review/regressions", data={}).status_code == 303
    shown = page.get("/review").text
    assert "1 confirmed answer broke" in shown
    assert "SOP-999 is not in first place" in shown


def test_what_somebody_wrote_stays_text(review: Face) -> None:
    said(review, "<script>alert(1)</script> & more")
    shown = review.visitor(ENGINEER).get("/review").text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in shown
