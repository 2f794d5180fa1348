"""Transfers as commands: the list, what a team makes of an offer, and how knowledge travels.

Knows their parameters and results. Does not know who may decide (``bot.transfers``).
"""

from bot import transfers
from bot.commands.call import Call
from bot.owner import Result
from bot.transfers.telling import told_all
from knowledge.curation.transfer import seeing


def list_transfers(call: Call) -> Result:
    """Return what ``person`` finds in their inbox; the machine's admin sees all teams'."""
    services, now = call.services, call.now
    found = transfers.inbox(
        services.store,
        services.person(call.optional("person")),
        result_days=services.settings.transfer_days,
        now=now,
    )
    listed = {
        "open": found.open,
        "due": found.due,
        "taken_up": found.taken_up,
        "rejected": found.rejected,
        "out": found.out,
    }
    return {
        **{
            name: [transfers.told_json(one, now=now) for one in each]
            for name, each in listed.items()
        },
        "held": [
            {"article": each.number, "title": each.title, "team": each.team, "text": each.text}
            for each in found.held
        ],
        "lost": [
            {
                "article": each.number,
                "title": each.title,
                "team": each.team,
                "at": each.at.isoformat(),
            }
            for each in found.lost
        ],
    }


def decide_transfer(call: Call) -> Result:
    """Do ``act`` with the offer ``number`` as ``person``, with ``reason``."""
    services = call.services
    person = services.person(call.optional("person"))
    fields = {name: call.optional(name) or "" for name in transfers.FIELDS}
    after = transfers.decide(services.store, person, fields, now=call.now)
    shown = told_all(
        [after],
        seeing.articles(services.store, [after]),
        reader=person,
        directory=services.store.directory.load(),
        result_days=services.settings.transfer_days,
        now=call.now,
    )
    return transfers.told_json(shown[0], now=call.now)
