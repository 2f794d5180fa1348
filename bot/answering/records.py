"""An answer as a record: what the store keeps and what ``ask --json`` prints.

Knows both shapes. The record keeps everything but the recommendation itself, which the store has.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import lru_cache

from pydantic import TypeAdapter

from bot.answering.cited import confirmed, place
from bot.messages import Reply
from knowledge.model import Answer, Evidence


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


def to_record(answer: Answer) -> dict[str, object]:
    """Return the answer as JSON values, without the recommendation."""
    record: dict[str, object] = _adapter().dump_python(
        replace(answer, recommendation=None), mode="json"
    )
    return record


def from_record(record: Mapping[str, object]) -> Answer:
    """Return the answer of a record that ``to_record`` made."""
    return _adapter().validate_python(dict(record))


def reply_json(reply: Reply) -> dict[str, object]:
    """Return the object that ``ask --json`` prints and ``POST /api/ask`` returns."""
    answer = reply.answer
    return {
        "status": answer.status.value,
        "text": answer.text,
        "claims": [
            {
                "text": claim.text,
                "citations": list(claim.citations),
                "kind": claim.kind.value,
                "quote": claim.quote,
                "detail": claim.detail,
            }
            for claim in answer.claims
        ],
        "evidence": [_evidence_json(each) for each in answer.evidence],
        "decision_id": answer.decision_id,
        "asset": answer.asset,
        "candidates": [
            {**asdict(each), "issued_at": each.issued_at.isoformat()} for each in answer.candidates
        ],
        "route": asdict(answer.route) if answer.route else None,
        "doubt": answer.doubt,
        "missing": answer.missing,
        "suggestions": list(answer.suggestions),
        "intent": answer.intent,
        "question_id": reply.question_id,
        "written_by": answer.written_by,
        "note": answer.note,
        "seconds": round(answer.seconds, 4),
    }


def _evidence_json(each: Evidence) -> dict[str, object]:
    return {
        "label": each.label,
        "kind": each.kind.value,
        "document": each.document,
        "title": each.title,
        "revision": each.revision,
        "section": each.section,
        "page": each.page,
        "place": place(each),
        "confirmed": confirmed(each.backing),
        "controlled": each.controlled,
        "flagged": each.flagged,
        "effective_from": each.effective_from.isoformat() if each.effective_from else None,
        "source_id": each.source_id,
        "text": each.text,
    }
