"""Requests on the page: asked below the answer, taken from the bar, told to those concerned."""

import asyncio
import json
from datetime import timedelta
from functools import partial

import pytest

from bot.answering.records import to_record
from bot.requests import sweep
from bot.web.requests import requests_now
from bot.web.stream import lines
from knowledge.model import Answer, Person, Route, Status
from knowledge.store import Turn
from tests.safe_plant import DUTY, ENGINEER, FITTER, MATE, SAFE_DIRECTORY, SUPERVISOR, routed
from tests.small_plant import NOW, OPERATOR, STRANGER, advice
from tests.unit.bot.web.conftest import Face
from tests.unit.bot.web.test_stream import context_of, events, same

CONVERSATION = "web:p-1"


@pytest.fixture
def question(face: Face) -> str:
    face.services.store.directory.replace(SAFE_DIRECTORY)
    return routed(face.plant, conversation=CONVERSATION)


def ask_them(face: Face, question: str, key: str = "k") -> str:
    form = {"key": key, "question_id": question}
    sent = face.page().post("/requests", data=form)
    assert sent.status_code == 200, sent.text
    return sent.text


def act(face: Face, person: Person, what: str, number: int = 1) -> str:
    sent = face.page(person).post(f"/requests/{number}/{what}")
    assert sent.status_code == 200, sent.text
    return sent.text


def test_the_answer_says_what_it_is_whom_to_call_and_offers_to_ask(
    face: Face, question: str
) -> None:
    page = face.visitor().get("/").text
    for words in (
        "Not answered from chat: work for people with certified training.",
        "Ask to come: Maintenance on shift",
        "Hang your own lock and tag.",
    ):
        assert words in page


def test_asking_shows_what_was_asked_and_a_second_click_is_the_same(
    face: Face, question: str
) -> None:
    told = ask_them(face, question)
    assert "You asked for: Maintenance on shift." in told
    assert "call: <strong>channel 2</strong>" in told
    assert "Ask to come" not in told
    ask_them(face, question)
    assert len(face.services.store.requests.unfinished()) == 1
    assert "You asked for: Maintenance on shift." in face.visitor().get("/").text


def test_the_called_team_sees_it_at_the_top_and_takes_it(face: Face, question: str) -> None:
    ask_them(face, question)
    page = face.visitor(FITTER).get("/").text
    assert page.index("Mark as taken") < page.index('id="turns"')
    assert "Line 4, Drum 2: work for people with certified training" in page
    assert "Line 4 asks for: Maintenance on shift." in page
    taken = act(face, FITTER, "taken")
    assert "You took it." in taken
    assert "Taken by: Maintenance." in face.visitor().get("/").text
    assert "asked-1" not in face.visitor(MATE).get("/").text
    assert "asked-1" not in act(face, FITTER, "done")
    assert "Done." in face.visitor().get("/").text


@pytest.mark.parametrize("person", [OPERATOR, STRANGER, DUTY, SUPERVISOR, ENGINEER])
def test_others_have_nothing_at_the_top(face: Face, question: str, person: Person) -> None:
    ask_them(face, question)
    assert "Mark as taken" not in face.visitor(person).get("/").text
    assert "asked-1" not in face.page(person).get("/requests").text


def test_escalation_is_shown_to_the_asker_and_to_the_next_team(face: Face, question: str) -> None:
    ask_them(face, question)
    face.clock.now = NOW + timedelta(minutes=10)
    sweep(face.services.store, now=face.clock.now)
    page = face.visitor().get("/").text
    assert "Nobody had taken it. Asked now: Duty engineer." in page
    assert "call: <strong>extension 4400</strong>" in page
    assert "Mark as taken" in face.visitor(DUTY).get("/").text


def test_withdrawing_takes_it_away_and_lets_one_ask_again(face: Face, question: str) -> None:
    ask_them(face, question)
    told = act(face, OPERATOR, "withdrawn")
    assert "You withdrew it." in told
    assert "Ask to come" in told
    assert "asked-1" not in face.visitor(FITTER).get("/").text
    assert "You asked for" in ask_them(face, question, key="again")


def test_whoever_comes_second_is_told_in_a_sentence(face: Face, question: str) -> None:
    ask_them(face, question)
    act(face, FITTER, "taken")
    late = face.page(MATE).post("/requests/1/taken")
    assert late.status_code == 422
    assert "somebody has taken it already" in late.text


@pytest.mark.parametrize("what", ["taken", "withdrawn", "done"])
def test_a_strangers_click_is_refused(face: Face, question: str, what: str) -> None:
    ask_them(face, question)
    refused = face.page(STRANGER).post(f"/requests/1/{what}")
    assert refused.status_code == 422
    assert "that you may see" in refused.text
    for number in ("1", "9" * 30):
        assert face.page(STRANGER).get(f"/requests/{number}").status_code == 422
    form = {"key": "k", "question_id": question}
    assert face.page(STRANGER).post("/requests", data=form).status_code == 422


def test_without_scripts_the_buttons_lead_back_to_the_page(face: Face, question: str) -> None:
    form = {"key": "k", "question_id": question}
    assert face.visitor().post("/requests", data=form).headers["location"] == "/"
    assert face.visitor(FITTER).post("/requests/1/taken").headers["location"] == "/"


def test_a_page_names_nobody_else(face: Face, question: str) -> None:
    ask_them(face, question)
    act(face, FITTER, "taken")
    assert FITTER.name not in face.visitor().get("/").text
    assert OPERATOR.name not in face.visitor(FITTER).get("/").text


def test_an_emergency_stands_alone_below_the_conversation(face: Face) -> None:
    face.plant.issue(advice(1))
    face.asked(decision_id="R-2026-000001")
    told = Answer(
        Status.ROUTED,
        "112",
        decision_id="R-2026-000001",
        route=Route("emergency", "+44 112", line="Leave."),
    )
    turn = Turn("q", CONVERSATION, "p-1", "fire!", NOW, answer=to_record(told), status="routed")
    face.services.store.conversations.save(turn)
    page = face.visitor().get("/").text
    emergency = page[page.index('class="answer emergency"') :]
    assert '<a class="number" href="tel:+44112">+44 112</a>' in emergency
    assert "Leave." in emergency
    for other in ("Right", "Sources", "Why?", "Accept", "Ask to come", "subject-card"):
        assert other not in emergency, other
    assert "subject-card" in face.visitor().get("/?about=R-2026-000001").text


def test_pages_of_asker_and_called_are_told_live_and_nobody_elses(
    face: Face, question: str
) -> None:
    async def test() -> None:
        context = context_of(face)
        context.changes._look = lambda: requests_now(face.services.store)
        streams = {
            each.id: lines(context, partial(same, each), "")
            for each in (OPERATOR, FITTER, STRANGER)
        }
        for stream in streams.values():
            await events(stream, 1)
        ask_them(face, question)
        context.changes.note()
        told = {name: (await events(streams[name], 1))[0] for name in ("p-1", "p-20")}
        assert {each["event"] for each in told.values()} == {"request"}
        assert json.loads(told["p-20"]["data"]) == {
            "request": "1",
            "state": "open",
            "text": "Line 4, Drum 2: work for people with certified training. "
            "Line 4 asked for: Maintenance on shift.",
        }
        act(face, FITTER, "taken")
        context.changes.note()
        (news,) = await events(streams["p-1"], 1)
        assert json.loads(news["data"])["text"].endswith("Taken by: Maintenance.")
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(events(streams["p-9"], 1), 0.3)

    asyncio.run(test())


def test_the_api_lists_and_takes(face: Face, question: str) -> None:
    ask_them(face, question)
    browser = face.visitor(FITTER)
    (listed,) = browser.get("/api/requests").json()["requests"]
    assert (listed["id"], listed["state"], listed["hazard"]) == (
        1,
        "open",
        "certified-training-only",
    )
    assert [each["kind"] for each in listed["steps"]] == ["opened", "called"]
    taken = browser.post("/api/requests/1/taken", json={}).json()
    assert taken["state"] == "taken"
    assert browser.post("/api/requests/1/taken", json={}).json() == taken
    late = browser.post("/api/requests/1/taken", json={"person": MATE.id})
    assert late.status_code == 422
    assert "taken it already" in late.json()["error"]
    assert face.visitor(STRANGER).get("/api/requests").json() == {"requests": []}
    assert face.visitor(STRANGER).post("/api/requests/1/taken", json={}).status_code == 422
