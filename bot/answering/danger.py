"""Emergencies that are told in words no list knows: how sure it is, and what is said then.

Knows which questions may be such, and that what is not certain is answered with the emergency
number before the answer: a missing number may cost more than a useless line. Does not know what
makes a text sound like one (``knowledge.hazards.alarm``).
"""

from dataclasses import replace

from bot.answering.intents import ABOUT_A_RECOMMENDATION
from bot.answering.resolve import Subject
from bot.answering.sources import Sources
from bot.speech import tr
from knowledge.hazards import Recognised
from knowledge.hazards.alarm import LONGEST, Danger, trained_alarm
from knowledge.model import Answer, Directory, Hazard


def danger_told(subject: Subject, asked: Recognised | None, sources: Sources) -> Danger | None:
    """Return how sure it is that the question tells of an emergency; None if it tells of none.

    ``asked`` is the hazard that its words are known for: what is known to be something else is.
    Who asks about a recommendation tells of none.
    """
    known = asked is not None and asked.hazard is not Hazard.UNLISTED
    asks_why = subject.intent in ABOUT_A_RECOMMENDATION
    if known or asks_why or not subject.text or len(subject.text) > LONGEST:
        return None
    alarm = trained_alarm()
    vector = sources.search.meaning(subject.english or subject.text, alarm.model)
    return None if vector is None else alarm.heard(subject.text, vector)


def number_first(directory: Directory) -> str:
    """Return the line that names the emergency number, or "" when none is configured."""
    number = directory.safety.emergency_number
    told = tr("If somebody is hurt or in danger, call {number} first.", number=number)
    return told if number else ""


def with_the_number(answer: Answer, directory: Directory) -> Answer:
    """Return the answer with the emergency number before it; the engineers hear of no gap."""
    danger = number_first(directory)
    if not danger:
        danger = tr("If somebody is hurt or in danger, call your emergency number first.")
    if answer.route is not None:
        told = answer.missing if danger in answer.missing else f"{danger} {answer.missing}".strip()
        return replace(answer, missing=told, lack=None)
    if not answer.claims:
        return replace(answer, text=f"{danger} {answer.text}", lack=None)
    return replace(answer, doubt=f"{danger} {answer.doubt}".strip(), lack=None)
