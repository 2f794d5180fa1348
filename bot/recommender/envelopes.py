"""What people said as CloudEvents, in the envelope in which recommendations come in.

Knows the contract's JSON of what goes out. Does not know where it goes. The id is the letter's: a
receiver who has seen it has seen this.
"""

from typing import Any

from knowledge.model import (
    Assessment,
    Decision,
    Letter,
    Measurement,
    Outcome,
    Review,
    sender_name,
)

ASSESSMENT_TYPE = "tandem.assessment.recorded"
REVIEWED_TYPE = "tandem.assessment.reviewed"
DECIDED_TYPE = "tandem.recommendation.decided"
OUTCOME_TYPE = "tandem.recommendation.outcome"

Json = dict[str, Any]


def event_of(letter: Letter, store_uid: str) -> Json:
    """Return the letter as a CloudEvent."""
    kind, data = _content(letter)
    event: Json = {
        "specversion": "1.0",
        "type": kind,
        "id": letter.id,
        "source": sender_name(store_uid),
        "time": letter.at.isoformat(),
        "datacontenttype": "application/json",
    }
    if letter.asset:
        event["subject"] = letter.asset
    return {**event, "data": data}


def _content(letter: Letter) -> tuple[str, Json]:
    match letter.carried:
        case Assessment() as assessment:
            return ASSESSMENT_TYPE, _assessment(assessment, letter.about)
        case Decision() as decision:
            return DECIDED_TYPE, _decision(decision)
        case Outcome() as outcome:
            return OUTCOME_TYPE, _outcome(outcome)
        case Review() as review:
            return REVIEWED_TYPE, _review(review)


def _assessment(assessment: Assessment, about: str) -> Json:
    return {
        "target": assessment.target.value,
        "target_id": assessment.target_id or None,
        "decision_id": about if about not in ("", assessment.target_id) else None,
        "by": assessment.person_id,
        "feedback": assessment.feedback.value if assessment.feedback else None,
        "expectation": assessment.expectation,
        "rationale": assessment.rationale,
        "reason_class": assessment.reason_class.value if assessment.reason_class else None,
        "scope": assessment.scope,
        "evidence": assessment.evidence,
        "confidence": assessment.confidence,
    }


def _review(review: Review) -> Json:
    """Return what became of an assessment: by which role, never by whom; what is not, left out."""
    step = review.step
    said = {
        "reason": step.reason,
        "role": step.role,
        "use": step.use.value if step.use else "",
        "scope": step.scope,
        "until": step.until.isoformat() if step.until else "",
        "document": step.document,
        "instead": review.instead,
    }
    return {
        "assessment": review.of,
        "state": step.kind.value,
        **{name: value for name, value in said.items() if value},
    }


def _decision(decision: Decision) -> Json:
    """Return the content as a recommender would have sent it; what was not said is left out."""
    said = {
        "by": decision.by,
        "reason_class": decision.reason_class,
        "rationale": decision.rationale,
        "action_taken": decision.action_taken,
    }
    return {
        "decision_id": decision.decision_id,
        "decision": decision.decision.value,
        **{name: value for name, value in said.items() if value},
    }


def _outcome(outcome: Outcome) -> Json:
    content: Json = {"decision_id": outcome.decision_id, "result": outcome.result.value}
    if outcome.measured:
        content["measured"] = [_measured(each) for each in outcome.measured]
    if outcome.note:
        content["note"] = outcome.note
    return {**content, "told": outcome.told}


def _measured(each: Measurement) -> Json:
    body: Json = {"name": each.name, "value": each.value}
    return {**body, "unit": each.unit} if each.unit else body
