"""Words for what the vocabulary names by a code: roles, states, results, reasons, form fields.

Knows one word for each code. Does not know sentences.
"""

from bot.speech import mark, tr
from knowledge.model import (
    DecisionKind,
    Interest,
    OutcomeResult,
    ReasonClass,
    RevisionStatus,
    Role,
)

_WORDS: dict[str, str] = {
    Role.OPERATOR: mark("operator"),
    Role.SUPERVISOR: mark("supervisor"),
    Role.ENGINEER: mark("engineer"),
    Role.ADMIN: mark("admin"),
    RevisionStatus.DRAFT: mark("draft"),
    RevisionStatus.APPROVED: mark("approved"),
    RevisionStatus.SUPERSEDED: mark("superseded"),
    RevisionStatus.WITHDRAWN: mark("withdrawn"),
    RevisionStatus.UNCONTROLLED: mark("uncontrolled"),
    DecisionKind.ACCEPTED: mark("Accepted"),
    DecisionKind.OVERRIDDEN: mark("Overridden"),
    DecisionKind.EXPIRED: mark("Expired"),
    OutcomeResult.BETTER: mark("better"),
    OutcomeResult.SAME: mark("same"),
    OutcomeResult.WORSE: mark("worse"),
    ReasonClass.INFORMATION: mark("information"),
    ReasonClass.COMPLEXITY: mark("complexity"),
    Interest.EQUIPMENT: mark("equipment"),
    Interest.DOCUMENT: mark("document"),
    Interest.TOPIC: mark("topic"),
    Interest.WORD: mark("words"),
    "expectation": mark("expectation"),
    "rationale": mark("rationale"),
    "scope": mark("scope"),
    "reason_class": mark("reason class"),
    "confidence": mark("confidence"),
    "until": mark("until when"),
    "decision": mark("decision"),
    "action_taken": mark("action taken"),
}

REASONS = {
    ReasonClass.INFORMATION: mark("I know something it does not know"),
    ReasonClass.COMPLEXITY: mark("It is too hard to do here and now"),
}
"""A reason as its author chooses it and as a reviewer reads it."""
SURE = {1: mark("a guess"), 2: mark("rather sure"), 3: mark("sure"), 4: mark("certain")}
"""How sure somebody says to be, likewise."""


def said(code: str) -> str:
    """Return the word for a code in the language spoken; a code of somebody else's as it is."""
    return tr(_WORDS[code]) if code in _WORDS else code
