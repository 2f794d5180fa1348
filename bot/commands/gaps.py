"""Gaps as commands: listing, asking again, closing.

Knows their parameters and results. Does not know who may see which gap (``bot.gaps``).
"""

from bot.answering.cited import place
from bot.commands.call import Call
from bot.gaps import AskedAgain, ask_again, close_gap, the_gap
from bot.owner import Result
from knowledge import access
from knowledge.model import Gap


def list_gaps(call: Call) -> Result:
    """Return the gaps that ``person`` may see, the most wanted first."""
    person = call.services.person(call.optional("person"))
    return {"gaps": [gap_json(gap) for gap in access.gaps(call.services.store, person)]}


def close(call: Call) -> Result:
    """Close the gap ``id`` as ``state`` with ``reason``."""
    gap = close_gap(
        call.services.store,
        call.services.person(call.optional("person")),
        call.text("id"),
        state=call.text("state"),
        reason=call.text("reason"),
        now=call.now,
    )
    return gap_json(gap)


def again(call: Call) -> Result:
    """Ask the question of the gap ``id`` again."""
    person = call.services.person(call.optional("person"))
    gap = the_gap(call.services.store, person, call.text("id"))
    assistant = call.services.assistant
    found = ask_again(gap, person, lambda asker: assistant.aside(asker, gap.text, now=call.now))
    return {"id": gap.id, "text": gap.text, **again_json(found)}


def gap_json(gap: Gap) -> Result:
    """Return the gap as the contract has it."""
    return {
        "id": gap.id,
        "text": gap.text,
        "asset": gap.asset,
        "missing": list(gap.missing),
        "asked": gap.asked,
        "teams": list(gap.teams),
        "first_asked": gap.first_asked.isoformat(),
        "last_asked": gap.last_asked.isoformat(),
        "state": gap.state.value,
        "reason": gap.reason,
        "closed_at": gap.closed_at.isoformat() if gap.closed_at else None,
    }


def again_json(found: AskedAgain) -> Result:
    """Return what a gap's question finds now."""
    return {
        "answered": found.answered,
        "places": [place(each) for each in found.evidence],
        "without": list(found.without),
    }
