"""Draftings in words: what came of each, and what an engineer should know of it.

Knows the words. Does not know who sees which (``knowledge.access``).
"""

from bot.speech import mark, tr
from knowledge.curation.drafting.material import NoteKind
from knowledge.model import Directory, Drafting, DraftOutcome

_OUTCOMES = {
    DraftOutcome.DRAFTED: mark("drafted as {article}"),
    DraftOutcome.RENEWED: mark("{article} says more now"),
    DraftOutcome.PROPOSED: mark("a better version of {article} is proposed"),
    DraftOutcome.UNCHANGED: mark("{article} says it already"),
    DraftOutcome.PUT_AWAY: mark("{article} was put away, so it is not written again"),
    DraftOutcome.ROUTED: mark("not for an article: link to the controlled text instead"),
    DraftOutcome.NOTHING: mark("not enough is known: who knows is asked"),
    DraftOutcome.UNSEEN: mark("what answers it may be seen by none of those who asked"),
    DraftOutcome.OVERDUE: mark("what answers it is overdue for review"),
}
_NOTES = {
    NoteKind.DISPUTED: mark("{about} says otherwise and was left out"),
    NoteKind.ELSEWHERE: mark("{about} holds for other equipment and was left out"),
    NoteKind.NARROWED: mark("it holds for {about} only"),
    NoteKind.UNSEEN: mark("{about} may not be seen by all who asked and was left out"),
    NoteKind.CONTROLLED: mark(
        "{about} speaks of work that is not explained in chat: link to the controlled text"
    ),
    NoteKind.OVERDUE: mark("the review of {about} is overdue, so it was left out"),
    NoteKind.PART: mark("the steps may be a part of the work: {about} has others"),
    NoteKind.UNCONFIRMED: mark("nobody has confirmed an answer to this question yet"),
}


def outcome_in_words(drafting: Drafting) -> str:
    """Say what came of drafting it."""
    return tr(_OUTCOMES[drafting.outcome], article=drafting.article)


def note_in_words(kind: str, about: str, directory: Directory) -> str:
    """Say what an engineer should know of a draft; equipment by its name."""
    if kind == NoteKind.NARROWED:
        about = ", ".join(map(directory.full_name_of, about.split(", ")))
    return tr(_NOTES[NoteKind(kind)], about=about)


def drafting_json(drafting: Drafting, directory: Directory) -> dict[str, object]:
    """Return the drafting as the contract has it."""
    proposal = drafting.proposal
    return {
        "subject": drafting.subject,
        "question": drafting.question,
        "topic": drafting.topic,
        "at": drafting.at.isoformat(),
        "outcome": drafting.outcome.value,
        "told": outcome_in_words(drafting),
        "article": drafting.article,
        "notes": [note_in_words(*each, directory) for each in drafting.notes],
        "proposal": proposal.state.value if proposal else "",
    }
