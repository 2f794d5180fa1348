"""What a recommender says live is read strictly; whatever else comes is no answer, and in time."""

import base64
import json
import time
from dataclasses import replace
from typing import Any

import pytest

from bot.recommender.what_if import Live, NotSaid
from examples.plant.owners import is_signed
from knowledge.model import Measurement
from tests.receiver import CUT, DRIP, HANG, Receiver, receiver
from tests.small_plant import NOW, advice

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
ONE = replace(advice(1), source="plant/seasoning/optimizer")
ASSUMED = (Measurement("product moisture", 2.8, "%", at=NOW),)
INPUTS = [{"name": "product moisture", "value": 2.8, "unit": "%"}]
ADVICE: dict[str, Any] = {
    "decision_id": ONE.decision_id,
    "action": "Reduce oil flow from 27 to 24 L/h",
    "model": {"name": "seasoning-optimizer", "version": "3.2.1"},
    "inputs": INPUTS,
}
ANSWER: dict[str, Any] = {
    "decision_id": ONE.decision_id,
    "inputs": INPUTS,
    "recommendation": ADVICE,
}


def live(owner: Receiver, *, seconds: float = 5, prefix: str = "plant/seasoning") -> Live:
    return Live({prefix: owner.url}, SECRET, seconds, lambda: NOW)


def test_question_is_signed_and_holds_all_inputs_with_the_assumed_values() -> None:
    with receiver() as owner:
        owner.answer = json.dumps(ANSWER).encode()
        told = live(owner)(ONE, ASSUMED)
    assert told is not None
    assert told.advice is not None
    assert told.advice.action == ADVICE["action"]
    (got,) = owner.received
    assert is_signed(SECRET, got.headers, got.body, NOW.timestamp())
    asked = json.loads(got.body)
    assert asked["assumed"] == ["product moisture"]
    values = {each["name"]: each["value"] for each in asked["inputs"]}
    assert values == {each.name: each.value for each in ONE.inputs} | {"product moisture": 2.8}


def test_advice_of_nothing_is_an_answer() -> None:
    with receiver() as owner:
        owner.answer = json.dumps({**ANSWER, "recommendation": None}).encode()
        told = live(owner)(ONE, ASSUMED)
    assert told is not None
    assert told.advice is None


def test_source_without_an_address_is_not_asked_and_the_nearest_prefix_is() -> None:
    with receiver() as owner:
        assert live(owner, prefix="another/plant")(ONE, ASSUMED) is None
        assert live(owner, prefix="plant/season")(ONE, ASSUMED) is None
        assert owner.received == []
        owner.answer = json.dumps(ANSWER).encode()
        near = {"plant": "http://127.0.0.1:1/nobody", ONE.source: owner.url}
        assert Live(near, SECRET, 5, lambda: NOW)(ONE, ASSUMED) is not None


def test_refusal_is_told_in_the_recommenders_words_and_cut() -> None:
    with receiver() as owner:
        owner.answer = json.dumps({**ANSWER, "refused": "x" * 900}).encode()
        with pytest.raises(NotSaid) as told:
            live(owner)(ONE, ASSUMED)
    assert told.value.refused == "x" * 300


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"\xff\xfe",
        json.dumps({**ANSWER, "decision_id": "R-other"}).encode(),
        json.dumps({**ANSWER, "inputs": []}).encode(),
        json.dumps({**ANSWER, "inputs": [{"name": "product moisture", "value": 3.4}]}).encode(),
        json.dumps({**ANSWER, "inputs": "all"}).encode(),
        json.dumps({"decision_id": ONE.decision_id, "inputs": INPUTS}).encode(),
        json.dumps({**ANSWER, "recommendation": {**ADVICE, "action": 7}}).encode(),
        json.dumps({**ANSWER, "recommendation": {**ADVICE, "inputs": []}}).encode(),
        json.dumps({**ANSWER, "recommendation": "slow down"}).encode(),
        json.dumps({**ANSWER, "recommendation": {**ADVICE, "confidence": 7}}).encode(),
    ],
)
def test_garbage_is_no_answer(garbage: bytes) -> None:
    with receiver() as owner:
        owner.answer = garbage
        with pytest.raises(NotSaid):
            live(owner)(ONE, ASSUMED)


@pytest.mark.parametrize("misdeed", [HANG, DRIP, CUT, 500, 401, 204, 302])
def test_failure_is_no_answer_within_the_time(misdeed: object) -> None:
    with receiver() as owner:
        owner.plan.append(misdeed)
        started = time.monotonic()
        with pytest.raises(NotSaid):
            live(owner, seconds=0.3)(ONE, ASSUMED)
    assert time.monotonic() - started < 5
