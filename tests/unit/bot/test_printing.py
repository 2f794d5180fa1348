"""Rules of what a terminal shows: plain, complete, and silent where nobody watches."""

import io

import pytest

from bot.owner import A_CLAIM, CommandFailed
from bot.printing import (
    ProgressLine,
    checked_time,
    checks_text,
    documents_text,
    events_text,
    hits_text,
    measures_text,
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_and_taken_away() -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    line("indexing", 200, 500)
    assert "indexing 40 % (200 of 500)" in terminal.getvalue()
    line.clear()
    assert terminal.getvalue().endswith("\r")


def test_progress_without_a_known_end_is_its_label() -> None:
    terminal = Terminal()
    ProgressLine(terminal)("waiting for `tandem ask`", 0, 0)
    assert terminal.getvalue() == "\rwaiting for `tandem ask`"


def test_progress_says_nothing_into_a_file() -> None:
    file = io.StringIO()
    line = ProgressLine(file)
    line("indexing", 200, 500)
    line.clear()
    assert file.getvalue() == ""


def test_a_shorter_line_leaves_nothing_of_a_longer_one() -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    line("a long label", 0, 0)
    line("short", 0, 0)
    assert terminal.getvalue().endswith("\rshort       ")


@pytest.mark.parametrize("text", ["2026-11-20T14:00:00Z", "2026-11-20T14:00:00+01:00"])
def test_a_time_with_a_zone_is_taken(text: str) -> None:
    assert checked_time(text) == text


@pytest.mark.parametrize("text", ["2026-11-20T14:00:00", "2026-11-20", "yesterday", ""])
def test_a_time_without_a_zone_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(CommandFailed, match="2026-11-20T14:00:00Z"):
        checked_time(text)


def test_refused_events_are_listed_by_line_path_value_and_reason() -> None:
    refused = [{"line": 3, "path": "data.action", "value": None, "reason": "must be text"}]
    text = events_text({"accepted": 1200, "known": 0, "refused": refused, "notes": []})
    assert text.splitlines() == [
        "Events: 1,200 accepted, 0 already known.",
        "1 refused:",
        "  line 3: data.action is null; it must be text",
    ]


def test_a_long_list_says_how_many_more_and_how_to_see_them() -> None:
    refused = [{"line": n, "path": "id", "value": 0, "reason": "must be text"} for n in range(50)]
    text = events_text({"accepted": 0, "known": 0, "refused": refused})
    assert "and 30 more: --json lists all." in text


def test_a_shortened_passage_says_how_to_see_all() -> None:
    hit = {
        "rank": 1,
        "document": "SOP-114",
        "title": "Seasoning",
        "revision": "C",
        "section": "6.2",
        "page": 3,
        "controlled": False,
        "heading_path": ["6 Over-seasoning", "6.2 Drum speed"],
        "text": "word " * 200,
    }
    text = hits_text({"hits": [hit]})
    heading = "1. SOP-114, rev C, 6.2, p. 3, uncontrolled: 6 Over-seasoning > 6.2 Drum speed"
    assert text.splitlines()[0] == heading
    assert "--json shows all" in text


def test_nothing_found_says_what_to_do() -> None:
    assert "Try other words" in hits_text({"hits": []})


def test_documents_and_measures_and_checks_are_complete() -> None:
    assert documents_text({"summary": ["2 files."], "seconds": 1.24}) == "2 files.\nDone in 1.2 s."
    assert measures_text({"ndcg@10": 0.7, "mrr@10": 0.6}) == "ndcg@10  0.7\nmrr@10   0.6"
    checks = [{"name": "disk", "state": "warn", "text": "1 GB", "remedy": "Free some."}]
    assert checks_text({"checks": checks, "problems": 0, "warnings": 1}).splitlines() == [
        "warn    disk: 1 GB",
        "        -> Free some.",
        "Problems: 0. Warnings: 1.",
    ]


def test_claims_stand_below_each_other_until_the_whole_answer_takes_their_place() -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    line("asking", 0, 0)
    line("It is wet. [R1]", 0, A_CLAIM)
    line("word " * 60, 0, A_CLAIM)
    shown = terminal.getvalue()
    assert "\rIt is wet. [R1]\n" in shown
    lines_told = shown.count("\n")
    assert lines_told > 3
    line.clear()
    assert terminal.getvalue() == f"{shown}\x1b[{lines_told}F\x1b[J"
