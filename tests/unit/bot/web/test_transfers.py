"""``/transfers`` and ``/knowledge/travels``: read, decided with one tap, by whose it is."""

from datetime import timedelta

import pytest

from bot import articles
from bot.transfers import look
from knowledge.model import Person, Transfer, TransferAct
from tests.reviewed_plant import ENGINEER
from tests.small_plant import NOW, OPERATOR, STRANGER
from tests.travelled_plant import CREW, SUPERVISOR, TRAVELLING, offered
from tests.unit.bot.web.conftest import Face


@pytest.fixture
def one(face: Face) -> Transfer:
    return offered(face.plant)


def state(face: Face, one: Transfer) -> TransferAct:
    after = face.services.store.transfers.get(one.number)
    assert after is not None
    return after.state


def sent(face: Face, one: Transfer, act: str, by: Person = SUPERVISOR, reason: str = "") -> int:
    form = {"number": str(one.number), "act": act, "reason": reason}
    return face.visitor(by).post("/transfers", data=form).status_code


def test_page_says_what_why_here_and_how_it_is_known(face: Face, one: Transfer) -> None:
    shown = face.visitor(SUPERVISOR).get("/transfers").text
    for told in (
        "How long to wait with thick cut kettle chips",
        "Wait 5 min after cleaning the sensor.",
        "Why it matters to Line 3",
        "Runs Kettle Thick Cut Vinegar too: in 1 of 1 recommendations",
        "How it is known at Line 4",
        "It rests on SOP-114 C, 6.2",
        "Found by somebody of Line 4",
        "Vouched for by an engineer of Line 4",
    ):
        assert told in shown
    assert state(face, one) is TransferAct.SEEN


def test_looking_by_who_may_not_decide_is_not_seeing(face: Face, one: Transfer) -> None:
    shown = face.visitor(CREW).get("/transfers").text
    assert 'value="adopt"' not in shown
    assert "Supervisors and engineers of Line 3 decide on it." in shown
    assert state(face, one) is TransferAct.OFFERED


def test_adopting_is_one_tap(face: Face, one: Transfer) -> None:
    assert sent(face, one, "adopt") == 303
    assert state(face, one) is TransferAct.ADOPTED


def test_rejecting_needs_a_reason_and_keeps_what_was_typed(face: Face, one: Transfer) -> None:
    assert sent(face, one, "reject") == 422
    assert sent(face, one, "reject", reason="Not our equipment") == 303
    assert state(face, one) is TransferAct.REJECTED


def test_adapting_names_the_draft(face: Face, one: Transfer) -> None:
    browser = face.visitor(SUPERVISOR)
    form = {"number": str(one.number), "act": "adapt", "reason": "ours are smaller"}
    answer = browser.post("/transfers", data=form)
    shown = browser.get(answer.headers["location"]).text
    assert "Your draft is KB-2." in shown


def test_how_it_went_is_asked_of_the_crew_after_the_days(face: Face, one: Transfer) -> None:
    sent(face, one, "adopt")
    assert "Did it work here?" not in face.visitor(CREW).get("/transfers").text
    face.clock.now = NOW + timedelta(days=14)
    assert "Did it work here?" in face.visitor(CREW).get("/transfers").text
    assert sent(face, one, "worked", CREW) == 303
    assert "Did it work here?" not in face.visitor(CREW).get("/transfers").text
    assert "adopted, it worked" in face.visitor(OPERATOR).get("/transfers").text


def test_what_was_taken_up_and_withdrawn_says_so_first(face: Face, one: Transfer) -> None:
    sent(face, one, "adopt")
    sources = face.services.assistant.sources()
    articles.unpublish(sources, ENGINEER, one.article, reason="wrong", now=NOW)
    look(face.services.store, [one.article], now=NOW)
    shown = face.visitor(CREW).get("/transfers").text
    assert "was taken out of answers: do not go by it any more" in shown


def test_conversation_says_that_something_waits(face: Face, one: Transfer) -> None:
    line = "1 offer of another team waits for you"
    assert line in face.visitor(SUPERVISOR).get("/").text
    assert line not in face.visitor(CREW).get("/").text
    sent(face, one, "adopt")
    assert line not in face.visitor(SUPERVISOR).get("/").text


def test_others_find_nothing_and_cannot_decide(face: Face, one: Transfer) -> None:
    shown = face.visitor(STRANGER).get("/transfers").text
    assert "Nothing waits." in shown
    assert "kettle" not in shown.replace("SOP-114 or kettle", "")
    assert sent(face, one, "adopt", STRANGER) == 422
    assert sent(face, one, "adopt", CREW) == 422
    assert state(face, one) is TransferAct.OFFERED


def test_following_is_kept_and_left(face: Face, one: Transfer) -> None:
    browser = face.visitor(SUPERVISOR)
    form = {"kind": "equipment", "value": "drum", "team": "line-3"}
    assert browser.post("/transfers/follow", data=form).status_code == 303
    assert "equipment: <strong>drum</strong>" in browser.get("/transfers").text
    (kept,) = face.services.store.transfers.subscriptions()
    assert face.visitor(CREW).post("/transfers/leave", data={"number": "1"}).status_code == 422
    answer = browser.post("/transfers/leave", data={"number": str(kept.number)})
    assert answer.status_code == 303
    assert face.services.store.transfers.subscriptions() == []
    refused = browser.post("/transfers/follow", data={"kind": "word", "value": ""})
    assert (refused.status_code, "value is" in refused.text) == (422, True)


def test_travels_are_for_those_who_lead(face: Face, one: Transfer) -> None:
    assert face.visitor(OPERATOR).get("/knowledge/travels").status_code == 403
    shown = face.visitor(ENGINEER).get("/knowledge/travels").text
    for told in ("How knowledge travels", "Line 4", "found it", "Line 3", "offered, not seen yet"):
        assert told in shown
    stalled = face.visitor(ENGINEER).get("/knowledge/travels?show=stalled&page=x").text
    assert "Nothing stalls." in stalled
    face.clock.now = NOW + timedelta(days=8)
    stalled = face.visitor(ENGINEER).get("/knowledge/travels?show=stalled").text
    assert "stalls here" in stalled


def test_empty_travels_say_what_will_be_there(face: Face) -> None:
    face.services.store.directory.replace(TRAVELLING)
    assert "Nothing travels yet." in face.visitor(ENGINEER).get("/knowledge/travels").text
