"""What a recommender can be trained on anew, as a command.

Knows the JSON of a row and a pair. Does not know what they are worth (``knowledge.learning``).
"""

from datetime import UTC, datetime
from typing import Any

from bot.commands.call import Call
from bot.overrides import cases_since
from bot.owner import CommandFailed, Result
from knowledge.learning.cases import Case
from knowledge.learning.overrides import Judged
from knowledge.learning.training import Pair, Row, pairs, rows
from knowledge.model import Measurement

FORMATS = ("rows", "pairs")
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


def export_training(call: Call) -> Result:
    """Return labelled ``rows`` or preference ``pairs`` (``format``) since ``since`` (None: all).

    Raises ``CommandFailed`` for another format.
    """
    form, since = call.text("format"), call.optional("since")
    if form not in FORMATS:
        raise CommandFailed(f"There is no format {form!r}: write rows or pairs.")
    store = call.services.store
    cases = cases_since(store, datetime.fromisoformat(since) if since else _EARLIEST)
    cases.reverse()  # oldest first
    if form == "rows":
        return {"lines": [row_json(row) for row in rows(cases)]}
    return {"lines": [pair_json(pair) for pair in pairs(cases)]}


def row_json(row: Row) -> Result:
    """Return the row as the contract has it."""
    return {
        **_situation(row.case),
        "recommended": _recommended(row.case),
        "decision": row.case.decision.decision.value,
        "reason_class": row.case.decision.reason_class or None,
        "taken": row.taken or None,
        "label": row.label.value if row.label else None,
        "judged": _judged(row.judged) if row.judged else None,
        "weight": round(row.weight, 4),
    }


def pair_json(pair: Pair) -> Result:
    """Return the pair as the contract has it."""
    return {
        **_situation(pair.case),
        "chosen": pair.chosen,
        "rejected": pair.rejected,
        "judged": _judged(pair.judged),
        "weight": round(pair.weight, 4),
    }


def _situation(case: Case) -> Result:
    one = case.recommendation
    return {
        "decision_id": one.decision_id,
        "asset": one.asset,
        "issued_at": one.issued_at.isoformat(),
        "model": {"name": one.model_name, "version": one.model_version},
        "rules": list(case.rules),
        "inputs": [_input(each) for each in one.inputs],
    }


def _input(each: Measurement) -> dict[str, Any]:
    said: dict[str, Any] = {"name": each.name, "value": each.value, "unit": each.unit}
    return {**said, "quality": each.quality} if each.quality else said


def _recommended(case: Case) -> Result:
    one = case.recommendation
    return {
        "action": one.action,
        "outcomes": [
            {"name": each.name, "value": each.value, "unit": each.unit, "previous": each.previous}
            for each in one.outcomes
        ],
    }


def _judged(judged: Judged) -> Result:
    return {
        "verdict": judged.verdict.value,
        "reason": judged.reason.value,
        "compared": judged.compared,
    }
