"""What a person reads of blocks, as plain text, and as the text beside a message.

Knows the blocks that this package builds. Slack shows the text beside a message in notifications
and gives it to screen readers; it parses mark-up in it, so none is left alive there.
"""

import re
from collections.abc import Iterable, Iterator

from bot.channels.slack.blocks.elements import Json
from bot.channels.slack.names import Act, act_of

_CHOSEN = frozenset({Act.CHOOSE, Act.CARD})
MOST_TEXT = 3_000
"""Characters of the text beside a message; an update may have 4,000."""
_ESCAPED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "*": "∗", "~": "∼", "`": "'"}  # never a format
)
_EDGE = re.compile(r"(?<!\w)_+|_+(?!\w)")
"""Underscores that could begin or end an emphasis; one inside a name could not."""
_LINK = re.compile(r":(?=//)")
_EMOJI = re.compile(r"(?<!\d):(?=[\w+-]+:)")
"""The colon before a name and a colon, which Slack would draw as an emoji; a time is none."""


def read_aloud(blocks: Iterable[Json]) -> str:
    """Return the words of the blocks, a line for each piece; of buttons what is chosen from."""
    return "\n".join(each for block in blocks for each in _lines(block) if each.strip())


def fallback(blocks: Iterable[Json]) -> str:
    """Return the text beside a message: its words, cut at a line, with no mark-up alive."""
    told = ""
    for each in map(inert, read_aloud(blocks).split("\n")):
        if len(told) + len(each) + 1 > MOST_TEXT - 2:
            # An entity such as &amp; is not cut in two.
            first = re.sub(r"&[a-z]*$", "", each[: MOST_TEXT - 2])
            return f"{told}\n…" if told else f"{first}…"
        told = f"{told}\n{each}" if told else each
    return told


def inert(text: str) -> str:
    """Return the text so that Slack's mark-up finds no link, mention, emoji or format in it."""
    quiet = _EMOJI.sub("∶", _LINK.sub("∶", text))
    return _EDGE.sub(lambda found: "‗" * len(found[0]), quiet.translate(_ESCAPED))


def _lines(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header" | "section" | "alert":
            yield block["text"]["text"]
        case "context":
            yield from (each["text"] for each in block["elements"])
        case "rich_text":
            for element in block["elements"]:
                yield from _rich(element)
        case "actions":
            chosen = (each for each in block["elements"] if act_of(each["action_id"]) in _CHOSEN)
            # One that has other words for a screen reader stands in full above.
            told = (each["text"]["text"] for each in chosen if "accessibility_label" not in each)
            yield from (f"- {text}" for text in told)
        case "table":
            for row in block["rows"]:
                yield ", ".join(filter(None, (cell.get("text", "") for cell in row)))


def _rich(element: Json) -> Iterator[str]:
    if element["type"] == "rich_text_list":
        for number, item in enumerate(element["elements"], start=1):
            mark = f"{number}." if element["style"] == "ordered" else "-"
            yield f"{mark} {_words(item)}"
    else:
        yield _words(element)


def _words(element: Json) -> str:
    """Return a paragraph's words; a link says where it leads."""
    return "".join(
        f"{each['text']} {each['url']}" if each["type"] == "link" else each["text"]
        for each in element["elements"]
    )
