"""Topics as a terminal shows them.

Knows the results of the commands on topics. Does not know how they come about.
"""

from collections.abc import Mapping
from typing import Any

Told = Mapping[str, Any]
_LAST = 10


def topics_text(result: Told) -> str:
    """Return the topics of a page, and how many there are."""
    if not result["topics"]:
        return (
            "No question recurs so far. A topic stands here when enough people or teams asked the "
            "same thing; --all lists the others, too."
        )
    told = [_topic(each) for each in result["topics"]]
    if result["count"] > len(told):
        told.append(f"{len(told):,} of {result['count']:,} topics: --limit and --offset show more.")
    return "\n\n".join(told)


def topic_text(topic: Told) -> str:
    """Return one topic with its wordings, by number where the command gives them."""
    lines = [_topic(topic)]
    for each in topic["wordings"]:
        if isinstance(each, str):
            lines.append(f"   - {each}")
        else:
            lines.append(f"   {each['number']:>6}  {each['text']} ({each['asked']:,})")
    asked = topic.get("questions", ())
    lines += ["   asked last:"] if asked else []
    lines += [
        f"   {each['number']:>6}  {each['at'][:10]}  {each['text']}" for each in asked[:_LAST]
    ]
    lines += [f"   {_step(each)}" for each in topic.get("steps", ())]
    return "\n".join(lines)


def kinship_text(kin: Told) -> str:
    """Return why two wordings are one."""
    return str(kin["text"])


def _topic(topic: Told) -> str:
    times = "once" if topic["asked"] == 1 else f"{topic['asked']:,} times"
    people = "1 person" if topic["people"] == 1 else f"{topic['people']:,} people"
    teams = f" of {', '.join(topic['teams'])}" if topic["teams"] else ""
    lines = [f"{topic['id']}  {topic['title']}"]
    lines.append(f"   asked {times} by {people}{teams}, last on {topic['last_asked'][:10]}")
    lines += [f"   about {', '.join(topic['assets'][:3])}"] if topic["assets"] else []
    counted = [
        f"{topic[name]:,} {told}"
        for name, told in (
            ("unanswered", "without an answer"),
            ("not_right", "judged not right"),
            ("routed", "for the controlled text only"),
        )
        if topic[name]
    ]
    return "\n".join([*lines, *([f"   {', '.join(counted)}"] if counted else [])])


def _step(step: Told) -> str:
    what = f"{step['act']} {step['other']}" if step["other"] is not None else step["act"]
    return f"{what} by {step['by']} on {step['at'][:10]}: {step['reason']}"
