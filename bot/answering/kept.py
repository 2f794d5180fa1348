"""An answer that was given before, as its reader may see it today.

Knows that rights change: what rests on a source that the reader may no longer see is withheld, and
the answer says so; of what people said and of articles, it says what became of them. Does not know
why a right is gone. Nothing is changed in what is kept.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.answering.contributed import became, evidence_of
from bot.answering.curated import since_then, withdrawn
from bot.speech import tr
from knowledge import access
from knowledge.curation import seeing
from knowledge.curation.matching import Contribution
from knowledge.model import Answer, ClaimKind, EvidenceKind, Viewer
from knowledge.store import Store


def as_seen_now(answer: Answer, *, store: Store, reader: Viewer, at: datetime) -> Answer:
    """Return the answer without what its reader may not see now, the recommendation looked up.

    ``at`` is when it was given.
    """
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
    put_away = withdrawn(store, reader, (each for each in answer.evidence if each.label in gone))
    seen = replace(seen, evidence=since_then(store, seen.evidence, at=at))
    seen = _without(seen, gone, put_away) if gone else seen
    return _said_since(seen, store, reader, at)


def _said_since(answer: Answer, store: Store, reader: Viewer, at: datetime) -> Answer:
    """Return the answer with what people said as it stands today, or what became of it."""
    cited = {
        each.label: int(each.source_id)
        for each in answer.evidence
        if each.kind is EvidenceKind.CORRECTION
    }
    if not cited:
        return answer
    directory = store.directory.load()
    today = seeing.cited(store, reader, cited.values(), now=at)
    standing = {
        label: evidence_of(label, Contribution(one, counts), directory)
        for label, number in cited.items()
        for one, counts in today.values()
        if one.number == number and counts is not None
    }
    gone = frozenset(cited) - standing.keys()
    why = [
        became(today[cited[label]][0], directory) for label in sorted(gone) if cited[label] in today
    ]
    return replace(
        answer,
        claims=tuple(each for each in answer.claims if not gone & set(each.citations)),
        evidence=tuple(
            standing.get(each.label, each) for each in answer.evidence if each.label not in gone
        ),
        missing=" ".join(filter(None, (*why, answer.missing))),
    )


def _without(answer: Answer, gone: frozenset[str], withdrawn: Mapping[str, str]) -> Answer:
    """Return the answer without what is gone; ``withdrawn``, by label, says why where it may."""
    claims = tuple(each for each in answer.claims if not gone & set(each.citations))
    said = ClaimKind.CONTRIBUTION
    told = [each.text for each in claims if not each.detail and each.kind is not said]
    missing = tr(
        "Part of this answer is not shown: it rests on a source that is no longer there or that "
        "you may no longer see."
    )
    nothing = tr(
        "This answer is not shown: it rests on sources that are no longer there or that you may "
        "no longer see. Ask again for what holds for you today."
    )
    why = [*dict.fromkeys(withdrawn.values())]
    if gone - withdrawn.keys() or not told:
        why.append(missing if told else nothing)
    return replace(
        answer,
        text=" ".join(told or why),
        claims=claims if told else (),
        evidence=tuple(each for each in answer.evidence if each.label not in gone) if told else (),
        missing=" ".join(filter(None, (*why, answer.missing))) if told else "",
        doubt=answer.doubt if told else "",
        suggestions=(),
        # What a question was understood as may hold words of an answer that is not shown now.
        note="" if answer.understood else answer.note,
        understood="",
    )
