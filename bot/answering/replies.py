"""Answers that hold no claims: asking back, saying what is missing, and whom to ask.

An addressed assistant never stays silent. Nothing here states anything about the plant beyond
the directory's contacts and the list of recommendations to choose from.
"""

from collections.abc import Sequence

from bot.answering.gather import Logged, Material
from bot.answering.intents import Intent
from bot.answering.resolve import MAX_CHARACTERS, Subject
from knowledge.model import Answer, Candidate, Contact, Directory, Status

TOO_LONG = "too_long"
EXAMPLES = ("What is open?", "Why?", "How do I do it?")


def not_read(characters: int) -> Answer:
    """Answer a text that is too long to be a question."""
    return Answer(
        Status.ASK_BACK,
        f"That text has {characters:,} characters; I read up to {MAX_CHARACTERS:,}. Please ask in "
        "one or two sentences and leave the rest out.",
        intent=TOO_LONG,
        suggestions=EXAMPLES,
    )


def no_question(subject: Subject) -> Answer:
    """Answer a greeting, an emoji or a bare mention with what can be asked."""
    opening = "I read words only. " if subject.intent is Intent.EMPTY else ""
    return Answer(
        Status.ASK_BACK,
        f"{opening}Ask me why something is recommended, how to do it, what happened last time, or "
        "what a procedure says. You can accept or override what is recommended, and say whether an "
        "answer is right.",
        intent=subject.intent.value,
        suggestions=EXAMPLES,
    )


def unknown_decision(subject: Subject, directory: Directory) -> Answer:
    """Answer a question about a decision id that the asker cannot see or that does not exist."""
    return Answer(
        Status.ABSTAINED,
        f"I know no recommendation {subject.unknown} that you may see. Check the number, or ask "
        "“What is open?”.",
        intent=subject.intent.value,
        missing=whom_to_ask(directory.contacts_for(subject.asset)),
        suggestions=("What is open?",),
    )


def asked_back(subject: Subject, material: Material) -> Answer:
    """List the recommendations the question may mean."""
    candidates = candidates_of(material.listed)
    return Answer(
        Status.ASK_BACK,
        "Which one do you mean? " + _how_many(len(candidates), subject.left_out),
        intent=subject.intent.value,
        candidates=candidates,
        asset=subject.asset,
    )


def _how_many(listed: int, left_out: int) -> str:
    if left_out:
        return (
            f"These are the newest {listed} of {listed + left_out}; name the equipment to narrow."
        )
    return f"{listed} recommendations fit your question."


def candidates_of(listed: Sequence[Logged]) -> tuple[Candidate, ...]:
    """Return what can be chosen, in the order given."""
    return tuple(
        Candidate(one.decision_id, one.asset, logged.asset_name, one.action, one.issued_at)
        for logged in listed
        for one in (logged.recommendation,)
    )


def nothing_found(subject: Subject, material: Material, missing: str) -> Answer:
    """Say what was not found and whom to ask."""
    about = f" for {material.asset_name}" if material.asset_name else ""
    if missing:
        text = f"I do not know. {missing}"
    elif subject.intent is Intent.STATUS:
        text = (
            f"Nothing is open{about} that you may see: nothing of the last 24 hours waits for you."
        )
    elif about:
        text = f"I found no recommendation{about} of the last 24 hours that you may see."
    else:
        text = (
            "I found no recommendation of the last 24 hours that this could be about. "
            "Name the equipment, or give the decision id."
        )
    return Answer(
        Status.ABSTAINED,
        text,
        intent=subject.intent.value,
        asset=subject.asset,
        asset_name=material.asset_name,
        decision_id=subject.decision_id,
        recommendation=subject.recommendation,
        missing=whom_to_ask(material.contacts),
        suggestions=() if subject.intent is Intent.STATUS else ("What is open?",),
    )


def contact(subject: Subject, material: Material) -> Answer:
    """Say whom to ask, from the directory."""
    told = whom_to_ask(material.contacts)
    if not told:
        return nothing_found(subject, material, "The directory names nobody to ask.")
    return Answer(
        Status.ANSWERED,
        told,
        intent=subject.intent.value,
        asset=subject.asset,
        asset_name=material.asset_name,
        decision_id=subject.decision_id,
        recommendation=subject.recommendation,
    )


def whom_to_ask(contacts: Sequence[Contact]) -> str:
    """Return "Ask Shift supervisor Line 4, radio channel 6." for the nearest contact, or ""."""
    return f"Ask {reached(contacts[0])}." if contacts else "Ask your supervisor."


def reached(one: Contact) -> str:
    """Return who it is and how to reach them: "Shift supervisor Line 4, radio channel 6"."""
    return f"{one.role}, {one.how}" if one.how else one.role
