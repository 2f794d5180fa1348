"""What happens to corrections by itself: they expire, and a new revision sends them back to review.

Knows when. Does not know who calls it how often.
"""

import logging
from datetime import date, datetime

from bot.speech import ENGLISH, speaking, tr
from knowledge.model import Correction, Life, LifeStep
from knowledge.store import Store

_log = logging.getLogger("tandem.corrections")
_FLAGGED = frozenset({Life.PROVISIONAL, Life.APPLIED})


def keep_up(store: Store, *, now: datetime) -> int:
    """Take every step that is due; return how many. What somebody else takes first is theirs."""
    in_force: dict[str, str | None] = {}
    taken = 0
    for one in store.corrections.unfinished():
        step = _due(store, one, now, in_force)
        if step is not None and store.corrections.append([(one, [step])]) is not None:
            _log.info("correction %s: %s", one.number, step.kind.value)
            taken += 1
    return taken


def _due(
    store: Store, one: Correction, now: datetime, in_force: dict[str, str | None]
) -> LifeStep | None:
    if one.expires_at is not None and one.expires_at <= now:
        return LifeStep(Life.EXPIRED, now)
    if one.state not in _FLAGGED:
        return None
    with speaking(ENGLISH):  # kept for all readers, as reviewers' own words are
        changed = _changed(store, one, now.date(), in_force)
    if not changed or changed in {each.reason for each in one.steps}:
        return None  # somebody has looked at it since
    return LifeStep(Life.RETURNED, now, reason=changed)


def _changed(store: Store, one: Correction, today: date, in_force: dict[str, str | None]) -> str:
    """Say which document it was built on has another revision now, or none any more; or ""."""
    for number, revision in dict.fromkeys((each.document, each.revision) for each in one.basis):
        if number not in in_force:
            found = store.documents.revision_of(number, on=today)
            in_force[number] = None if found is None else found.revision
        now = in_force[number]
        if now is None:
            return tr("{document} is no longer in force", document=number)
        if now != revision:
            return tr("{document} has a new revision, {revision}", document=number, revision=now)
    return ""
