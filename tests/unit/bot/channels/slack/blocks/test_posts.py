"""Every message has blocks and a text, however long."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.blocks.posts import Post
from tests.slack.validity import check_post


@settings(max_examples=30)
@given(st.text(max_size=50) | st.integers(1, 20_000).map(lambda n: "word " * n))
def test_a_sentence_of_any_length_is_a_message(text: str) -> None:
    check_post(Post.saying(text))
