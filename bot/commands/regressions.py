"""Asking the questions of accepted corrections again, as a command.

Knows its result. Does not know what a case asserts (``bot.regressions``).
"""

from bot.commands.call import Call
from bot.owner import Result
from bot.regressions import replay


def eval_regressions(call: Call) -> Result:
    """Return how many cases hold, and which are broken and how."""
    services = call.services
    cases = replay(services.store, services.assistant, now=call.now, progress=call.progress)
    broken = [each for each in cases if each.broken]
    return {
        "cases": len(cases),
        "held": len(cases) - len(broken),
        "broken": [
            {
                "number": each.correction.number,
                "question": each.correction.matter.question,
                "decision_id": each.correction.matter.decision_id,
                "text": each.correction.text,
                "why": each.broken,
            }
            for each in broken
        ],
    }
