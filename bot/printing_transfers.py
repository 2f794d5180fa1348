"""How transfers read in a terminal.

Knows plain words. Does not know how a result came about.
"""

from collections.abc import Mapping
from typing import Any

Told = Mapping[str, Any]

_HEADINGS = {
    "open": "Waits for a decision",
    "due": "Did it work?",
    "taken_up": "Taken up",
    "rejected": "Rejected",
    "out": "Where what the team found went",
}


def transfers_text(result: Told) -> str:
    """Return the inbox, section by section."""
    parts = [
        "\n\n".join([heading, *map(transfer_text, result[name])])
        for name, heading in _HEADINGS.items()
        if result[name]
    ]
    if result["held"]:
        held = [f"{each['article']}  {each['title']}\n   {each['text']}" for each in result["held"]]
        parts.append("\n\n".join(["Would help, but may not be seen", *held]))
    if result["lost"]:
        lost = [
            f"{each['article']}  {each['title']}\n   {each['team']} had taken it up; it is in no "
            f"answer any more since {each['at'][:10]}: do not go by it"
            for each in result["lost"]
        ]
        parts.insert(0, "\n\n".join(["Holds no more", *lost]))
    if not parts:
        return (
            "Nothing is offered. When an article is vouched for, it is offered by itself to the "
            "teams it may help."
        )
    return "\n\n".join(parts)


def transfer_text(one: Told) -> str:
    """Return one offer: what it says, why it matters to the team, its steps."""
    lines = [f"{one['number']}  {one['title']} ({one['article']})"]
    lines.append(f"   from {one['origin']} for {one['team']}: {one['state'].replace('_', ' ')}")
    lines += [f"   {one['principle']}"] if one["principle"] else []
    lines += [f"   why here: {each['text']}" for each in one["why"]]
    lines += [f"   known there: {each}" for each in one["proof"]]
    lines += [f"   rests on {'; '.join(one['sources'])}"] if one["sources"] else []
    lines.append(f"   found by {one['found_by']}, vouched for by {one['vouched_by']}")
    lines += [f"   {step['at'][:10]} {step['text']}" for step in one["steps"]]
    return "\n".join(lines)
