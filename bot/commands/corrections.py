"""Corrections as commands: the list, deciding, settling, withdrawing, one's own receipts.

Knows their parameters and results. Does not know who may decide (``bot.corrections``).
"""

from bot.commands.call import Call
from bot.corrections import FIELDS, decide, queue, receipts, tell, told, told_json
from bot.owner import Result


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
    person = services.person(call.optional("person"))
    after = decide(
        services.store,
        person,
        {name: call.optional(name) or "" for name in FIELDS},
        zone=services.settings.zone,
        now=call.now,
    )
    directory = services.store.directory.load()
    return told_json(told(after, reader=person, directory=directory), now=call.now)


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
