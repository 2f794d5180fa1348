"""Durable work as commands: what is left to do, what was given up, and taking that up again.

Knows parameters and results: names, references and times, never what was said. Does not know how
work is done.
"""

from bot.commands.call import Call
from bot.owner import CommandFailed, Result
from knowledge.model import DeliveryState, Happening, WorkState

_SHOWN = 100
_ALL = "all"


def work_status(call: Call) -> Result:
    """Return how much is left to do, since how many seconds, and what was given up."""
    store = call.services.store
    counts, oldest = store.inbox.counts(), store.inbox.oldest_unfinished()
    return {
        "waiting": counts.get(WorkState.RECEIVED, 0),
        "started": counts.get(WorkState.STARTED, 0),
        "done": counts.get(WorkState.DONE, 0),
        "failed": counts.get(WorkState.FAILED, 0),
        "oldest_seconds": (call.now - oldest).total_seconds() if oldest else 0.0,
        "given_up": [_shown(each) for each in store.inbox.failed(_SHOWN)],
        "undelivered": store.deliveries.counts().get(DeliveryState.FAILED, 0),
    }


def work_again(call: Call) -> Result:
    """Take up again what was given up under ``reference``, or ``all``; the app then does it."""
    inbox, wanted = call.services.store.inbox, call.text("reference")
    given_up = call.services.store.inbox.failed(_SHOWN)
    chosen = [each for each in given_up if wanted in (_ALL, each.reference)]
    if not chosen:
        raise CommandFailed(
            f"Nothing was given up under the reference {wanted!r}: `tandem work` lists them."
        )
    taken = [each for each in chosen if inbox.try_again(each.name, each.key, now=call.now)]
    return {"again": [_shown(each) for each in taken]}


def _shown(happening: Happening) -> Result:
    return {
        "name": happening.name,
        "at": happening.at.isoformat(),
        "tries": happening.ended,
        "reference": happening.reference,
    }
