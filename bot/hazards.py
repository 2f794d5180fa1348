"""Hazards in plain words.

Knows what each hazard is called where people read it. Does not know how one is recognised.
"""

from bot.speech import tr
from knowledge.model import Hazard


def matter_of(hazard: str) -> str:
    """Return what the matter is, as after "Not answered from chat:"; an unknown one as it is."""
    words = {
        Hazard.EMERGENCY: tr("an emergency"),
        Hazard.LOCKOUT: tr("lockout/tagout"),
        Hazard.CONFINED_SPACE: tr("work in a confined space"),
        Hazard.HOT_WORK: tr("hot work, with sparks, flames or heat"),
        Hazard.LINE_BREAK: tr("opening a line or a vessel"),
        Hazard.HEIGHT: tr("work at height"),
        Hazard.BYPASS: tr("bypassing or switching off a safety system"),
        Hazard.ALARM: tr("silencing or shelving an alarm"),
        Hazard.RELEASE: tr("releasing product or a process"),
        Hazard.START_UP: tr("starting up"),
        Hazard.HIGH_RISK: tr("rare work with a high risk"),
        Hazard.UNLISTED: tr("work that may be dangerous"),
        Hazard.CERTIFIED: tr("work for people with certified training"),
        Hazard.OVERDUE: tr("a document that is overdue for review"),
        Hazard.CONFLICT: tr("documents that contradict each other"),
    }
    return words[Hazard(hazard)] if hazard in set(Hazard) else hazard
