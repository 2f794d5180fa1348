"""Answers that hold no claims: asking back, saying what is missing, and whom to ask.

An addressed assistant never stays silent. Nothing here states anything about the plant beyond
the directory's contacts and the list of recommendations to choose from.
"""

from collections.abc import Sequence

from bot.answering.gather import Logged, Material
from bot.answering.intents import Intent, is_small_talk
from bot.answering.resolve import MAX_CHARACTERS, Subject
from bot.speech import mark, tr, trn
from knowledge.model import Answer, Candidate, Contact, Directory, Lack, Status

TOO_LONG = "too_long"
WORTH_A_LOOK = 0.25
_OPEN = mark("What is open?")
_KEPT_BY_BUTTONS = {
    Intent.DONE: mark(
        "What you did is kept only when you say so with “Accept” or “Override” on the "
        "recommendation. Then I ask later what came of it."
    ),
    Intent.TELL: mark(
        "I keep nothing from a message alone. When an answer is wrong or lacks something, press "
        "“Not right” under it and say what is right: it is reviewed, it changes later answers, "
        "and you hear what became of it. When a recommendation is wrong, press “Override” on it."
    ),
}
_EXAMPLES = (_OPEN, mark("Why?"), mark("How do I do it?"))


def not_read(characters: int) -> Answer:
    """Answer a text that is too long to be a question."""
    return Answer(
        Status.ASK_BACK,
        tr(
            "That text has {count} characters; I read up to {most}. Please ask in one or two "
            "sentences and leave the rest out.",
            count=f"{characters:,}",
            most=f"{MAX_CHARACTERS:,}",
        ),
        intent=TOO_LONG,
        suggestions=_examples(),
    )


def no_question(subject: Subject, directory: Directory) -> Answer:
    """Answer what asks nothing: with what can be asked, or how something is kept."""
    if subject.intent in _KEPT_BY_BUTTONS:
        told = tr(_KEPT_BY_BUTTONS[subject.intent])
        return Answer(Status.ASK_BACK, told, intent=subject.intent.value, suggestions=(tr(_OPEN),))
    told = tr(
        "Ask me why something is recommended, how to do it, what happened last time, or what a "
        "procedure says. You can accept or override what is recommended, and say whether an answer "
        "is right."
    )
    if subject.intent is Intent.EMPTY:
        told = tr("I read words only.") + " " + told
    elif directory.safety.emergency_number and not is_small_talk(subject.text):
        number = directory.safety.emergency_number
        told = tr("In an emergency: {number}.", number=number) + " " + told
    return Answer(Status.ASK_BACK, told, intent=subject.intent.value, suggestions=_examples())


def _examples() -> tuple[str, ...]:
    return tuple(tr(each) for each in _EXAMPLES)


def unknown_decision(subject: Subject, directory: Directory) -> Answer:
    """Answer a question about a decision id that the asker cannot see or that does not exist."""
    return Answer(
        Status.ABSTAINED,
        tr(
            "I know no recommendation {decision} that you may see. Check the number, or ask "
            "“What is open?”.",
            decision=subject.unknown,
        ),
        intent=subject.intent.value,
        missing=whom_to_ask(directory.contacts_for(subject.asset)),
        suggestions=(tr(_OPEN),),
    )


def asked_back(subject: Subject, material: Material) -> Answer:
    """List the recommendations the question may mean."""
    candidates = candidates_of(material.listed)
    return Answer(
        Status.ASK_BACK,
        tr("Which one do you mean?") + " " + _how_many(len(candidates), subject.left_out),
        intent=subject.intent.value,
        candidates=candidates,
        asset=subject.asset,
    )


def _how_many(listed: int, left_out: int) -> str:
    if left_out:
        return tr(
            "These are the newest {listed} of {all}; name the equipment to narrow.",
            listed=listed,
            all=listed + left_out,
        )
    return trn(
        "{count} recommendation fits your question.",
        "{count} recommendations fit your question.",
        listed,
    )


def candidates_of(listed: Sequence[Logged]) -> tuple[Candidate, ...]:
    """Return what can be chosen, in the order given."""
    return tuple(
        Candidate(one.decision_id, one.asset, logged.asset_name, one.action, one.issued_at)
        for logged in listed
        for one in (logged.recommendation,)
    )


def nothing_found(subject: Subject, material: Material, missing: str) -> Answer:
    """Say what was not found and whom to ask."""
    if missing:
        text = tr("I do not know. {missing}", missing=missing)
    elif subject.intent is Intent.STATUS:
        text = _nothing_open(material.asset_name)
    elif material.asset_name:
        text = tr(
            "I found no recommendation for {asset} of the last 24 hours that you may see.",
            asset=material.asset_name,
        )
    else:
        text = tr(
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
        suggestions=() if subject.intent is Intent.STATUS else (*_nearest(material), tr(_OPEN)),
        lack=lack_of(subject, material) if missing else None,
    )


def lack_of(subject: Subject, material: Material) -> Lack:
    """Return what the engineers should know is missing."""
    return Lack(subject.search_text, material.verdict.missing if material.verdict else ())


def _nearest(material: Material) -> tuple[str, ...]:
    """Return the place that came nearest, as it can be asked for, unless it is far off."""
    verdict = material.verdict
    if verdict is None or verdict.missing or verdict.chances.neither < WORTH_A_LOOK:
        return ()
    for found in material.shelf.found[:1]:
        if found.passage.section and found.revision.controlled:
            return (
                tr(
                    "{document} section {heading}",
                    document=found.revision.number,
                    heading=found.passage.heading_path[-1],
                ),
            )
    return ()


def _nothing_open(asset_name: str) -> str:
    if asset_name:
        return tr(
            "Nothing is open for {asset} that you may see: nothing of the last 24 hours waits for "
            "you.",
            asset=asset_name,
        )
    return tr("Nothing is open that you may see: nothing of the last 24 hours waits for you.")


def contact(subject: Subject, material: Material) -> Answer:
    """Say whom to ask, from the directory."""
    told = whom_to_ask(material.contacts)
    if not told:
        return nothing_found(subject, material, tr("The directory names nobody to ask."))
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
    if not contacts:
        return tr("Ask your supervisor.")
    return tr("Ask {contact}.", contact=reached(contacts[0]))


def reached(one: Contact) -> str:
    """Return who it is and how to reach them: "Shift supervisor Line 4, radio channel 6"."""
    return f"{one.role}, {one.how}" if one.how else one.role
