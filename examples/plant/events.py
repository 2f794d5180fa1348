"""The recommenders' events: CloudEvents 1.0 as the event contract writes them.

Knows the contract's JSON. Does not know how events travel (``delivery``, ``history``).
"""

from datetime import UTC, datetime

from examples.plant.crew import Verdict
from examples.plant.plant import Issued, Result
from examples.plant.process.machine import Measured
from examples.plant.readings import Reading, plain

Event = dict[str, object]


def issued_event(issued: Issued) -> Event:
    """Return the event of a recommendation with its reasoning log."""
    event = _envelope("issued", issued, issued.at)
    event["expirytime"] = timestamp(issued.expires_at)
    return {**event, "data": _recommendation(issued) | ({} if issued.silent else _reasons(issued))}


def decided_event(issued: Issued, verdict: Verdict, at: datetime) -> Event:
    """Return the event of somebody's decision."""
    data: dict[str, object] = {
        "decision_id": issued.decision_id,
        "decision": verdict.decision,
        "by": verdict.by,
        "action_taken": verdict.action_taken,
    }
    if verdict.reason_class:
        data |= {"reason_class": verdict.reason_class, "rationale": verdict.rationale}
    return {**_envelope("decided", issued, at), "data": data}


def outcome_event(issued: Issued, result: Result, at: datetime) -> Event:
    """Return the event of what was measured afterwards."""
    data: dict[str, object] = {
        "decision_id": issued.decision_id,
        "result": result.result,
        "measured": [_measured(result.after), _measured(result.before, " before")],
    }
    if result.note:
        data["note"] = result.note
    return {**_envelope("outcome", issued, at), "data": data}


def timestamp(at: datetime) -> str:
    """Return an RFC 3339 time in UTC with whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _envelope(kind: str, issued: Issued, at: datetime) -> Event:
    return {
        "specversion": "1.0",
        "type": f"tandem.recommendation.{kind}",
        "id": f"{issued.decision_id}-{kind}",
        "source": issued.unit.source,
        "subject": issued.unit.asset,
        "time": timestamp(at),
        "datacontenttype": "application/json",
    }


def _recommendation(issued: Issued) -> dict[str, object]:
    advice, advisor = issued.advice, issued.unit.advisor
    version = f"{advisor.version}-fallback" if issued.silent else advisor.version
    return {
        "decision_id": issued.decision_id,
        "action": advice.action,
        "outcomes": [
            {
                "name": f"{advice.move.set_point} setpoint",
                "value": plain(advice.new),
                "unit": advice.move.unit,
                "previous": plain(advice.old),
            }
        ],
        "model": {"name": advisor.name, "version": version},
        "inputs": [_reading(reading) for reading in issued.readings.values()],
    }


def _reasons(issued: Issued) -> dict[str, object]:
    advice = issued.advice
    explanation = advice.explanation
    explained: dict[str, object] = {
        "method": explanation.method,
        "output": explanation.output,
        "base_value": plain(explanation.base),
        "output_value": plain(explanation.value),
        "feature_importance": [
            {"name": name, "score": plain(score)} for name, score in explanation.scores
        ],
    }
    if explanation.unit:
        explained["unit"] = explanation.unit
    return {
        "confidence": plain(advice.confidence),
        "action_score": plain(advice.score),
        "explanation": explained,
        "rules_fired": [rule.published() for rule in advice.fired],
        "alternatives": [
            {"action": other.action, "score": plain(other.score), "why_not": other.why_not}
            for other in advice.alternatives
        ],
        "documents": [
            {"id": d.id, "revision": d.revision, "section": d.section, "score": d.score}
            for d in advice.move.documents
        ],
        "expected_effect": advice.expected_effect,
    }


def _reading(reading: Reading) -> dict[str, object]:
    body: dict[str, object] = {"name": reading.name, "value": plain(reading.value)}
    if reading.unit:
        body["unit"] = reading.unit
    return {**body, "quality": reading.quality, "at": timestamp(reading.at)}


def _measured(measured: Measured, suffix: str = "") -> dict[str, object]:
    return {
        "name": f"{measured.name}{suffix}",
        "value": plain(measured.value),
        "unit": measured.unit,
    }
