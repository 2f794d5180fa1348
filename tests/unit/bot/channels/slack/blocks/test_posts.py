"""Every message has blocks and a text, however long."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.blocks.posts import Post
from tests.slack.validity import check_post, nodes


@settings(max_examples=30)
@given(st.text(max_size=50) | st.integers(1, 20_000).map(lambda n: "word " * n))
def test_a_sentence_of_any_length_is_a_message(text: str) -> None:
    check_post(Post.saying(text))


def test_only_an_address_of_ours_is_a_link() -> None:
    post = Post.saying("See https://evil.example", link_to=("https://t.example/x", "Open"))
    check_post(post)
    (found,) = [each for each in nodes(post.blocks) if each.get("type") == "link"]
    assert found == {"type": "link", "url": "https://t.example/x", "text": "Open"}
