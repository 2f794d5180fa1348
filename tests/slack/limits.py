"""What Slack refuses in messages, blocks, views and streams, from the reference and not the SDK.

Every function returns nothing or raises ``Refused``; the detail says where, as Slack does in
``response_metadata.messages``.
"""

from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
TEXT, MARKDOWN, ALL_BLOCK_TEXT = 40_000, 12_000, 13_200
METADATA = 16_000

IN_MESSAGES = frozenset(
    "actions alert card carousel container context context_actions data_table data_visualization "
    "divider file header image input markdown plan rich_text section table task_card video".split()
)
IN_VIEWS = frozenset(
    "actions alert card container context divider header image input rich_text section "
    "video".split()
)
INPUTS = frozenset(
    "channels_select checkboxes conversations_select datepicker datetimepicker email_text_input "
    "external_select file_input multi_channels_select multi_conversations_select "
    "multi_external_select multi_static_select multi_users_select number_input plain_text_input "
    "radio_buttons rich_text_input static_select timepicker url_text_input users_select".split()
)
BUTTONS = frozenset("button feedback_buttons icon_button overflow workflow_button".split())


class Refused(Exception):
    """A call that Slack answers with ``ok: false``."""

    def __init__(self, error: str, *details: str, **more: Any) -> None:
        super().__init__(error, *details)
        self.error, self.details, self.more = error, list(details), more


class BadBlock(Exception):
    """What is wrong with a block, and where."""


def check_message(arguments: Json) -> None:
    """Refuse a message without content, too long, or with bad blocks or metadata."""
    text, blocks = arguments.get("text") or "", arguments.get("blocks")
    markdown = arguments.get("markdown_text")
    if not text and not blocks and not arguments.get("attachments") and not markdown:
        raise Refused("no_text")
    if markdown and (text or blocks):
        raise Refused("markdown_text_conflict")
    if len(text) > TEXT or len(markdown or "") > MARKDOWN:
        raise Refused("msg_too_long")
    if blocks:
        check_blocks(blocks, IN_MESSAGES, MESSAGE_BLOCKS)
        if sum(block["type"] == "table" for block in blocks) > 1:
            raise Refused("invalid_attachments", "[ERROR] only_one_table_allowed")
        if sum(map(len, shown_texts(blocks))) > ALL_BLOCK_TEXT:
            raise Refused("msg_blocks_too_long")
    check_metadata(arguments.get("metadata"))


def check_metadata(metadata: object) -> None:
    """Refuse metadata that is not an event type with an object."""
    if metadata is None:
        return
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not kind or not isinstance(payload, dict):
        raise Refused("invalid_metadata_format")
    if len(repr(payload)) > METADATA:
        raise Refused("metadata_too_large")


def check_chunks(arguments: Json) -> None:
    """Refuse chunks of a stream that are none."""
    if len(arguments.get("markdown_text") or "") > MARKDOWN:
        raise Refused("msg_too_long")
    for chunk in arguments.get("chunks") or []:
        kind = chunk.get("type") if isinstance(chunk, dict) else None
        if kind not in _CHUNKS:
            raise Refused("invalid_chunks", f"[ERROR] unknown chunk {kind}")
        if kind == "blocks":
            check_blocks(chunk.get("blocks"), IN_MESSAGES, MESSAGE_BLOCKS)
        try:
            _CHUNKS[kind](chunk)
        except BadBlock as wrong:
            raise Refused("invalid_chunks", f"[ERROR] {wrong}") from None


def check_view(view: object, kind: str) -> None:
    """Refuse a view that is no modal or no Home tab."""
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", "[ERROR] view must be an object")
    if view.get("type") != kind:
        raise Refused("invalid_arguments", f"[ERROR] view type must be {kind}")
    if not view.get("blocks"):
        raise Refused("invalid_arguments", "[ERROR] missing required field: blocks")
    try:
        if kind == "modal":
            _plain(view.get("title"), 24, "title")
            for name in ("submit", "close"):
                if view.get(name) is not None:
                    _plain(view[name], 24, name)
            has_input = any(each.get("type") == "input" for each in view["blocks"])
            _must(not has_input or view.get("submit"), "submit is required with input blocks")
        else:
            _must(not any(map(view.get, ("title", "submit", "close"))), "a home has no title")
        _must(len(view.get("private_metadata") or "") <= 3000, "private_metadata is over 3000")
        _must(len(view.get("callback_id") or "") <= 255, "callback_id is over 255")
    except BadBlock as wrong:
        raise Refused("invalid_arguments", f"[ERROR] {wrong}") from None
    check_blocks(view["blocks"], IN_VIEWS, VIEW_BLOCKS)
    if len(repr(view)) > 250_000:
        raise Refused("view_too_large")


def check_blocks(blocks: object, allowed: frozenset[str], most: int) -> None:
    """Refuse too many blocks, and a block that is not as the reference has it."""
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    if len(blocks) > most:
        raise Refused("invalid_blocks", f"[ERROR] no more than {most} items allowed")
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        try:
            _must(isinstance(block, dict), "must be an object")
            name = block.get("block_id")
            _must(name is None or 1 <= len(name) <= 255, "block_id has 1 to 255 characters")
            _must(name is None or name not in seen, f"block_id {name} is there twice")
            seen.add(name or "")
            _block(block, allowed)
        except BadBlock as wrong:
            raise Refused(
                "invalid_blocks", f"[ERROR] {wrong} [json-pointer:/blocks/{number}]"
            ) from None


def shown_texts(part: object) -> Iterator[str]:
    """Give every text that counts towards the length of all blocks."""
    if isinstance(part, list):
        for each in part:
            yield from shown_texts(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name == "text" and isinstance(value, str):
                yield value
            elif isinstance(value, dict | list):
                yield from shown_texts(value)


def _must(holds: object, wrong: str) -> None:
    if not holds:
        raise BadBlock(wrong)


def _text(part: object, most: int, where: str, *, least: int = 1) -> None:
    _must(isinstance(part, dict), f"{where} must be a text object")
    assert isinstance(part, dict)
    _must(part.get("type") in ("plain_text", "mrkdwn"), f"{where} has an unknown type of text")
    _must(part["type"] == "mrkdwn" or "verbatim" not in part, f"{where}: verbatim is for mrkdwn")
    _must(part["type"] == "plain_text" or "emoji" not in part, f"{where}: emoji is for plain_text")
    text = part.get("text")
    _must(isinstance(text, str), f"{where} has no text")
    assert isinstance(text, str)
    _must(least <= len(text) <= most, f"{where} must have {least} to {most} characters")


def _plain(part: object, most: int, where: str, *, least: int = 1) -> None:
    _text(part, most, where, least=least)
    assert isinstance(part, dict)
    _must(part["type"] == "plain_text", f"{where} must be plain_text")


def _block(block: Json, allowed: frozenset[str]) -> None:
    kind = block.get("type")
    _must(kind in allowed, f"block type {kind} is not supported here")
    check = _BLOCKS.get(str(kind))
    if check:
        check(block)


def _task(chunk: Json) -> None:
    _must(chunk.get("id") and chunk.get("title"), "task_update needs id and title")
    known = ("pending", "in_progress", "complete", "error")
    _must(chunk.get("status") in known, f"task_update has no status of {known}")
    for name in ("details", "output"):
        _must(len(chunk.get(name) or "") <= 256, f"task_update {name} is over 256 characters")


def _plan(chunk: Json) -> None:
    _must(chunk.get("title"), "plan_update needs a title")


def _section(block: Json) -> None:
    text, fields = block.get("text"), block.get("fields")
    _must(text or fields, "section needs text or fields")
    if text is not None:
        _text(text, 3000, "section text")
    if fields is not None:
        _must(1 <= len(fields) <= 10, "section has up to 10 fields")
        for each in fields:
            _text(each, 2000, "section field")
    if block.get("accessory"):
        _element(block["accessory"], INPUTS | BUTTONS | {"image"})


def _actions(block: Json) -> None:
    _elements(block, 25, INPUTS | BUTTONS - {"feedback_buttons", "icon_button"} - {"file_input"})


def _context(block: Json) -> None:
    elements = block.get("elements") or []
    _must(1 <= len(elements) <= 10, "context has 1 to 10 elements")
    for each in elements:
        if each.get("type") == "image":
            _image(each)
        else:
            _text(each, 3000, "context text")


def _context_actions(block: Json) -> None:
    _elements(block, 5, frozenset({"feedback_buttons", "icon_button"}))


def _elements(block: Json, most: int, allowed: frozenset[str]) -> None:
    elements = block.get("elements") or []
    _must(1 <= len(elements) <= most, f"{block['type']} has 1 to {most} elements")
    names = [each["action_id"] for each in elements if "action_id" in each]
    _must(len(names) == len(set(names)), "action_id is there twice in one block")
    for each in elements:
        _element(each, allowed)


def _header(block: Json) -> None:
    _plain(block.get("text"), 150, "header")


def _markdown(block: Json) -> None:
    text = block.get("text")
    _must(isinstance(text, str) and 1 <= len(text) <= MARKDOWN, "markdown has 1 to 12000")


def _image(block: Json) -> None:
    alt = block.get("alt_text")
    _must(isinstance(alt, str) and len(alt) <= 2000, "image needs alt_text of up to 2000")
    url, file = block.get("image_url"), block.get("slack_file")
    _must(bool(url) != bool(file), "image needs image_url or slack_file")
    _must(len(url or "") <= 3000, "image_url is over 3000")
    if block.get("title") is not None:
        _plain(block["title"], 2000, "image title")


def _input(block: Json) -> None:
    _plain(block.get("label"), 2000, "input label")
    if block.get("hint") is not None:
        _plain(block["hint"], 2000, "input hint")
    _element(block.get("element"), INPUTS)


def _table(block: Json) -> None:
    rows = block.get("rows") or []
    _must(1 <= len(rows) <= 100, "table has 1 to 100 rows")
    _must(all(1 <= len(row) <= 20 for row in rows), "a table row has 1 to 20 cells")
    for cell in (cell for row in rows for cell in row):
        _must(cell.get("type") in ("raw_text", "raw_number", "rich_text"), "unknown table cell")
    _must(sum(map(len, shown_texts(rows))) <= 10_000, "table has over 10000 characters")


def _rich_text(block: Json) -> None:
    _must(isinstance(block.get("elements"), list), "rich_text needs elements")


def _element(element: object, allowed: frozenset[str]) -> None:
    _must(isinstance(element, dict), "an element must be an object")
    assert isinstance(element, dict)
    kind = element.get("type")
    _must(kind in allowed, f"element {kind} is not supported here")
    if kind == "image":
        return _image(element)
    name = element.get("action_id")
    _must(name is None or 1 <= len(name) <= 255, "action_id has 1 to 255 characters")
    if element.get("placeholder") is not None:
        _plain(element["placeholder"], 150, "placeholder")
    if element.get("confirm") is not None:
        _confirm(element["confirm"])
    check = _ELEMENTS.get(str(kind))
    if check:
        check(element)
    return None


def _confirm(part: Json) -> None:
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        _text(part.get(name), most, f"confirm {name}")


def _button(element: Json) -> None:
    _plain(element.get("text"), 75, "button text")
    _must(len(element.get("value") or "") <= 2000, "button value is over 2000")
    _must(len(element.get("url") or "") <= 3000, "button url is over 3000")
    _must(element.get("style") in (None, "primary", "danger"), "unknown button style")
    _must(len(element.get("accessibility_label") or "") <= 75, "accessibility_label is over 75")


def _feedback_buttons(element: Json) -> None:
    for name in ("positive_button", "negative_button"):
        button = element.get(name)
        _must(isinstance(button, dict), f"feedback_buttons needs {name}")
        assert isinstance(button, dict)
        _plain(button.get("text"), 75, name)
        _must(0 < len(button.get("value") or "") <= 2000, f"{name} needs a value of up to 2000")
        _must(len(button.get("accessibility_label") or "") <= 75, "accessibility_label is over 75")


def _icon_button(element: Json) -> None:
    _must(element.get("icon"), "icon_button needs an icon")
    _plain(element.get("text"), 75, "icon_button text")


def _option(option: Json) -> None:
    _text(option.get("text"), 75, "option text")
    value = option.get("value")
    _must(isinstance(value, str) and 1 <= len(value) <= 150, "option value has 1 to 150")
    if option.get("description") is not None:
        _text(option["description"], 75, "option description")


def _options(most: int) -> Callable[[Json], None]:
    def check(element: Json) -> None:
        groups = element.get("option_groups") or []
        grouped = [option for group in groups for option in group.get("options", [])]
        options = element.get("options") or grouped
        _must(len(groups) <= 100, f"{element['type']} has up to 100 groups")
        for part in [each["options"] for each in groups] or [options]:
            _must(1 <= len(part) <= most, f"{element['type']} has 1 to {most} options")
        for each in options:
            _option(each)
        for name in ("initial_option", "initial_options"):
            chosen = element.get(name) or []
            for each in chosen if isinstance(chosen, list) else [chosen]:
                _must(each in options, f"{name} is not one of the options")

    return check


def _plain_text_input(element: Json) -> None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    _must(0 <= least <= most <= 3000, "plain_text_input has up to 3000 characters")
    _must(len(element.get("initial_value") or "") <= most, "initial_value is too long")


_CHUNKS: dict[str, Callable[[Json], None]] = {
    "markdown_text": _markdown,
    "task_update": _task,
    "plan_update": _plan,
    "blocks": lambda chunk: None,
}
_BLOCKS: dict[str, Callable[[Json], None]] = {
    "section": _section,
    "actions": _actions,
    "context": _context,
    "context_actions": _context_actions,
    "header": _header,
    "markdown": _markdown,
    "image": _image,
    "input": _input,
    "table": _table,
    "rich_text": _rich_text,
}
_ELEMENTS: dict[str, Callable[[Json], None]] = {
    "button": _button,
    "feedback_buttons": _feedback_buttons,
    "icon_button": _icon_button,
    "overflow": _options(5),
    "static_select": _options(100),
    "multi_static_select": _options(100),
    "checkboxes": _options(10),
    "radio_buttons": _options(10),
    "plain_text_input": _plain_text_input,
}
