"""Emergencies that are told in words no list knows: how sure it is, and what is said then.

Knows which questions may be such, and that what is not certain is answered with the emergency
number before the answer: a missing number may cost more than a useless line. Does not know what
makes a text sound like one (``knowledge.hazards.alarm``).
"""

from dataclasses import replace

from bot.answering.intents import DOCUMENT_INTENTS
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from bot.speech import tr
from knowledge.hazards import Recognised
from knowledge.hazards.alarm import LONGEST, Danger, trained_alarm
from knowledge.model import Answer, Directory, Hazard


def danger_told(subject: Subject, asked: Recognised | None, sources: Sources) -> Danger | None:
    """Return how sure it is that the question tells of an emergency; None if it tells of none.

    ``asked`` is the hazard that its words are known for: what is known to be something else is.
    Who asks about a recommendation, or for what is open, tells of none.
    """
    known = asked is not None and asked.hazard is not Hazard.UNLISTED
    if known or subject.intent not in DOCUMENT_INTENTS or len(subject.text) > LONGEST:
        return None
    alarm = trained_alarm()
    vector = sources.search.meaning(subject.english or subject.text, alarm.model)
    return None if vector is None else alarm.heard(subject.text, vector)


def with_the_number(answer: Answer, directory: Directory) -> Answer:
    """Return the answer with the emergency number before it; the engineers hear of no gap.

    What is routed names whom to call already.
    """
    if answer.route is not None:
        return answer
    number = directory.safety.emergency_number
    if number:
        danger = tr("If somebody is hurt or in danger, call {number} first.", number=number)
    else:
        danger = tr("If somebody is hurt or in danger, call your emergency number first.")
    if not answer.claims:
        return replace(answer, text=f"{danger} {answer.text}", lack=None)
    return replace(answer, doubt=f"{danger} {answer.doubt}".strip(), lack=None)
