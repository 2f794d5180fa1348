"""Hazards in plain words.

Knows what each hazard is called where people read it, and which of what somebody says keeps it out
of answers. Does not know how one is recognised.
"""

from collections.abc import Sequence

from bot.speech import tr
from knowledge.hazards import Hazards
from knowledge.model import Hazard, Status
from knowledge.store import Turn


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


def held_back(hazards: Hazards, turn: Turn, said: Sequence[str]) -> str | None:
    """Return what keeps words said of an answer out of answers, as it is kept; None: nothing.

    A hazard, and after ": " the words that told it; "" when the question was routed otherwise.
    """
    recognised = (hazards.asked(turn.text), *map(hazards.told, said))
    for found in filter(None, recognised):
        return f"{found.hazard}: {found.because}"
    named = (each for text in (turn.text, *said) for each in sorted(hazards.named(text)))
    if found_name := next(named, None):
        return str(found_name)
    if turn.status != Status.ROUTED:
        return None
    return str((turn.answer.get("route") or {}).get("rule", ""))
