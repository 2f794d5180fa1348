"""What a model wrote becomes plain claims, or is unfit; nothing alive gets through."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.generative.lines import (
    LONGEST,
    MOST_CHARACTERS,
    Unfit,
    claim_of,
    lines_of,
    plain,
)
from knowledge.hygiene import alive, clean
from knowledge.language import ModelFailed, Piece, Trouble
from knowledge.model import ClaimKind


def line(text: Any, cites: Any = ("R1",)) -> str:
    return json.dumps({"text": text, "cites": list(cites) if isinstance(cites, tuple) else cites})


def test_lines_are_whole_however_they_are_cut() -> None:
    text = '```json\n{"a": 1}\n\n{"b": 2}\n```\n{"c": 3}'
    for size in (1, 3, 100):
        pieces = [Piece(text[at : at + size]) for at in range(0, len(text), size)]
        assert list(lines_of(pieces)) == ['{"a": 1}', '{"b": 2}', '{"c": 3}']


def test_a_text_without_end_is_given_up() -> None:
    with pytest.raises(ModelFailed) as failed:
        list(lines_of(Piece("x" * 1_000) for _ in range(MOST_CHARACTERS)))
    assert failed.value.trouble is Trouble.ENDLESS


def test_a_claim_has_its_text_and_each_label_once() -> None:
    claim = claim_of(line("Moisture is 3.4 %.", ("R1", "S2", "R1")))
    assert (claim.text, claim.citations) == ("Moisture is 3.4 %.", ("R1", "S2"))
    assert (claim.kind, claim.quote, claim.derived) == (ClaimKind.REASON, False, ())


def test_what_only_procedures_say_is_told_as_theirs() -> None:
    assert claim_of(line("Keep it dry.", ("S1", "S2"))).kind is ClaimKind.PROCEDURE


@pytest.mark.parametrize(
    "wrong",
    [
        "Moisture is 3.4 %.",
        "{",
        "[]",
        "null",
        '"text"',
        '{"cites": ["R1"]}',
        line(3),
        line(None),
        line("It is wet.", "R1"),
        line("It is wet.", [1]),
        line("It is wet.", ["R1] [S1"]),
        line("It is wet.", ["reasoning log"]),
        '{"text": "It is wet."}',
        "[" * 100_000,
        line("long " * LONGEST),
    ],
)
def test_a_line_of_another_form_is_unfit(wrong: str) -> None:
    with pytest.raises(Unfit):
        claim_of(wrong)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**Moisture** is `3.4 %`.", "Moisture is 3.4 %."),
        ("- Moisture is *high*.", "Moisture is high."),
        ("## Moisture is high.", "Moisture is high."),
        ("Moisture is high [R1].", "Moisture is high."),
        ("Moisture is high [R1, S2].", "Moisture is high."),
        ("Moisture\u200b is\u202e high\U000e0041.", "Moisture is high."),
        ("Moisture\n is\t high.", "Moisture is high."),
        ('It says "keep dry".', "It says “keep dry”."),
        ("Es sagt „trocken halten“.", "Es sagt “trocken halten”."),
        ("2 * 3 and a_b stay.", "2 * 3 and a_b stay."),
        ("At 120 kg/h and 3.4 % (SOP-114, 6.2).", "At 120 kg/h and 3.4 % (SOP-114, 6.2)."),
    ],
)
def test_formatting_goes_and_the_words_stay(written: str, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "See https://evil.example/x?q=3.4",
        "See evil.co/leak",
        "See //evil.ru",
        "Write to a@b.example",
        "![x](https://evil.example/p.png)",
        "[click](javascript:alert(1))",
        "Ask <@U123> about it",
        "Ask @channel about it",
        "<!channel> look",
        "<img src=x onerror=alert(1)> wet",
        "<b>wet</b>",
        "data:text/html,x is wet",
    ],
)
def test_what_is_alive_is_unfit(text: str) -> None:
    with pytest.raises(Unfit):
        plain(text)


_PARTS = st.sampled_from(
    ["wet", "3.4 %", "**", "`", "[", "](", ")", "![", "<", ">", "@", "http", "://", "www.", "evil",
     ".com", "/", "\u200b", "\u202e", "\U000e0041", "#", "[R1]", '"', "“", "”", " ", "_", "~~",
     "\n"]
)  # fmt: skip


@given(st.lists(_PARTS, max_size=14).map("".join) | st.text(max_size=60))
def test_nothing_alive_or_unseen_is_ever_left(text: str) -> None:
    try:
        left = plain(text)
    except Unfit:
        return
    assert alive(left) == ""
    assert clean(left)[1] == 0
    assert "//" not in left
    assert len(left) <= LONGEST
