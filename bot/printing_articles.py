"""How articles read in a terminal.

Knows plain words and counts. Does not know how a result came about.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Told = Mapping[str, Any]
_WIDTH = 88
_STATES = {
    "wip": "in progress",
    "not_validated": "not validated",
    "validated": "validated",
    "archived": "put away",
}


def articles_text(result: Told) -> str:
    """Return the articles, a line each, with what to know of it."""
    if not result["articles"]:
        return (
            "There is no article that you may see. What is asked again and again becomes one; "
            "tandem kb import FOLDER takes in what you have."
        )
    return "\n".join(_line(each) for each in result["articles"])


def _line(one: Told) -> str:
    since = f" {one['validated_at'][:10]}" if one["validated_at"] else ""
    line = f"{one['number']:>6}  {one['title']}  ({_STATES[one['state']]}{since})"
    return f"{line}\n        ! {one['flagged']}" if one["flagged"] else line


def article_text(one: Told) -> str:
    """Return one article as it is read, then what it rests on and what was done to it."""
    lines = [f"{one['number']} version {one['version']}: {one['title']}", f"   {one['badge']}"]
    lines += [f"   ! {one['flagged']}"] if one["flagged"] else []
    for heading, said in (
        ("", one["answer"]),
        ("Key point", [one["key_point"]] if one["key_point"] else []),
        ("Reason why", [one["reason_why"]] if one["reason_why"] else []),
    ):
        lines += ["", *([f"{heading}:"] if heading else [])] if said else []
        for each in said:
            labels = " ".join(f"[{label}]" for label in each["citations"])
            lines += textwrap.wrap(f"{each['text']} {labels}", _WIDTH)
    lines += ["", "Answers:", *(f"   {each}" for each in one["wordings"])]
    lines += ["", *(f"[{each['label']}] {each['place']}" for each in one["sources"])]
    lines += ["", *_facts(one)]
    lines += [f"   {step['at'][:10]} {step['text']}" for step in one["steps"]]
    return "\n".join(lines)


def _facts(one: Told) -> Iterator[str]:
    yield f"For {', '.join(one['audience']) or 'nobody'}; review by {one['review_by'] or 'no day'}"
    if one["scope"]:
        yield f"About {', '.join(one['scope'])}"
    if one["conditions"]:
        yield f"Under these conditions: {one['conditions']}"
    if one["found_by"]:
        yield f"Found by {one['found_by']}"


def difference_text(result: Told) -> str:
    """Return what differs between two versions."""
    head = f"{result['number']}: version {result['before']} and version {result['after']}"
    return "\n".join([head, *(result["lines"] or ["They say the same."])])


def exported_text(result: Told) -> str:
    """Return how many articles were written, and which files were left alone."""
    lines = [
        f"{len(result['written'])} articles written to {result['folder']}, "
        f"{result['unchanged']} unchanged."
    ]
    return "\n".join([*lines, *_told_of(result["kept"])])


def imported_text(result: Told) -> str:
    """Return what became of the files."""
    lines = [
        f"{len(result['new'])} new articles, {len(result['changed'])} new versions, "
        f"{result['unchanged']} unchanged."
    ]
    lines += [f"New, in progress: {', '.join(result['new'])}"] if result["new"] else []
    if result["changed"]:
        lines.append(f"To be validated: {', '.join(result['changed'])}")
    if result["older"]:
        lines.append(f"Older than what is here, nothing to do: {', '.join(result['older'])}")
    return "\n".join([*lines, *_told_of(result["conflicts"])])


def _told_of(files: Iterable[Told]) -> list[str]:
    return [f"{each['file']}: {each['why']}" for each in files]
