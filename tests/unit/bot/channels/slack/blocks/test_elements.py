"""The pieces of blocks keep Slack's limits, and what follows each other stands on its own line."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.blocks.elements import (
    Json,
    actions,
    bullets,
    button,
    context,
    cut,
    line,
    plain,
    rich,
    words,
)
from bot.channels.slack.blocks.reading import read_aloud
from bot.channels.slack.names import Act, Ref
from tests.slack.validity import check_blocks


@given(st.text(), st.integers(2, 90))
def test_a_text_that_is_cut_fits_and_is_never_empty(text: str, most: int) -> None:
    assert 1 <= len(cut(text, most)) <= most
    assert plain(text, most)["emoji"] is False


def test_paragraphs_that_follow_each_other_stand_on_lines_of_their_own() -> None:
    block = rich(line(words("One", bold=True)), line(words("two")), bullets([line(words("three"))]))
    assert [each["type"] for each in block["elements"]] == ["rich_text_section", "rich_text_list"]
    assert read_aloud([block]) == "One\ntwo\n- three"


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=90), max_size=60))
def test_buttons_and_small_lines_fill_as_many_rows_as_they_need(texts: list[str]) -> None:
    pressed = [button(text, Act.ASK, Ref(word=text), number=n) for n, text in enumerate(texts)]
    rows: list[Json] = [*actions(pressed), *context(*texts)]
    if rows:
        check_blocks(rows)
    held = [each for row in rows if row["type"] == "actions" for each in row["elements"]]
    assert held == pressed


def test_a_button_whose_value_is_too_long_is_left_out() -> None:
    long = button("x", Act.WHY, Ref(decision="R" * 2_000))
    assert list(actions([long])) == []
