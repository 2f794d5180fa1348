"""Nothing is lost when a text is broken or pieces are packed."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.blocks.fitting import packed, pieces


@given(st.text(), st.integers(1, 40))
def test_the_pieces_of_a_text_are_the_text(text: str, most: int) -> None:
    found = pieces(text, most)
    assert "".join(found) == text
    assert all(len(each) <= most for each in found)


def test_a_text_is_broken_where_it_reads_best() -> None:
    assert pieces("One two. Three four", 12) == ["One two. ", "Three four"]
    assert pieces("One two\nThree. four", 12) == ["One two\n", "Three. four"]
    assert pieces("one two three", 9) == ["one two ", "three"]
    assert pieces("abcdefgh", 3) == ["abc", "def", "gh"]


@given(st.lists(st.integers(0, 50)), st.integers(1, 60), st.integers(1, 60))
def test_every_item_is_packed_once_in_order(items: list[int], first: int, rest: int) -> None:
    parts = packed(items, sum, first=first, rest=rest)
    assert [each for part in parts for each in part] == items
    for number, part in enumerate(parts):
        assert len(part) <= 1 or sum(part) <= (rest if number else first)
