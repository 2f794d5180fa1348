"""Corrections as commands: the list, deciding, settling, withdrawing, one's own receipts.

Knows their parameters and results. Does not know who may decide (``bot.corrections``).
"""

from datetime import datetime, time

from bot.commands.call import Call
from bot.corrections import (
    Vouched,
    accept,
    done,
    queue,
    receipts,
    reject,
    roll_back,
    settle,
    tell,
    told,
    told_json,
    withdraw,
)
from bot.feedback import BadFeedback
from bot.owner import Result
from bot.speech import tr
from knowledge.model import Correction, Use


def list_corrections(call: Call) -> Result:
    """Return the corrections that ``person`` looks after; ``all``: the finished ones too."""
    services = call.services
    found = queue(
        services.store,
        services.person(call.optional("person")),
        alike=services.search.alike,
        now=call.now,
        finished=bool(call.params.get("all")),
    )
    return {"corrections": [told_json(each, now=call.now) for each in found]}


def decide_correction(call: Call) -> Result:
    """Accept, reject, roll_back, settle, done or withdraw the correction ``number``."""
    services = call.services
    act, person = call.text("act"), services.person(call.optional("person"))
    number, reason = _number(call, "number"), call.optional("reason") or ""
    store, now = services.store, call.now
    if act == "accept":
        after = accept(store, person, number, reason=reason, vouched=vouched(call), now=now)
    elif act == "settle":
        after = settle(
            store,
            person,
            number,
            over=_number(call, "over"),
            reason=reason,
            vouched=vouched(call),
            now=now,
        )
    elif act == "withdraw":
        after = withdraw(store, person, number, now=now)
    elif act in _PLAIN:
        after = _PLAIN[act](store, person, number, reason=reason, now=now)
    else:
        raise BadFeedback("act", act, tr("say one of {acts}", acts=", ".join(ACTS)))
    return _told(call, after)


_PLAIN = {"reject": reject, "roll_back": roll_back, "done": done}
ACTS = ("accept", "reject", "roll_back", "settle", "done", "withdraw")
"""Everything that can be done with a correction."""


def own_receipts(call: Call) -> Result:
    """Return what became of what ``person`` corrected; what is shown counts as told."""
    store, person = call.services.store, call.services.person(call.optional("person"))
    shown = receipts(store, person, now=call.now)
    tell(store, shown)
    return {
        "receipts": [
            {**told_json(each.told, now=call.now), "new": each.new, "used": each.used}
            for each in shown
        ]
    }


def vouched(call: Call) -> Vouched:
    """Return how a correction is accepted, from ``use``, ``scope``, ``until``, ``document``."""
    return Vouched(
        use=_use(call.optional("use")),
        scope=call.optional("scope") or "",
        until=day_end(call, call.optional("until")),
        document=call.optional("document") or "",
    )


def day_end(call: Call, day: str | None) -> datetime | None:
    """Return the end of a day written 2026-12-31, in the plant's zone; raises ``BadFeedback``."""
    if not day:
        return None
    try:
        chosen = datetime.fromisoformat(day).date()
    except ValueError:
        raise BadFeedback("until", day, tr("write a day, such as 2026-12-31")) from None
    return datetime.combine(chosen, time.max, tzinfo=call.services.settings.zone)


def _use(text: str | None) -> Use:
    try:
        return Use((text or Use.EVIDENCE.value).replace("-", "_"))
    except ValueError:
        raise BadFeedback(
            "use", text or "", tr("choose evidence, change_request or note")
        ) from None


def _number(call: Call, name: str) -> int:
    text = str(call.params.get(name) or "").removeprefix("C-")
    if not text.isdecimal():
        raise BadFeedback(name, text, tr("give the number of a correction, as the list has it"))
    return int(text)


def _told(call: Call, after: Correction) -> Result:
    person = call.services.person(call.optional("person"))
    directory = call.services.store.directory.load()
    return told_json(told(after, reader=person, directory=directory), now=call.now)
