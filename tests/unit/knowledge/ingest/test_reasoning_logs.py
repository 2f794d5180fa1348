"""The contract of one event: what is read, and what is refused with which path."""

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.ingest.reasoning_logs import BadEvent, EventType, read_event
from knowledge.model import (
    Condition,
    Decision,
    DecisionKind,
    Explanation,
    Factor,
    Measurement,
    Operator,
    Outcome,
    OutcomeResult,
    Recommendation,
    SetPoint,
)
from tests.unit.knowledge.ingest.any_event import JSON, RECORDS, TIME, as_json

ISSUED: dict[str, Any] = {
    "specversion": "1.0",
    "type": "tandem.recommendation.issued",
    "id": "evt-1",
    "source": "north/snacks/optimizer",
    "subject": "north/snacks/seasoning/line-4/drum-2",
    "time": "2026-11-20T14:03:05Z",
    "expirytime": "2026-11-20T15:18:05+01:00",
    "datacontenttype": "application/json",
    "data": {
        "decision_id": "R-1",
        "action": "Reduce drum speed from 42 to 38 rpm",
        "outcomes": [{"name": "drum speed", "value": 38, "unit": "rpm", "previous": 42}],
        "model": {"name": "optimizer", "version": "3.2.1"},
        "confidence": 0.81,
        "inputs": [
            {"name": "moisture", "value": 8.6, "unit": "%", "quality": "good",
             "at": "2026-11-20T14:03:01.5Z"},
            {"name": "product", "value": "thick cut"},
            {"name": "running", "value": True},
        ],
        "explanation": {
            "method": "shap", "output": "probability", "base_value": 0.12,
            "feature_importance": [{"name": "moisture", "score": -0.31}],
        },
        "rules_fired": [
            {"id": "SEAS-07", "revision": "4", "text": "moisture and more",
             "conditions": [
                 {"input": "moisture", "operator": ">", "value": 2.9, "unit": "%"},
                 {"input": "moisture", "operator": "between", "value": [2.9, 9]},
                 {"input": "product", "operator": "in", "value": ["thick cut", 7, False]},
                 {"input": "product", "operator": "==", "value": "thick cut"},
             ]},
        ],
        "alternatives": [{"action": "Wait", "score": 0.41, "why_not": "loses 6 t"}],
        "documents": [{"id": "SOP-114", "revision": "C", "section": "6.2", "score": 0.8}],
        "expected_effect": "giveaway -1.8 %",
        "shift": {"name": "night", "crew": [1, 2]},
    },
}  # fmt: skip


def event(kind: str, **data: Any) -> dict[str, Any]:
    return {**ISSUED, "type": f"tandem.recommendation.{kind}", "data": data}


def damaged(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """Return the full event with the value at the path replaced, or removed for ``...``."""
    whole = copy.deepcopy(ISSUED)
    place: Any = whole
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return whole


def written(path: tuple[str | int, ...]) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".")


def read(whole: dict[str, Any]) -> Recommendation:
    record = read_event(whole).record
    assert isinstance(record, Recommendation)
    return record


def test_every_field_of_the_contract_is_read() -> None:
    found = read(ISSUED)
    assert found.asset == "north/snacks/seasoning/line-4/drum-2"
    assert found.issued_at == datetime(2026, 11, 20, 14, 3, 5, tzinfo=UTC)
    assert found.expires_at == datetime(2026, 11, 20, 14, 18, 5, tzinfo=UTC)
    assert found.outcomes == (SetPoint("drum speed", 38, "rpm", 42),)
    assert (found.model_name, found.model_version, found.confidence) == ("optimizer", "3.2.1", 0.81)
    at = datetime(2026, 11, 20, 14, 3, 1, 500_000, tzinfo=UTC)
    assert found.inputs[0] == Measurement("moisture", 8.6, "%", "good", at)
    assert found.explanation == Explanation(
        "shap", "probability", 0.12, (Factor("moisture", -0.31),)
    )
    conditions = found.rules_fired[0].conditions
    assert conditions[1] == Condition("moisture", Operator.BETWEEN, (2.9, 9))
    assert conditions[2] == Condition("product", Operator.IN, ("thick cut", 7, False))
    assert found.alternatives[0].why_not == "loses 6 t"
    assert found.documents[0].section == "6.2"
    assert found.expected_effect == "giveaway -1.8 %"


def test_unknown_fields_are_kept() -> None:
    found = read_event({**ISSUED, "plantshift": "night"})
    assert isinstance(found.record, Recommendation)
    assert found.record.extra == {"shift": {"name": "night", "crew": [1, 2]}}
    assert found.raw["plantshift"] == "night"


def test_numbers_stay_as_they_are_written() -> None:
    read_numbers = read(json.loads(json.dumps(ISSUED)))
    assert str(read_numbers.inputs[0].value) == "8.6"
    assert type(read_numbers.outcomes[0].value) is int
    assert type(read_numbers.inputs[2].value) is bool


def test_a_log_without_any_reason_is_kept() -> None:
    bare = {
        "decision_id": "R-1",
        "action": "Wait",
        "model": {"name": "optimizer"},
        "inputs": [],
        "explanation": None,
    }
    found = read(event("issued", **bare))
    assert not found.has_reason
    assert found.expires_at is not None


def test_a_decision_and_an_outcome_are_read_for_their_time() -> None:
    at = datetime(2026, 11, 20, 14, 3, 5, tzinfo=UTC)
    decided = read_event(
        event("decided", decision_id="R-1", decision="overridden", by="p-1", rationale="wet lot")
    )
    assert decided.type is EventType.DECIDED
    assert decided.record == Decision(
        "R-1", DecisionKind.OVERRIDDEN, at, by="p-1", rationale="wet lot"
    )
    for measured in ([{"name": "giveaway", "value": 1.2}], {"name": "giveaway", "value": 1.2}):
        outcome = read_event(event("outcome", decision_id="R-1", result="worse", measured=measured))
        assert outcome.record == Outcome(
            "R-1", OutcomeResult.WORSE, at, (Measurement("giveaway", 1.2),)
        )


RULE = ("data", "rules_fired", 0)
WRONG: list[tuple[tuple[str | int, ...], Any]] = [
    (("specversion",), "0.3"),
    (("specversion",), 1.0),
    (("type",), "tandem.recommendation.withdrawn"),
    (("type",), "com.example.order"),
    (("id",), ""),
    (("id",), 7),
    (("id",), "x" * 201),
    (("source",), "  "),
    (("subject",), "line 4/drum 2"),
    (("subject",), "a/b/c/d/e/f"),
    (("subject",), "north//drum-2"),
    (("time",), "2026-11-20T14:03:05"),
    (("time",), "yesterday"),
    (("time",), 1763647385),
    (("time",), "2026-11-31T14:03:05Z"),
    (("time",), "0001-01-01T00:00:00+23:59"),
    (("expirytime",), "2026-11-20"),
    (("expirytime",), "2026-11-20T14:03:04Z"),
    (("datacontenttype",), "application/xml"),
    (("data",), "text"),
    (("data",), []),
    (("data", "decision_id"), 12),
    (("data", "action"), ["Wait"]),
    (("data", "action"), "x" * 1_001),
    (("data", "model"), "optimizer"),
    (("data", "model", "name"), None),
    (("data", "model", "version"), 3),
    (("data", "confidence"), 81),
    (("data", "confidence"), True),
    (("data", "confidence"), "high"),
    (("data", "inputs"), {"moisture": 3.4}),
    (("data", "inputs", 1), "moisture"),
    (("data", "inputs", 0, "value"), None),
    (("data", "inputs", 0, "value"), float("nan")),
    (("data", "inputs", 0, "value"), float("-inf")),
    (("data", "inputs", 0, "value"), 10**400),
    (("data", "inputs", 0, "value"), [3.4]),
    (("data", "inputs", 0, "value"), "half \ud800"),
    (("data", "inputs", 1, "value"), "a\0b"),
    (("data", "inputs", 1, "name"), "Moisture"),
    (("data", "inputs", 0, "at"), "2026-11-20T14:03:01"),
    (("data", "explanation"), "because"),
    (("data", "explanation", "base_value"), "0.12"),
    (("data", "explanation", "feature_importance", 0, "score"), "0.31"),
    (("data", "explanation", "feature_importance"), {"moisture": 0.31}),
    ((*RULE, "id"), 7),
    ((*RULE, "conditions", 0, "operator"), "=>"),
    ((*RULE, "conditions", 0, "value"), "2.9"),
    ((*RULE, "conditions", 0, "value"), [2.9]),
    ((*RULE, "conditions", 0, "value"), True),
    ((*RULE, "conditions", 1, "value"), 2.9),
    ((*RULE, "conditions", 1, "value"), [2.9]),
    ((*RULE, "conditions", 1, "value"), [9, 2.9]),
    ((*RULE, "conditions", 1, "value", 1), "9"),
    ((*RULE, "conditions", 2, "value"), []),
    ((*RULE, "conditions", 2, "value"), "thick cut"),
    ((*RULE, "conditions", 2, "value", 0), {}),
    ((*RULE, "conditions", 3, "value"), ["thick cut"]),
    (("data", "alternatives", 0, "score"), "low"),
    (("data", "documents", 0, "id"), 114),
    (("data", "outcomes", 0, "value"), {}),
    (("data", "expected_effect"), 1.8),
    (("data", "shift", "crew", 1), float("inf")),
]
REQUIRED: list[tuple[str | int, ...]] = [
    ("specversion",),
    ("type",),
    ("id",),
    ("source",),
    ("subject",),
    ("time",),
    ("data",),
    ("data", "decision_id"),
    ("data", "action"),
    ("data", "model"),
    ("data", "model", "name"),
    ("data", "inputs"),
    ("data", "inputs", 0, "name"),
    ("data", "inputs", 0, "value"),
    ("data", "outcomes", 0, "name"),
    ("data", "explanation", "feature_importance", 0, "score"),
    (*RULE, "id"),
    (*RULE, "conditions", 0, "operator"),
    (*RULE, "conditions", 0, "value"),
    (*RULE, "conditions", 0, "input"),
    ("data", "alternatives", 0, "action"),
    ("data", "documents", 0, "id"),
]


@pytest.mark.parametrize(("path", "value"), WRONG, ids=lambda part: str(part)[:40])
def test_a_wrong_field_is_refused_with_its_path(path: tuple[str | int, ...], value: Any) -> None:
    with pytest.raises(BadEvent) as refused:
        read_event(damaged(path, value))
    assert refused.value.path == written(path)
    assert refused.value.reason.startswith("must ")
    assert str(refused.value).startswith(f"{written(path)} is ")


@pytest.mark.parametrize("path", REQUIRED, ids=str)
def test_a_missing_field_is_refused_with_its_path(path: tuple[str | int, ...]) -> None:
    with pytest.raises(BadEvent) as refused:
        read_event(damaged(path, ...))
    assert refused.value.path == written(path)
    assert refused.value.reason.startswith("is missing; it must ")


def test_a_refusal_reads_as_a_sentence() -> None:
    with pytest.raises(BadEvent) as refused:
        read_event(damaged(("data", "inputs", 0, "value"), float("nan")))
    assert str(refused.value) == (
        "data.inputs[0].value is NaN; it must be a finite number; leave out what was not measured"
    )
    with pytest.raises(BadEvent, match=r"decision_id is missing; it must be text"):
        read_event(damaged(("data", "decision_id"), ...))


def test_an_unknown_type_is_answered_with_the_known_ones() -> None:
    with pytest.raises(BadEvent) as refused:
        read_event(damaged(("type",), "tandem.recommendation.withdrawn"))
    for known in EventType:
        assert known in str(refused.value)


def test_a_log_of_5_mb_and_one_without_end_of_nesting_are_refused_with_a_sentence() -> None:
    with pytest.raises(BadEvent, match=r"data.curve is .* characters.*must be smaller"):
        read_event(damaged(("data", "curve"), "x" * 5_000_000))
    with pytest.raises(BadEvent, match="must be smaller; leave out"):
        read_event(damaged(("data", "curve"), [0.1] * 130_000))
    deep: list[Any] = []
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(BadEvent, match="must be nested at most 32 deep"):
        read_event(damaged(("data", "curve"), deep))
    with pytest.raises(BadEvent, match="at most 1,000 items"):
        read_event(damaged(("data", "alternatives"), [{"action": "wait"}] * 1_001))


@settings(max_examples=40)
@given(RECORDS, TIME)
def test_any_valid_event_comes_back_as_it_was(data: dict[str, Any], time: str) -> None:
    whole = {**ISSUED, "time": time, "data": data}
    del whole["expirytime"]
    found = read(json.loads(json.dumps(whole)))
    assert as_json(found) == data
    assert found.issued_at == datetime.fromisoformat(time)


def test_texts_lose_what_nobody_can_see_and_cannot_close_our_quotations() -> None:
    action = "Reduce\u200b speed” Now \u202eignore\U000e0069 it “"
    found = read({**ISSUED, "data": {**ISSUED["data"], "action": action}})
    assert found.action == 'Reduce speed" Now ignore it "'


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of everything in a JSON value."""
    steps: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    return [
        found for step, item in steps for found in [(*path, step), *places(item, (*path, step))]
    ]


ODD = JSON | st.sampled_from([float("nan"), float("inf"), 10**400, "\0", "\ud800", b"", {1: 2}])


@given(st.sampled_from(places(ISSUED)), ODD)
def test_any_damage_is_refused_at_its_place_or_harmless(
    path: tuple[str | int, ...], value: Any
) -> None:
    """An arbitrary value may be a right one; if it is refused, then where it stands.

    A wrong kind of operator is seen at the value that no longer fits it, a wrong time at the
    expiry before it.
    """
    try:
        read_event(damaged(path, value))
    except BadEvent as bad:
        refused = bad
    else:
        return
    elsewhere = {
        "operator": [written((*path[:-1], "value"))],
        "time": ["expirytime"],
    }.get(str(path[-1]), [])
    if path[-1] == "name" and "inputs" in path:  # the same name at another place
        elsewhere = [f"data.inputs[{index}].name" for index in range(3)]
    assert refused.path.startswith(written(path)) or refused.path in elsewhere


@given(ODD)
def test_anything_else_is_refused_as_a_bad_event(value: Any) -> None:
    with pytest.raises(BadEvent):
        read_event(value)
