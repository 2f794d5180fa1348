"""Recommendations as JSON: what must be refused is refused with its place."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given

from knowledge.model import Measurement, Recommendation
from knowledge.store import NotStorable
from knowledge.store.codec import checked, from_recommendation, to_recommendation
from tests.contracts.store_samples import recommendation, recommendations


@given(recommendations())
def test_any_recommendation_survives_json_exactly(rec: Recommendation) -> None:
    assert to_recommendation(json.loads(json.dumps(from_recommendation(rec)))) == rec


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": [1, {"b": float("nan")}]}, r"x\.a\[1\]\.b is nan"),
        ([float("-inf")], r"x\[0\] is -inf"),
        ({1: "a"}, "key 1"),
        ({"when": datetime(2026, 1, 1, tzinfo=UTC)}, r"x\.when is a datetime"),
    ],
)
def test_what_json_cannot_hold_is_refused_with_its_place(value: object, message: str) -> None:
    with pytest.raises(NotStorable, match=message):
        checked(value, "x")


def test_a_time_without_zone_is_refused_with_its_place() -> None:
    naive = datetime(2026, 1, 1)
    timed = (Measurement("a", 1), Measurement("b", 1, at=naive))
    with pytest.raises(NotStorable, match=r"inputs\[1\]\.at"):
        from_recommendation(replace(recommendation(), inputs=timed))
    with pytest.raises(NotStorable, match="expires_at"):
        from_recommendation(replace(recommendation(), expires_at=naive))
