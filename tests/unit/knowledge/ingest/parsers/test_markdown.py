"""Markdown as procedures are written in it."""

from knowledge.ingest.blocks import Block, BlockKind
from knowledge.ingest.parsers.markdown import parse_markdown


def rendered(text: str) -> str:
    return "\n".join(block.rendered() for block in parse_markdown(text).blocks)


def test_nested_steps_keep_their_numbers_and_depth() -> None:
    text = "3. Open\n   - left\n   - right\n\n   Wait.\n4. Close\n"
    assert rendered(text) == "3. Open\n  - left\n  - right\n  Wait.\n4. Close"


def test_a_table_in_a_step_follows_its_number() -> None:
    assert rendered("1. | a | b |\n   |---|---|\n   | 1 | 2 |\n") == "1. \na | b\n1 | 2"


def test_links_and_images_give_their_words_not_their_addresses() -> None:
    text = "See [the guide](https://x.example/a) and ![valve V-3 open](v.png), <br>`x = 1`"
    assert rendered(text) == "See the guide and valve V-3 open,\nx = 1"


def test_warnings_of_every_writing_are_warnings() -> None:
    for text in (
        "> [!WARNING]\n> Hot surface",
        "!!! warning\n    Hot surface",
        "**Warning:** Hot surface",
        '<div class="warning">Warning: Hot surface</div>',
        "DANGER - Hot surface",
    ):
        (block,) = parse_markdown(text).blocks
        assert block.kind is BlockKind.WARNING, text
        assert "Hot surface" in block.text


def test_embedded_html_is_read_without_its_scripts() -> None:
    text = "<details><summary>Why</summary>\n<script>alert(1)</script>Because <b>so</b></details>"
    assert rendered(text) == "Why\nBecause so"


def test_the_marks_of_myst_are_taken_off() -> None:
    text = "(label)=\n# A\n\nsee {ref}`label`\n\n:::{note}\nMind\n:::\n"
    assert rendered(text) == "A\nsee label\nMind"


def test_the_first_level_one_heading_is_the_title() -> None:
    assert parse_markdown("## Small\n\n# Big *one*\n").title == "Big one"


def test_code_keeps_its_lines_and_indents() -> None:
    (block,) = parse_markdown("```\nif a:\n    b\n```").blocks
    assert block == Block(BlockKind.CODE, "if a:\n    b")
