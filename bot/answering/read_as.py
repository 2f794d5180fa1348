"""Saying how a question in another language was read in English, so that its asker can correct it.

Knows when that mattered: the documents were asked in those words, and something in another language
than the question's is shown, or nothing was found. Does not know how a question is read
(``bot.answering.reading``).
"""

from dataclasses import replace

from bot.answering.gather import Material
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from bot.speech import spoken, tr
from knowledge.model import Answer, EvidenceKind, Status


def told_as_read(answer: Answer, subject: Subject, material: Material, sources: Sources) -> Answer:
    """Return the answer with the English words that the documents were asked in, if it mattered."""
    asked = material.shelf.looks and subject.search_text == subject.text
    if not subject.english or not asked or answer.status is Status.ROUTED:
        return answer
    own = sources.read(subject.text, spoken()).language
    shown = [each for each in answer.evidence if each.kind is not EvidenceKind.REASONING_LOG]
    if shown and all(each.language == own for each in shown):
        return answer
    note = tr("Read as: “{question}”", question=subject.english)
    return replace(answer, note=f"{note} {answer.note}".strip())
