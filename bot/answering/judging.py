"""Whether a question to the documents can be answered, judged from what was looked up.

Knows which questions are judged. Does not know how (``knowledge.answerability``) or what is said
then (``bot.answering.abstention``).
"""

from dataclasses import replace

from bot.answering.intents import DOCUMENT_INTENTS
from bot.answering.lookup import is_in
from bot.answering.passages import Shelf
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from bot.speech import spoken
from knowledge.answerability import NEAR, Verdict, judged


def verdict_on(subject: Subject, shelf: Shelf, sources: Sources) -> Verdict | None:
    """Judge a question to the documents; None when the judge has nothing to go by.

    That is so when the places were named or logged or hold the row of a table that is asked for,
    when a recommended action was looked up and not a question, when hardly anything is there to
    compare, and for a question in another language when too little of it is known in English, or
    documents in that language lead.
    """
    if subject.intent not in DOCUMENT_INTENTS or any(found.consulted for found in shelf.found):
        return None
    if shelf.rows:
        return None
    if subject.recommendation is not None and subject.search_text != subject.text:
        return None
    if not shelf.looks or min(len(look.seen) for look in shelf.looks) < NEAR:
        return None
    reading = sources.read(subject.text, spoken())
    if not reading.enough:
        return None
    verdict = judged(shelf.looks, sources.search.rarity)
    if reading.bridged is None:
        return verdict
    first = shelf.found[:NEAR]
    if any(is_in(reading.language, found.passage, found.revision) for found in first):
        return None
    return replace(verdict, missing=tuple(map(reading.bridged.as_typed, verdict.missing)))
