"""One act on a correction from the fields of a form, a body or a command line.

Knows the fields and their values as text. Does not know who may act (``acting``).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from bot.corrections.acting import (
    Vouched,
    accept,
    done,
    reject,
    roll_back,
    settle,
    withdraw,
)
from bot.feedback import BadFeedback, end_of_day
from bot.speech import tr
from knowledge.model import Correction, Person, Use
from knowledge.store import Store

FIELDS = ("act", "number", "reason", "use", "scope", "until", "document", "over")
"""What an act may say; only ``act`` and ``number`` must be there."""

_PLAIN: Mapping[str, Callable[..., Correction]] = {
    "reject": reject,
    "roll_back": roll_back,
    "done": done,
}
ACTS = ("accept", *_PLAIN, "settle", "withdraw")
"""Everything that can be done with a correction."""


def decide(
    store: Store, person: Person, fields: Mapping[str, str], *, zone: tzinfo, now: datetime
) -> Correction:
    """Do what the fields say and return the correction as it is then; raises ``BadFeedback``."""
    act, number, reason = fields["act"], _number(fields, "number"), fields.get("reason", "")
    if act == "withdraw":
        return withdraw(store, person, number, now=now)
    if act in _PLAIN:
        return _PLAIN[act](store, person, number, reason=reason, now=now)
    if act not in ACTS:
        raise BadFeedback("act", act, tr("say one of {acts}", acts=", ".join(ACTS)))
    vouched = Vouched(
        use=_use(fields.get("use", "")),
        scope=fields.get("scope", ""),
        until=end_of_day(fields.get("until", ""), zone),
        document=fields.get("document", ""),
    )
    if act == "accept":
        return accept(store, person, number, reason=reason, vouched=vouched, now=now)
    over = _number(fields, "over")
    return settle(store, person, number, over=over, reason=reason, vouched=vouched, now=now)


def _use(text: str) -> Use:
    try:
        return Use((text or Use.EVIDENCE.value).replace("-", "_"))
    except ValueError:
        raise BadFeedback("use", text, tr("choose evidence, change_request or note")) from None


def _number(fields: Mapping[str, str], name: str) -> int:
    text = fields.get(name, "").removeprefix("C-")
    if not text.isdecimal():
        raise BadFeedback(name, text, tr("give the number of a correction, as the list has it"))
    return int(text)
