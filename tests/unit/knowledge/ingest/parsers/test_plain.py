"""Plain text as people type it."""

from knowledge.ingest.blocks import BlockKind
from knowledge.ingest.parsers.plain import numbered_heading, parse_plain


def test_numbered_headings_are_told_from_steps() -> None:
    levels = {
        "6 LIMITS": 1,
        "6 Limits": 1,
        "6.2 Drum speed": 2,
        "6.2.1. Fine tuning": 3,
        "1. Close the valve": 0,
        "3.5 bar is too much.": 0,
        "2 valves are open": 0,
        "2.5 %": 0,
        "12:30 Lunch": 0,
    }
    found = {text: block.level if (block := numbered_heading(text)) else 0 for text in levels}
    assert found == levels


def test_steps_bullets_and_wrapped_lines() -> None:
    text = "Do this:\n1. Open the\n   valve\n2) Wait\n* mind\n(c) last\n\nDone"
    blocks = parse_plain(text).blocks
    assert [block.rendered() for block in blocks] == [
        "Do this:",
        "1. Open the valve",
        "2) Wait",
        "- mind",
        "(c) last",
        "Done",
    ]


def test_a_warning_is_known_by_its_first_word() -> None:
    (block,) = parse_plain("CAUTION: hot\nsurface").blocks
    assert (block.kind, block.text) == (BlockKind.WARNING, "CAUTION: hot surface")
