"""Lines of a terminal hold what fits, in any script, and lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wrapping import columns, wrapped

CHINESE = (
    "与规程有冲突：建议把 drum speed setpoint 设为 38 rpm，规程的说法不同。操作之前请先弄清楚。"
)


@pytest.mark.parametrize("width", [12, 30, 88])
def test_chinese_breaks_between_characters_within_the_width(width: int) -> None:
    lines = wrapped(CHINESE, width, first="  - ", rest="    ")
    assert all(columns(line) <= width + 2 for line in lines), "a closing sign may hang over"
    assert not any(line.strip()[0] in "，。：" for line in lines)


@given(st.text(alphabet="ab 规程，。3", max_size=80))
def test_no_word_is_lost(text: str) -> None:
    lines = wrapped(text, 20)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_words_set_apart_break_as_before() -> None:
    assert wrapped("aa bb cc", 5, first="- ", rest="  ") == ["- aa", "  bb", "  cc"]
