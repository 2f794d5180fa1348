"""What the assistant asks is one question about equipment, to be answered, left, or ended."""

import pytest

from bot.channels.slack.blocks.inquiries import (
    answered_post,
    back_post,
    inquiry_post,
    left_post,
    let_go_post,
    over_post,
)
from bot.channels.slack.blocks.posts import Post
from bot.inquiries import Asked
from tests.slack.golden import same_as
from tests.slack.validity import check_post, nodes

ASKED = Asked(
    7,
    "Line 4, Drum 2",
    "Several overrides on Line 4, Drum 2 since 2026-11-20 (seasoning lot is new). "
    "What did you see?",
)


def buttons(post: Post) -> list[str]:
    return [each["text"]["text"] for each in nodes(post.blocks) if each.get("type") == "button"]


def test_it_can_be_answered_left_and_ended() -> None:
    post = inquiry_post(ASKED)
    check_post(post)
    assert ASKED.text in post.text
    assert buttons(post) == ["Say what I saw", "No, thanks", "Do not ask me again"]
    same_as("inquiry_open", post.blocks)


@pytest.mark.parametrize("post", [answered_post(), let_go_post(), over_post(), back_post()])
def test_afterwards_there_is_nothing_to_press(post: Post) -> None:
    check_post(post)
    assert buttons(post) == []


def test_who_wants_no_questions_finds_the_way_back() -> None:
    post = left_post(7)
    check_post(post)
    assert buttons(post) == ["Ask me now and then after all"]
