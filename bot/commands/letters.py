"""What goes back to the recommender's owners, as commands: the export, and what did not arrive.

Knows their parameters and results. Does not know when a letter is sent (``bot.recommender``).
"""

from datetime import datetime

from bot.commands.call import Call
from bot.owner import CommandFailed, Result
from bot.recommender.envelopes import event_of
from knowledge.model import Letter, LetterState
from knowledge.store import Store


def export_assessments(call: Call) -> Result:
    """Return what people said since the RFC 3339 time ``since`` (None: all) as CloudEvents.

    The ids are those of the webhook: who has one event from both has it once.
    """
    since = call.optional("since")
    store = call.services.store
    store.letters.file(now=call.now)
    found = store.letters.since(datetime.fromisoformat(since) if since is not None else None)
    return {"events": [event_of(each, store.uid) for each in found]}


def dead_letters(call: Call) -> Result:
    """Return the letters that were given up; with ``resend`` or ``drop``, do that first.

    Each is the id of one letter, or ``all``. Raises ``CommandFailed`` for an unknown id.
    """
    store, resend, drop = call.services.store, call.optional("resend"), call.optional("drop")
    done = [letter.id for letter in _named(store, resend or drop)]
    for each in done:
        if resend:
            store.letters.resend(each, now=call.now)
        else:
            store.letters.drop(each, now=call.now)
    left = store.letters.in_state(LetterState.DEAD)
    return {
        "webhook": call.services.settings.webhook_url,
        "resent": done if resend else [],
        "dropped": [] if resend else done,
        "dead": [_told(each, store.uid) for each in left],
        "counts": store.letters.counts(),
    }


def letters_status(store: Store, webhook_url: str) -> Result:
    """Return how many letters have come how far, and why one is waiting."""
    waiting = store.letters.in_state(LetterState.WAITING) if webhook_url else []
    troubles = [each.trouble for each in waiting if each.trouble]
    trouble = troubles[0] if troubles else ""
    return {"webhook": webhook_url, "trouble": trouble, **store.letters.counts()}


def _named(store: Store, name: str | None) -> list[Letter]:
    if name is None:
        return []
    dead = store.letters.in_state(LetterState.DEAD)
    found = [each for each in dead if name in (each.id, "all")]
    if not found and name != "all":
        raise CommandFailed(
            f"There is no dead letter {name!r}: tandem export dead-letters lists them."
        )
    return found


def _told(letter: Letter, store_uid: str) -> Result:
    return {
        "id": letter.id,
        "about": letter.about,
        "attempts": letter.attempts,
        "trouble": letter.trouble,
        "event": event_of(letter, store_uid),
    }
