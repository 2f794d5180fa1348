"""Who knows, on the page and over the API: asked, replying, told."""

import pytest

from bot.experts import look
from tests.reviewed_plant import ENGINEER, MATE, REVIEWING
from tests.small_plant import LINE_4, NOW, OPERATOR, STRANGER
from tests.unit.bot.web.conftest import Face

ASKED = "Where is the spare belt of drum 2 kept?"


@pytest.fixture
def gap(face: Face) -> str:
    """What Amara asked in vain and Mateusz, who joined on the page, is asked."""
    store = face.services.store
    store.directory.replace(REVIEWING)
    face.plant.ask(ASKED, conversation=f"web:{OPERATOR.id}", asset=LINE_4)
    joined = face.page(MATE).post("/experts", data={"act": "join"}, headers={"hx-request": ""})
    assert joined.status_code == 200
    assert look(store, alike=face.plant.shelf.alike, most=1, now=NOW) == 1
    (found,) = store.gaps.all()
    return found.id


def test_expert_is_asked_on_the_page_and_the_asker_is_told(face: Face, gap: str) -> None:
    assert ASKED in face.visitor(MATE).get("/").text
    assert "Do you know?" not in face.visitor(STRANGER).get("/").text
    form = {"act": "reply", "gap": gap, "text": "In the <b>loft</b>."}
    told = face.page(MATE).post("/experts", data=form, headers={"hx-request": "true"})
    assert "Thank you" in told.text
    assert "Do you know?" not in face.visitor(MATE).get("/").text
    page = face.visitor(OPERATOR).get("/").text
    assert "Answered by Mateusz, not yet validated" in page
    assert "In the &lt;b&gt;loft&lt;/b&gt;." in page
    assert "not yet validated" not in face.visitor(STRANGER).get("/").text


def test_empty_reply_keeps_the_form_with_the_reason(face: Face, gap: str) -> None:
    form = {"act": "reply", "gap": gap, "text": " "}
    told = face.page(MATE).post("/experts", data=form, headers={"hx-request": "true"})
    assert told.status_code == 422
    assert "what you know" in told.text
    assert ASKED in told.text


@pytest.mark.parametrize("act", ["later", "leave"])
def test_no_is_taken_for_an_answer(face: Face, gap: str, act: str) -> None:
    face.page(MATE).post("/experts", data={"act": act, "gap": gap})
    assert "Do you know?" not in face.visitor(MATE).get("/").text


def test_contributions_say_whether_one_may_be_asked_and_when_not(face: Face, gap: str) -> None:
    assert "You may be asked." in face.visitor(MATE).get("/contributions").text
    assert "You may be asked." not in face.visitor(ENGINEER).get("/contributions").text
    form = {"act": "join", "quiet_from": "22:00", "quiet_until": "06:00"}
    face.page(MATE).post("/experts", data=form)
    assert 'value="22:00"' in face.visitor(MATE).get("/contributions").text


def test_engineer_replies_from_the_list_of_gaps(face: Face, gap: str) -> None:
    assert "Reply to who asked" in face.visitor(ENGINEER).get("/gaps").text
    form = {"act": "reply", "gap": gap, "text": "In the loft.", "back": "gaps"}
    done = face.visitor(ENGINEER).post("/experts", data=form, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, "/gaps")
    assert "Answered by Ingrid" in face.visitor(OPERATOR).get("/").text


def test_api_tells_and_acts_in_sentences(face: Face, gap: str) -> None:
    expert, asker = face.visitor(MATE), face.visitor(OPERATOR)
    told = expert.get("/api/experts").json()
    assert (told["willing"], told["quiet"]) == (True, None)
    assert [each["gap"] for each in told["questions"]] == [gap]
    sent = {"act": "reply", "gap": gap, "text": "In the loft.", "unnamed": True}
    assert expert.post("/api/experts", json=sent).json()["questions"] == []
    (reply,) = asker.get("/api/experts").json()["replies"]
    assert reply["lead"] == "Answered by a colleague of Line 4, not yet validated"
    done = asker.post("/api/experts", json={"act": "helped", "turn": reply["turn"]})
    assert done.json()["replies"] == []
    refused = asker.post("/api/experts", json={"act": "dance"})
    assert refused.status_code == 422
    assert "say reply" in refused.text
    assert asker.post("/api/experts", json=["act"]).status_code == 400
