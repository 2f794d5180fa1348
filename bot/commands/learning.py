"""What ranking learned, as commands: bringing judgements in, what was taken back, taking back.

Knows their parameters and results, and that admins take back. Does not know what it moves.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path

from bot.commands.call import Call
from bot.feedback import BadFeedback
from bot.owner import Result
from bot.speech import tr
from knowledge.ingest.judgements import ingest_judgements as ingest_file
from knowledge.learning.confirming import roll_back
from knowledge.model import Person, Role, Rollback, RollbackKind


def learning(call: Call) -> Result:
    """Return how much counts, of which batches, and what was taken back, the oldest first."""
    _checked(call)
    kept = call.services.store.confirmations
    holding = kept.holding()
    batches = Counter(each.batch for each in holding if each.batch)
    return {
        "judgements": len(holding),
        "batches": [{"name": name, "judgements": batches[name]} for name in sorted(batches)],
        "rollbacks": [_told(each) for each in kept.rollbacks()],
    }


def rollback_learning(call: Call) -> Result:
    """Take back what one ``author``, one ``batch`` or everybody ``since`` a time confirmed."""
    person = _checked(call)
    given = {kind: call.optional(kind.value) for kind in RollbackKind}
    chosen = [(kind, value) for kind, value in given.items() if value]
    if len(chosen) != 1:
        raise BadFeedback("rollback", len(chosen), tr("name one of author, batch and since"))
    kind, value = chosen[0]
    reason = call.text("reason").strip()
    if not reason:
        raise BadFeedback("reason", "", tr("write in a few words why it is taken back"))
    common = _time(value) if kind is RollbackKind.SINCE else value
    store = call.services.store
    if not store.confirmations.holds(kind, common):
        raise BadFeedback(
            kind.value, value, tr("nothing that counts is of it; tandem kb learning lists batches")
        )
    done = roll_back(store, kind, common, by=person.id, reason=reason, now=call.now)
    return _told(done)


def ingest_judgements(call: Call) -> Result:
    """Keep the judgements of the JSON lines file ``path`` as the batch ``batch``."""
    report = ingest_file(
        Path(call.text("path")),
        batch=call.text("batch").strip(),
        store=call.services.store,
        now=call.now,
        progress=call.progress,
    )
    return report.to_json()


def _checked(call: Call) -> Person:
    person = call.services.person(call.optional("person"))
    if not person.sees_all and Role.ADMIN not in person.roles:
        raise BadFeedback("person", person.id, tr("admins look after what ranking learned"))
    return person


def _time(value: str) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise BadFeedback(
            "since", value, tr("give a time with its zone, such as 2026-11-01T00:00:00Z")
        )
    return found


def _told(done: Rollback) -> Result:
    return {
        "kind": done.kind.value,
        "value": done.value,
        "by": done.by,
        "reason": done.reason,
        "at": done.at.isoformat(),
        "taken": done.taken,
    }
