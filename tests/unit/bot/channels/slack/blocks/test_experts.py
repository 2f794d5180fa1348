"""Whoever is asked sees what becomes of their words, and how they change or take them back."""

from dataclasses import replace

import pytest

from bot.channels.slack.blocks.experts import (
    again_post,
    kept_post,
    offer_post,
    question_post,
    replied_post,
    taken_back_post,
    which_post,
    withdrawn_post,
)
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.names import MOST_VALUE, Act, Ref
from bot.experts import Asked
from knowledge.model import ExpertReply
from tests.slack.golden import same_as
from tests.slack.validity import check_post, nodes
from tests.small_plant import LINE_4, NOW

ASKED = Asked("g1", "Where is the spare belt of drum 2 kept?", "Line 4, Drum 2")
REPLY = ExpertReply("r", "g1", ASKED.text, LINE_4, "p-2", "In the loft.", NOW)


def buttons(post: Post) -> list[str]:
    return [each["text"]["text"] for each in nodes(post.blocks) if each.get("type") == "button"]


def test_question_says_that_its_thread_is_listened_to() -> None:
    post = question_post(ASKED)
    check_post(post)
    assert "reply in this thread" in post.text
    assert "with your name" in post.text
    same_as("expert_question", post.blocks)


def test_question_in_another_language_stands_in_english_words_too() -> None:
    post = question_post(replace(ASKED, text="Wo liegt der Riemen?", read_as="where lies belt?"))
    check_post(post)
    assert "Read as: “where lies belt?”" in post.text


def test_kept_words_can_be_changed_and_taken_back() -> None:
    post = kept_post(REPLY)
    check_post(post)
    assert buttons(post) == ["Change it", "Take it back"]
    assert "with your name" in post.text
    assert REPLY.text not in post.text
    same_as("expert_kept", post.blocks)


def test_changed_words_stand_there_with_whether_a_name_does() -> None:
    post = kept_post(replace(REPLY, unnamed=True), changed=True)
    check_post(post)
    assert REPLY.text in post.text
    assert "without your name" in post.text


def test_nobody_is_said_to_be_told_what_is_kept_back() -> None:
    for post in (kept_post(replace(REPLY, routed=True)), replied_post(replace(REPLY, routed=True))):
        check_post(post)
        assert "is told now" not in post.text
        assert "whoever asked is not told" in post.text


def test_offer_says_that_nothing_is_kept_yet() -> None:
    post = offer_post(ASKED, message="1.2", thread="1.1")
    check_post(post)
    assert buttons(post) == ["Keep it as the answer"]
    assert "kept nothing" in post.text
    same_as("expert_offer", post.blocks)


def test_each_open_question_has_its_button_and_one_is_for_none() -> None:
    other = replace(ASKED, gap="g2", text="Where is the long ladder kept?")
    post = which_post([ASKED, other], message="1.2", text="In the loft.")
    check_post(post)
    assert buttons(post) == ["This one", "This one", "None: I ask you something"]
    pointed = [
        Ref.read(each["value"]) for each in nodes(post.blocks) if each.get("action_id") == Act.KEEP
    ]
    assert [(each.key, each.message) for each in pointed] == [("g1", "1.2"), ("g2", "1.2")]
    same_as("expert_which", post.blocks)


@pytest.mark.parametrize("text", ["Leila has the key.", "x" * 2 * MOST_VALUE])
def test_further_words_are_offered_to_be_added(text: str) -> None:
    post = again_post(REPLY, text)
    check_post(post)
    assert buttons(post) == ["Add it", "Take my answer back"]


@pytest.mark.parametrize("post", [replied_post(REPLY), taken_back_post(), withdrawn_post()])
def test_afterwards_there_is_nothing_to_press(post: Post) -> None:
    check_post(post)
    assert buttons(post) == []
