"""Not answering, said well: what is missing, which part, or which one is meant.

Knows what the judge's verdict means for a turn and how it is worded. Does not know how the verdict
comes about (``knowledge.answerability``) or where a gap is filed (``bot.gaps``).
"""

import textwrap
from collections.abc import Sequence

from bot.answering.gather import Material
from bot.answering.intents import Intent, asks_when_it_was_done, names_the_recommendation
from bot.answering.numbered import documents_named
from bot.answering.passages import first_of_each
from bot.answering.replies import nothing_found
from bot.answering.resolve import Subject
from bot.speech import spoken, tr
from knowledge.answerability import Answerability
from knowledge.model import Answer, Status

CHOICES = 4
_ANSWERED = frozenset({Answerability.ANSWERABLE, Answerability.PARTIAL})
_LONGEST_QUESTION = 80


def without_answer(subject: Subject, material: Material) -> Answer | None:
    """Return the turn when there is no answer: ask back, or say what is missing.

    That is so when the verdict leaves none, or when no procedure can hold one: it was asked when
    something was done.
    """
    verdict = material.verdict
    if _is_of_the_past(subject):
        told = tr(
            "The procedures say what is to be done and how often. When it was done, and by whom, "
            "is not kept here."
        )
        return nothing_found(subject, material, told)
    if verdict is None or verdict.answerability in _ANSWERED:
        return None
    if verdict.answerability is Answerability.UNDERSPECIFIED and material.shelf.found:
        return which_document(subject, material)
    return nothing_found(subject, material, _about(verdict.missing))


def _is_of_the_past(subject: Subject) -> bool:
    """Whether it was asked when something was done; of documents and advice that is known."""
    return (
        subject.intent is Intent.DOCUMENT
        and asks_when_it_was_done(subject.text, spoken())
        and not documents_named(subject.text)
        and not names_the_recommendation(subject.text, spoken())
    )


def which_document(subject: Subject, material: Material) -> Answer:
    """Ask what the question is about, with the documents it may mean as choices."""
    told = tr(
        "I cannot tell what “{question}” is about. Name the equipment or the thing you mean, or "
        "choose a document.",
        question=textwrap.shorten(subject.text, _LONGEST_QUESTION, placeholder="…"),
    )
    return Answer(
        Status.ASK_BACK,
        told,
        intent=subject.intent.value,
        asset=subject.asset,
        asset_name=material.asset_name,
        suggestions=tuple(
            f"{subject.text.rstrip(' ?.!')}? ({found.revision.number} {found.revision.title})"
            for found in first_of_each(material.shelf.found)
        )[:CHOICES],
    )


def part_missing(material: Material) -> str:
    """Say which part of the question stays without an answer, or ""."""
    verdict = material.verdict
    if verdict is None or verdict.unsure or verdict.answerability is not Answerability.PARTIAL:
        return ""
    return _about(verdict.missing)


def in_doubt(material: Material) -> str:
    """Say what is to be read before the answer: that it may be none, or ""."""
    verdict = material.verdict
    return _unsure(verdict.missing) if verdict is not None and verdict.unsure else ""


def _unsure(missing: Sequence[str]) -> str:
    if not missing:
        return tr("I am not sure that this is what you ask about.")
    return tr(
        "This may not answer your question: I found nothing about {words} in the procedures that "
        "you may see.",
        words=_named(missing),
    )


def _about(missing: Sequence[str]) -> str:
    if not missing:
        return tr("No procedure that you may see answers this.")
    return tr(
        "I found nothing about {words} in the procedures that you may see.", words=_named(missing)
    )


def _named(missing: Sequence[str]) -> str:
    return ", ".join(f"“{each}”" for each in missing)
