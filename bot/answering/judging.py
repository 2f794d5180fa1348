"""Whether a question to the documents can be answered, judged from what was looked up.

Knows which questions are judged. Does not know how (``knowledge.answerability``) or what is said
then (``bot.answering.abstention``).
"""

from bot.answering.intents import DOCUMENT_INTENTS
from bot.answering.passages import Shelf
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from bot.speech import ENGLISH, spoken
from knowledge.answerability import NEAR, Verdict, judged
from knowledge.tongue import language_of


def verdict_on(subject: Subject, shelf: Shelf, sources: Sources) -> Verdict | None:
    """Judge a question to the documents; None when the judge has nothing to go by.

    That is so when the places were named or logged, when a recommended action was looked up and
    not a question, when hardly anything is there to compare, and for a question in a language
    whose words it does not know.
    """
    if subject.intent not in DOCUMENT_INTENTS or any(found.consulted for found in shelf.found):
        return None
    if subject.recommendation is not None and subject.search_text != subject.text:
        return None
    if not shelf.looks or min(len(look.seen) for look in shelf.looks) < NEAR:
        return None
    if language_of(subject.text, spoken()) != ENGLISH:
        return None
    return judged(shelf.looks, sources.search.rarity)
