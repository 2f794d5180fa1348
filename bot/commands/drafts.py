"""Drafts as commands: what was drafted or why not, drafting now, and what is proposed.

Knows their parameters and results. Does not know when something is drafted (``bot.drafts``).
"""

from bot import drafts
from bot.commands.call import Call
from bot.owner import Result
from knowledge import access


def list_drafts(call: Call) -> Result:
    """Return what was drafted and why not; ``now``: after drafting what is due."""
    services = call.services
    if call.params.get("now"):
        call.progress("drafting what recurs", 0, 0)
        services.mining.catch_up()
        drafts.look(services.assistant.sources(), rule=services.settings.recurring, now=call.now)
    person = services.person(call.optional("person"))
    found = access.draftings(services.store, person)
    directory = services.store.directory.load()
    return {"drafts": [drafts.drafting_json(each, directory) for each in found]}


def decide_on_proposal(call: Call) -> Result:
    """Take what is proposed under ``draft``, or decline it (``act``)."""
    services, sources = call.services, call.services.assistant.sources()
    person, subject = services.person(call.optional("person")), call.text("draft")
    if call.text("act") == "take":
        done = drafts.take(
            sources, person, subject, reason=call.optional("reason") or "", now=call.now
        )
        return {"article": done.number, "version": done.version}
    drafts.decline(sources, person, subject)
    return {"article": "", "version": 0}
