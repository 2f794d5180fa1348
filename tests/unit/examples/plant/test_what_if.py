"""A what-if is answered by the model that advises on the floor, with the values asked about."""

from datetime import UTC, datetime
from typing import Any

import pytest

from examples.plant.history import history
from examples.plant.what_if import answer

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)


@pytest.fixture(scope="module")
def advised() -> dict[str, Any]:
    """The plain case of the history: drum 2 of line 4, SEAS-07, 42 to 38 rpm."""
    found = [
        event
        for event in history(until=NOW, days=1, seed=7)
        if str(event["type"]).endswith("issued") and str(event["subject"]).endswith("line-4/drum-2")
    ]
    return found[-1]


def question(advised: dict[str, Any], **values: object) -> dict[str, Any]:
    data = advised["data"]
    inputs = [
        {**each, "value": values.get(each["name"].replace(" ", "_"), each["value"])}
        for each in data["inputs"]
    ]
    return {
        "decision_id": data["decision_id"],
        "subject": advised["subject"],
        "inputs": inputs,
        "outcomes": data["outcomes"],
    }


def test_asked_with_what_it_saw_it_says_what_it_said(advised: dict[str, Any]) -> None:
    told = answer(question(advised), NOW)["recommendation"]
    data = advised["data"]
    for name in ("action", "rules_fired", "explanation", "alternatives", "confidence"):
        assert told[name] == data[name]


def test_another_value_gives_another_advice_with_that_value_logged(advised: dict[str, Any]) -> None:
    told = answer(question(advised, product_moisture=2.0), NOW)
    assert told["decision_id"] == advised["data"]["decision_id"]
    one = told["recommendation"]
    seen = {each["name"]: each["value"] for each in one["inputs"]} if one else {}
    assert one is None or seen["product moisture"] == 2
    assert one is None or one["action"] != advised["data"]["action"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"subject": "northfield/elsewhere"}, "no recommender of ours"),
        ({"inputs": []}, "is missing"),
        ({"inputs": "all"}, "not complete"),
        ({"inputs": [{"name": "x"}]}, "not complete"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_reason(
    advised: dict[str, Any], changes: dict[str, Any], why: str
) -> None:
    assert why in answer({**question(advised), **changes}, NOW)["refused"]


def test_impossible_value_is_refused(advised: dict[str, Any]) -> None:
    assert "is no value" in answer(question(advised, product_moisture=-3), NOW)["refused"]
