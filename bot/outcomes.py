"""What came of a decision, told by somebody who was there.

Knows what can be told and that who told it is not kept. Does not know what it proves
(``knowledge.learning``).
"""

import hashlib
import json
from datetime import datetime

from bot.feedback import MAX_TEXT, BadFeedback, not_theirs, scoped_key, used_before
from bot.speech import tr
from knowledge import access
from knowledge.hygiene import visible
from knowledge.model import OWN_SOURCE, Outcome, OutcomeResult, Person
from knowledge.store import Store


def tell_outcome(
    store: Store,
    *,
    key: str,
    person: Person,
    decision_id: str,
    result: str,
    note: str = "",
    now: datetime,
) -> Outcome:
    """Record that things got better, stayed the same or got worse after a decision; once a key.

    Who said so is not kept with it. Raises ``BadFeedback`` naming the field.
    """
    recommendation = access.recommendation(store, person, decision_id)
    if recommendation is None:
        raise not_theirs(decision_id)
    if not access.sequel(store, [recommendation]).decisions.get(decision_id):
        raise BadFeedback("decision_id", decision_id, tr("first accept it, or say what you did"))
    try:
        said = OutcomeResult(result)
    except ValueError:
        raise BadFeedback("result", result, tr("say better, same or worse")) from None
    record = Outcome(decision_id, said, now, note=visible(note).strip()[:MAX_TEXT], told=True)
    told = hashlib.sha256(json.dumps([decision_id, said.value, record.note]).encode()).hexdigest()
    kept = store.recommendations.add_outcome(
        record, OWN_SOURCE, scoped_key("outcome", person, key), told
    )
    if kept == "conflict":
        raise BadFeedback("result", result, used_before())
    return record
