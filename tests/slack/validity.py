"""Whether Slack would take what is built, and that no mark-up is parsed in it.

Two judges: ``slack_sdk``'s validators, and the stand-in's limits, which are written from the
reference. Ids and values have to be ours.
"""

import logging
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.names import Ref, act_of
from tests.slack import limits
from tests.slack.limits import check_message

Json = dict[str, Any]


class _Complaints(logging.Handler):
    """Keeps what the SDK only warns of: an unknown field or element."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def check_post(post: Post) -> None:
    """Fail unless Slack would take the message."""
    assert post.text.strip()
    assert len(post.text) <= 3_000
    assert not any(mark in post.text for mark in ("<", ">", "://", "`", "*", "~"))
    check_message({"text": post.text, "blocks": list(post.blocks)})
    check_blocks(list(post.blocks))
    assert sum(each["type"] == "table" for each in post.blocks) <= 1


def check_view(view: Json) -> None:
    """Fail unless Slack would open the view, or publish it."""
    limits.check_view(view, view["type"])
    check_blocks(view["blocks"])
    _validate(View(**view))


def check_blocks(blocks: list[Json]) -> None:
    """Fail unless the SDK knows every block, every id is ours, and no text has mark-up."""
    complaints = _Complaints()
    logger = logging.getLogger("slack_sdk")
    logger.addHandler(complaints)
    try:
        for block in blocks:
            parsed = Block.parse(block)
            assert parsed is not None, block
            _validate(parsed)
    finally:
        logger.removeHandler(complaints)
    assert complaints.said == []
    for node in nodes(blocks):
        assert node.get("type") not in ("mrkdwn", "markdown", "broadcast", "user", "usergroup")
        if node.get("type") == "plain_text":
            assert node["emoji"] is False
        if isinstance(node.get("text"), str):
            assert node["text"]
        if "value" in node and node.get("type") == "button":
            assert act_of(node["action_id"]), node
            assert Ref.read(node["value"]).fits


def nodes(part: object) -> Iterator[Json]:
    """Give every object in the structure."""
    if isinstance(part, dict):
        yield part
        for each in part.values():
            yield from nodes(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from nodes(each)


def _validate(model: JsonObject) -> None:
    """Run the validators of the model and of everything in it."""
    model.validate_json()
    for name in model.attributes:
        part = getattr(model, name, None)
        for each in part if isinstance(part, list | tuple) else [part]:
            if isinstance(each, JsonObject):
                _validate(each)
