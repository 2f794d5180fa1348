"""The pieces that blocks are made of: plain words, buttons, rich text. No mark-up is ever parsed.

Knows Slack's limits of each piece, which hold by construction. Texts stand in ``plain_text`` and
``rich_text`` only, where Slack looks for no links, mentions, emoji or formatting; characters that
nobody can see are taken out. Does not know answers or cards.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.channels.slack.names import Act, Ref, action_id
from knowledge.hygiene import one_line, visible

Json = dict[str, Any]

BUTTON, SPOKEN, HEADER, OPTION, PLACEHOLDER = 75, 75, 150, 75, 150
SECTION, CONTEXT, TITLE = 3_000, 2_000, 24
ACTIONS, CONTEXTS, PIECE = 25, 10, 2_000
"""Buttons in a row, texts in a context; characters of one piece of rich text."""
_PARAGRAPH = "rich_text_section"
_BREAK: Json = {"type": "text", "text": "\n"}
NOTHING = "…"
"""Stands where a text has nothing to see; Slack refuses an empty one."""


def cut(text: str, most: int) -> str:
    """Return what can be seen of the text, on one line, with an ellipsis if it does not fit."""
    line = one_line(visible(text)) or NOTHING
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def plain(text: str, most: int) -> Json:
    """Return a ``plain_text`` object on one line."""
    return {"type": "plain_text", "text": cut(text, most), "emoji": False}


def header(text: str) -> Json:
    """Return a large line; it holds 150 characters."""
    return {"type": "header", "text": plain(text, HEADER)}


def section(text: str, *, accessory: Json | None = None) -> Json:
    """Return a paragraph of plain words, with a button at its side if there is one."""
    block: Json = {"type": "section", "text": plain(text, SECTION)}
    return block | {"accessory": accessory} if accessory else block


def context(*texts: str) -> Iterator[Json]:
    """Give small grey lines; empty texts are left out."""
    lines = [plain(text, CONTEXT) for text in texts if text]
    for start in range(0, len(lines), CONTEXTS):
        yield {"type": "context", "elements": lines[start : start + CONTEXTS]}


def divider() -> Json:
    """Return a line across."""
    return {"type": "divider"}


def words(text: str, *, bold: bool = False, italic: bool = False) -> Json:
    """Return a piece of rich text; line breaks stay."""
    seen = visible(text)
    piece: Json = {"type": "text", "text": seen if seen.strip() else NOTHING}
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
    return piece | {"style": style} if style else piece


def link(url: str, text: str) -> Json:
    """Return a link of ours; ``url`` has been checked by whoever built it."""
    return {"type": "link", "url": url, "text": cut(text, SECTION)}


def line(*pieces: Json) -> Json:
    """Return a paragraph of rich text."""
    return {"type": _PARAGRAPH, "elements": list(pieces)}


def bullets(lines: Sequence[Json], *, ordered: bool = False) -> Json:
    """Return a list of paragraphs."""
    style = "ordered" if ordered else "bullet"
    return {"type": "rich_text_list", "style": style, "elements": list(lines)}


def quotation(text: str) -> Json:
    """Return words of somebody else, set off; their line breaks stay."""
    return {"type": "rich_text_quote", "elements": [words(text)]}


def rich(*elements: Json) -> Json:
    """Return a block of rich text; paragraphs that follow each other stand on lines of one.

    Slack sets paragraphs apart by line breaks in their text, not by where they end.
    """
    joined: list[Json] = []
    for each in elements:
        before = joined[-1] if joined else None
        if before and before["type"] == each["type"] == _PARAGRAPH:
            joined[-1] = line(*before["elements"], _BREAK, *each["elements"])
        else:
            joined.append(each)
    return {"type": "rich_text", "elements": joined}


def button(
    text: str,
    act: Act,
    ref: Ref,
    *,
    number: int | None = None,
    style: str = "",
    spoken: str = "",
    url: str = "",
) -> Json:
    """Return a button; ``spoken`` is what a screen reader says instead of a short text."""
    found: Json = {
        "type": "button",
        "action_id": action_id(act, number),
        "text": plain(text, BUTTON),
        "value": ref.written(),
    }
    if style:
        found["style"] = style
    if spoken:
        found["accessibility_label"] = cut(spoken, SPOKEN)
    if url:
        found["url"] = url
    return found


def actions(buttons: Iterable[Json | None]) -> Iterator[Json]:
    """Give rows of buttons; none for no buttons.

    One whose value would be too long is left out: what it points at can be asked about by name.
    """
    fitting = [each for each in buttons if each is not None and len(each.get("value", "")) <= 2_000]
    for start in range(0, len(fitting), ACTIONS):
        yield {"type": "actions", "elements": fitting[start : start + ACTIONS]}
