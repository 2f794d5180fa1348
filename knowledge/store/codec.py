"""Recommendations and measurements as JSON and back, exactly.

Knows every field of the reasoning log. Does not know tables, nor the wire format of events
(``knowledge.ingest.events``): this form is the store's own. Absent stays absent, a tuple comes
back as a tuple, 38 stays an integer and 38.0 a float; times come back in UTC. What JSON cannot
hold exactly (NaN, infinity, a time without zone) is refused with its place.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from knowledge.model import (
    Alternative,
    Condition,
    ConsultedDocument,
    Explanation,
    Factor,
    Measurement,
    Operator,
    Recommendation,
    Rule,
    SetPoint,
)
from knowledge.store.errors import NotStorable

Json = dict[str, Any]


def checked(value: object, place: str) -> None:
    """Raise ``NotStorable``, naming the place, if the value would not come back as it is."""
    if isinstance(value, float) and not isfinite(value):
        raise NotStorable(f"{place} is {value}; the store holds finite numbers only")
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotStorable(f"{place} has the key {key!r}; keys are text")
            checked(item, f"{place}.{key}")
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            checked(item, f"{place}[{number}]")
    elif not isinstance(value, str | int | float | bool | None):
        raise NotStorable(f"{place} is a {type(value).__name__}; the store holds JSON values only")


def _time_text(value: datetime | None, place: str) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise NotStorable(f"{place} is {value.isoformat()}, without zone; give one, such as UTC")
    return value.astimezone(UTC).isoformat()


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def from_recommendation(rec: Recommendation) -> Json:
    """Return the recommendation as JSON.

    Raises ``NotStorable`` for a time without zone and for what ``extra`` cannot keep exactly;
    other numbers are checked when the JSON is written.
    """
    explained = rec.explanation
    checked(rec.extra, "extra")
    return {
        "decision_id": rec.decision_id,
        "asset": rec.asset,
        "source": rec.source,
        "event_id": rec.event_id,
        "action": rec.action,
        "issued_at": _time_text(rec.issued_at, "issued_at"),
        "expires_at": _time_text(rec.expires_at, "expires_at"),
        "model": [rec.model_name, rec.model_version],
        "confidence": rec.confidence,
        "outcomes": [[o.name, o.value, o.unit, o.previous] for o in rec.outcomes],
        "inputs": from_measurements(rec.inputs, "inputs"),
        "explanation": explained
        and {
            "method": explained.method,
            "output": explained.output,
            "base_value": explained.base_value,
            "factors": [[f.name, f.score] for f in explained.factors],
        },
        "rules_fired": [_from_rule(rule) for rule in rec.rules_fired],
        "alternatives": [[a.action, a.score, a.why_not] for a in rec.alternatives],
        "documents": [[d.id, d.revision, d.section, d.score] for d in rec.documents],
        "expected_effect": rec.expected_effect,
        "extra": dict(rec.extra),
    }


def to_recommendation(content: Json) -> Recommendation:
    """Return the recommendation that ``from_recommendation`` wrote."""
    explained = content["explanation"]
    model_name, model_version = content["model"]
    return Recommendation(
        decision_id=content["decision_id"],
        asset=content["asset"],
        source=content["source"],
        event_id=content["event_id"],
        action=content["action"],
        issued_at=datetime.fromisoformat(content["issued_at"]),
        expires_at=_time(content["expires_at"]),
        model_name=model_name,
        model_version=model_version,
        confidence=content["confidence"],
        outcomes=tuple([SetPoint(*row) for row in content["outcomes"]]),
        inputs=to_measurements(content["inputs"]),
        explanation=explained
        and Explanation(
            method=explained["method"],
            output=explained["output"],
            base_value=explained["base_value"],
            factors=tuple([Factor(*row) for row in explained["factors"]]),
        ),
        rules_fired=tuple([_to_rule(row) for row in content["rules_fired"]]),
        alternatives=tuple([Alternative(*row) for row in content["alternatives"]]),
        documents=tuple([ConsultedDocument(*row) for row in content["documents"]]),
        expected_effect=content["expected_effect"],
        extra=content["extra"],
    )


def from_measurements(measured: Sequence[Measurement], place: str) -> list[list[Any]]:
    """Return measurements as rows; raises ``NotStorable`` for a time without zone."""
    return [
        [m.name, m.value, m.unit, m.quality, _time_text(m.at, f"{place}[{number}].at")]
        for number, m in enumerate(measured)
    ]


def to_measurements(rows: Sequence[Sequence[Any]]) -> tuple[Measurement, ...]:
    """Return the measurements that ``from_measurements`` wrote."""
    return tuple(
        [
            Measurement(name, value, unit, quality, _time(at))
            for name, value, unit, quality, at in rows
        ]
    )


def _from_rule(rule: Rule) -> list[Any]:
    conditions = [[c.input, c.operator.value, c.value, c.unit] for c in rule.conditions]
    return [rule.id, rule.revision, rule.text, conditions]


def _to_rule(row: Sequence[Any]) -> Rule:
    identity, revision, text, conditions = row
    return Rule(identity, revision, text, tuple([_to_condition(*each) for each in conditions]))


def _to_condition(name: str, operator: str, value: Any, unit: str) -> Condition:
    bounds = tuple(value) if isinstance(value, list) else value
    return Condition(name, Operator(operator), bounds, unit)
