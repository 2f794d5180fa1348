"""An answer that was given before, as its reader may see it today.

Knows that rights change: what rests on a source that the reader may no longer see is withheld, and
the answer says so. Does not know why the right is gone. Nothing is changed in what is kept.
"""

from dataclasses import replace

from bot.speech import tr
from knowledge import access
from knowledge.model import Answer, Viewer
from knowledge.store import Store


def as_seen_now(answer: Answer, *, store: Store, reader: Viewer) -> Answer:
    """Return the answer without what its reader may not see now, the recommendation looked up."""
    about = answer.decision_id
    one = access.recommendation(store, reader, about) if about else None
    seen = replace(
        answer,
        decision_id=one.decision_id if one else None,
        recommendation=one,
        candidates=tuple(
            each
            for each in answer.candidates
            if access.recommendation(store, reader, each.decision_id) is not None
        ),
    )
    gone = access.hidden(store, reader, answer.evidence)
    return _without(seen, gone) if gone else seen


def _without(answer: Answer, gone: frozenset[str]) -> Answer:
    claims = tuple(each for each in answer.claims if not gone & set(each.citations))
    told = [each.text for each in claims if not each.detail]
    missing = tr(
        "Part of this answer is not shown: it rests on a source that is no longer there or that "
        "you may no longer see."
    )
    nothing = tr(
        "This answer is not shown: it rests on sources that are no longer there or that you may "
        "no longer see. Ask again for what holds for you today."
    )
    return replace(
        answer,
        text=" ".join(told) or nothing,
        claims=claims if told else (),
        evidence=tuple(each for each in answer.evidence if each.label not in gone) if told else (),
        missing=f"{missing} {answer.missing}".strip() if told else "",
        suggestions=(),
    )
