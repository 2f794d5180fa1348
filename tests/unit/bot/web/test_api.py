"""The API's contract: ask, search, recommendations, events, and sentences for what is wrong."""

import copy
import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.answering.records import reply_json
from bot.feedback import decide
from knowledge.store import Usage
from tests.small_plant import LINE_4, NOW, OPERATOR, STRANGER, advice
from tests.unit.bot.web.conftest import ELSEWHERE, Face, FaceOf

EVENT: dict[str, Any] = {
    "specversion": "1.0",
    "type": "tandem.recommendation.issued",
    "id": "evt-1",
    "source": "northfield/optimizer",
    "subject": f"{LINE_4}/drum-2",
    "time": "2026-11-20T14:03:05Z",
    "expirytime": "2026-11-20T14:18:05Z",
    "datacontenttype": "application/json",
    "data": {
        "decision_id": "R-2026-000900",
        "action": "Reduce drum speed from 42 to 38 rpm",
        "model": {"name": "seasoning-optimizer", "version": "3.2.1"},
        "inputs": [{"name": "product moisture", "value": 3.4, "unit": "%"}],
    },
}


def event(number: int = 1, **changes: Any) -> dict[str, Any]:
    made = copy.deepcopy(EVENT)
    made["id"] = f"evt-{number}"
    made["data"]["decision_id"] = f"R-2026-{900 + number:06d}"
    return made | changes


def post_event(browser: TestClient, body: object, kind: str = "application/json") -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body)
    return browser.post("/api/events", content=content, headers={"Content-Type": kind})


def ask(browser: TestClient, **body: Any) -> Any:
    return browser.post("/api/ask", json=body)


def test_ask_returns_the_object_of_ask_json(face: Face) -> None:
    face.plant.issue(advice(1))
    told = ask(face.visitor(), text="why?", decision_id="R-2026-000001", person="p-1").json()
    reply = face.plant.ask("why?", decision_id="R-2026-000001", conversation="fresh")
    same = reply_json(reply)
    assert set(told) == set(same)
    assert told["text"] == same["text"]
    assert told["claims"] == same["claims"]
    assert told["status"] == "answered"
    assert told["claims"][0]["citations"] == ["R1"]


def test_ask_with_the_same_key_answers_once(face: Face) -> None:
    face.plant.issue(advice(1))
    first, second = (
        ask(face.visitor(), text="why?", decision_id="R-2026-000001", key="k").json()
        for _ in range(2)
    )
    assert first["question_id"] == second["question_id"]
    assert first == second


def test_a_named_conversation_keeps_its_subject_and_a_fresh_one_does_not(face: Face) -> None:
    face.plant.issue(advice(1), advice(2, drum=3))
    ask(face.visitor(), text="why?", decision_id="R-2026-000001", conversation="c")
    followed = ask(face.visitor(), text="is it still valid?", conversation="c").json()
    assert followed["decision_id"] == "R-2026-000001"
    assert ask(face.visitor(), text="is it still valid?").json()["status"] == "ask_back"


def test_nobody_continues_another_persons_conversation(face: Face) -> None:
    face.plant.issue(advice(1))
    ask(face.visitor(), text="why?", decision_id="R-2026-000001", conversation="c", person="p-1")
    other = ask(face.visitor(), text="is it still valid?", conversation="c", person="p-9").json()
    assert other["decision_id"] is None


@pytest.mark.parametrize("decision_id", ["R-2026-000001", "R-none"])
def test_ask_does_not_tell_a_hidden_recommendation_from_none(face: Face, decision_id: str) -> None:
    face.plant.issue(advice(1))
    refused = ask(face.visitor(), text="why?", decision_id=decision_id, person=STRANGER.id)
    assert refused.status_code == 404
    assert decision_id in refused.json()["error"]
    assert "drum" not in refused.text.lower()


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        ({}, 400, "text is empty"),
        ({"text": "  "}, 400, "text is empty"),
        ({"text": 7}, 400, "text is '7'"),
        ({"text": "why?", "asset": "no path!"}, 400, "asset"),
        ({"text": "why?", "person": "p-none"}, 404, "p-none"),
        ({"text": "why?", "key": "a b"}, 400, "key"),
    ],
)
def test_a_bad_question_gets_one_sentence(
    face: Face, body: dict[str, Any], status: int, told: str
) -> None:
    refused = ask(face.visitor(), **body)
    assert refused.status_code == status
    assert told in refused.json()["error"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"text": "\xff"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b"text=why", "application/x-www-form-urlencoded", 415),
        (b'{"text": "' + b"x" * 1_100_000 + b'"}', "application/json", 413),
    ],
)
def test_a_body_that_is_no_question_gets_one_sentence(
    face: Face, content: bytes, kind: str, status: int
) -> None:
    refused = face.visitor().post("/api/ask", content=content, headers={"Content-Type": kind})
    assert refused.status_code == status
    assert refused.json()["error"].endswith(".")


def test_a_question_of_20000_characters_is_answered_politely(face: Face) -> None:
    answered = ask(face.visitor(), text="why " * 5_000)
    assert answered.status_code == 200
    assert "characters" in answered.json()["text"]


def test_events_are_kept_known_and_refused_each_by_itself(face: Face) -> None:
    browser = face.visitor(None)
    bad = event(2)
    del bad["data"]["action"]
    posted = post_event(browser, [event(1), bad, event(3)], "application/cloudevents-batch+json")
    assert posted.status_code == 200
    told = posted.json()
    assert (told["accepted"], told["known"], len(told["refused"])) == (2, 0, 1)
    assert told["refused"][0]["index"] == 1
    assert told["refused"][0]["path"] == "data.action"
    assert face.services.store.recommendations.get("R-2026-000901") is not None
    again = post_event(browser, event(1), "application/cloudevents+json")
    assert (again.status_code, again.json()["known"]) == (200, 1)


def test_nothing_acceptable_is_a_bad_request(face: Face) -> None:
    posted = post_event(face.visitor(None), event(1, time="2026-11-20T14:03:05"))
    assert posted.status_code == 400
    assert posted.json()["refused"][0]["path"] == "time"


@pytest.mark.parametrize(
    ("body", "kind", "status", "told"),
    [
        (b"[]", "application/json", 400, "empty"),
        (b"nonsense", "application/json", 400, "JSON"),
        (b"{}", "text/plain", 415, "application/cloudevents+json"),
        (b"[" + b" " * 5_000_000 + b"]", "application/json", 413, "5 MB"),
    ],
)
def test_a_body_that_is_no_event_gets_one_sentence(
    face: Face, body: bytes, kind: str, status: int, told: str
) -> None:
    refused = post_event(face.visitor(None), body, kind)
    assert refused.status_code == status
    assert told in refused.json()["error"]


def test_binary_mode_is_refused_with_the_form_to_send(face: Face) -> None:
    headers = {"Content-Type": "application/json", "ce-specversion": "1.0"}
    refused = face.visitor(None).post("/api/events", json={}, headers=headers)
    assert refused.status_code == 415
    assert "structured" in refused.json()["error"]


def test_only_this_machine_posts_events_without_a_token(face: Face) -> None:
    refused = post_event(face.visitor(None, client=ELSEWHERE), event())
    assert refused.status_code == 403
    assert "TANDEM_EVENTS_TOKEN" in refused.json()["error"]


def test_with_a_token_who_knows_it_posts_from_anywhere(face_of: FaceOf) -> None:
    face = face_of(events_token="s3cret")
    known = face.visitor(None, client=ELSEWHERE, Authorization="Bearer s3cret")
    assert post_event(known, event()).status_code == 200
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer "}):
        assert post_event(face.visitor(None, **headers), event()).status_code == 401


def test_search_finds_what_the_asker_may_see(face: Face) -> None:
    face.plant.shelf.put("Lower the drum speed in steps of 2 rpm.")
    found = face.visitor(None).get("/api/search", params={"q": "drum", "person": "p-1"}).json()
    assert [hit["document"] for hit in found["hits"]] == ["SOP-114"]
    other = face.visitor(None).get("/api/search", params={"q": "drum", "person": "p-9"}).json()
    assert other["hits"] == []


@pytest.mark.parametrize("query", ["", "q=", "q=a&k=0", "q=a&k=x", "q=a&k=1000", "q=a&asset=!"])
def test_a_bad_search_gets_one_sentence(face: Face, query: str) -> None:
    refused = face.visitor().get(f"/api/search?{query}")
    assert refused.status_code == 400
    assert refused.json()["error"]


def test_recommendations_are_the_askers_newest_first_with_state(face: Face) -> None:
    face.plant.issue(advice(1, minutes_ago=40), advice(2, drum=3))
    told = face.visitor(None).get("/api/recommendations?person=p-1").json()["recommendations"]
    assert [(each["decision_id"], each["state"]) for each in told] == [
        ("R-2026-000002", "open"),
        ("R-2026-000001", "expired"),
    ]
    narrowed = face.visitor(None).get(f"/api/recommendations?asset={LINE_4}/drum-2").json()
    assert len(narrowed["recommendations"]) == 1
    hidden = face.visitor(None).get("/api/recommendations?person=p-9").json()
    assert hidden == {"recommendations": []}


def test_health_tells_the_version(face: Face) -> None:
    told = face.visitor(None).get("/healthz")
    assert (told.status_code, told.json()["status"]) == (200, "ok")


def test_the_api_speaks_json_for_unknown_addresses_and_methods(face: Face) -> None:
    assert "no such page" in face.visitor().get("/api/nothing").json()["error"]
    assert face.visitor().get("/api/ask").json()["error"]


def test_the_clock_of_the_site_dates_the_question(face: Face) -> None:
    told = ask(face.visitor(OPERATOR), text="What is open?").json()
    turn = face.services.store.conversations.get(told["question_id"])
    assert turn is not None
    assert turn.at == NOW


def test_the_use_of_the_model_is_for_admins_and_names_nobody(face_of: FaceOf) -> None:
    face = face_of(demo=False)
    face.plant.store.model_usage.add(Usage(NOW.date(), "ollama:a", 1, 0, 0, 100, 20, 0))
    told = face.visitor(None).get("/api/model-usage").json()
    assert told["total"]["calls"] == 1
    assert set(told["days"][0]) == {"day", "model", *told["total"]}
    refused = face.visitor(None).get("/api/model-usage", params={"person": OPERATOR.id})
    assert refused.status_code == 403
    assert "admin" in refused.json()["error"]


def test_outcome_is_told_over_the_api_once_for_a_key(face: Face) -> None:
    face.plant.issue(advice(1))
    store = face.services.store
    decide(
        store, key="d", person=OPERATOR, decision_id="R-2026-000001", decision="accepted", now=NOW
    )
    told = {"decision_id": "R-2026-000001", "result": "same", "key": "k"}
    for _ in range(2):
        answer = face.visitor().post("/api/outcomes", json=told)
        assert answer.json() == {"decision_id": "R-2026-000001", "result": "same"}
    assert len(store.recommendations.outcomes(["R-2026-000001"])["R-2026-000001"]) == 1
    assert face.visitor().post("/api/outcomes", json={**told, "result": 3}).status_code == 400
    assert face.visitor().post("/api/outcomes", json={"result": "same"}).status_code == 422
