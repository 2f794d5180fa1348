"""Drafts as a terminal shows them.

Knows the results of the commands on drafts. Does not know how they come about.
"""

from collections.abc import Mapping
from typing import Any

Told = Mapping[str, Any]


def drafts_text(result: Told) -> str:
    """Return what was drafted and why not, each with what to know about it."""
    if not result["drafts"]:
        return (
            "Nothing was drafted so far. When enough people or teams ask the same thing, it is "
            "drafted by itself; --now does it at once."
        )
    return "\n\n".join(map(_draft, result["drafts"]))


def proposal_text(result: Told) -> str:
    """Return what became of a proposal."""
    if not result["article"]:
        return "Left as it is."
    return f"{result['article']} says so from now on (version {result['version']})."


def _draft(each: Told) -> str:
    waits = ", not decided yet" if each["proposal"] == "open" else ""
    head = f"{each['subject']}  “{each['question']}”\n   {each['told']}{waits} ({each['at'][:10]})"
    return "\n".join([head, *(f"   - {note}" for note in each["notes"])])
