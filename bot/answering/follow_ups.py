"""Questions worth asking next, each one that the assistant can answer from this log."""

from bot.answering.gather import Material
from bot.answering.intents import Intent
from bot.speech import mark, tr

MOST = 4


def follow_ups(intent: Intent, material: Material) -> tuple[str, ...]:
    """Return up to four follow-up questions as they can be asked, leaving out what was asked."""
    log = material.log
    if log is None:
        return material.shelf.contents[:MOST]
    one = log.recommendation
    fits = (
        (Intent.WHY, mark("Why?"), True),
        (Intent.HOW, mark("How do I do it?"), True),
        (
            Intent.CHANGE,
            mark("What would have to change?"),
            any(r.conditions for r in one.rules_fired),
        ),
        (Intent.WHY_NOT, mark("What else did it consider?"), bool(one.alternatives)),
        (Intent.HISTORY, mark("What happened last time?"), True),
        (Intent.VALIDITY, mark("Is it still valid?"), one.expires_at is not None),
    )
    return tuple(tr(text) for each, text, possible in fits if possible and each is not intent)[
        :MOST
    ]
