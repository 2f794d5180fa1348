"""Values read by name and type, and how they are shown when they are wrong."""

from datetime import UTC, datetime
from typing import Any

import pytest

from knowledge.ingest.fields import BadValue, Fields, checked_time, plain, shown


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "null"),
        (True, "true"),
        (8.6, "8.6"),
        (float("nan"), "NaN"),
        (float("-inf"), "Infinity"),
        (10**300, "a number of more than 60 digits"),
        ("high", '"high"'),
        ("x" * 70, '"' + "x" * 60 + '"… (70 characters)'),
        ("half \ud800", '"half ?"'),
        ([1, 2], "a list of 2"),
        ([], "an empty list"),
        ({"a": 1}, "an object"),
    ],
)
def test_a_value_is_shown_short_and_says_its_whole_length(value: Any, said: str) -> None:
    assert shown(value) == said


def test_a_report_holds_short_values_themselves() -> None:
    for value in (None, True, 7, 8.6, "high"):
        assert plain(value) is value
    assert plain(float("nan")) == "NaN"
    assert plain([1]) == "a list of 1"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-11-20T14:03:05Z", datetime(2026, 11, 20, 14, 3, 5, tzinfo=UTC)),
        ("2026-11-20t14:03:05z", datetime(2026, 11, 20, 14, 3, 5, tzinfo=UTC)),
        ("2026-11-20 14:03:05+01:00", datetime(2026, 11, 20, 13, 3, 5, tzinfo=UTC)),
        ("2026-11-20T14:03:05.25-00:30", datetime(2026, 11, 20, 14, 33, 5, 250_000, tzinfo=UTC)),
        ("2026-11-20T14:03:05.1234567Z", datetime(2026, 11, 20, 14, 3, 5, 123_456, tzinfo=UTC)),
    ],
)
def test_a_time_of_rfc_3339_is_read_as_utc(text: str, time: datetime) -> None:
    found = checked_time("time", text)
    assert found == time
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-11-20T14:03:05", "zone"),
        ("2026-11-20", "RFC 3339"),
        ("20261120T140305Z", "RFC 3339"),
        ("2026-W47-5T14:03:05Z", "RFC 3339"),
        ("２０２６-11-20T14:03:05Z", "RFC 3339"),
        ("2026-11-20T25:03:05Z", "exists"),
        ("2026-11-20T14:03:05+99:00", "exists"),
        ("9999-12-31T23:59:59-23:00", "exists"),
        (1763647385, "RFC 3339"),
    ],
)
def test_another_time_is_refused_with_what_is_wrong(text: Any, said: str) -> None:
    with pytest.raises(BadValue, match=said):
        checked_time("time", text)


def test_blanks_around_a_text_are_no_part_of_it() -> None:
    fields = Fields({"name": "  moisture \n", "unit": "  ", "none": None}, "inputs[0]")
    assert fields.text("name") == "moisture"
    assert fields.optional_text("unit") == ""
    with pytest.raises(BadValue, match=r"inputs\[0\].unit is .* must be text that is not empty"):
        fields.text("unit")
    with pytest.raises(BadValue, match=r"inputs\[0\].none is null; it must be text"):
        fields.text("none")


def test_what_nobody_read_is_the_rest() -> None:
    fields = Fields({"name": "a", "value": 1, "odd": [1]}, "")
    fields.text("name")
    fields.optional_number("absent")
    assert fields.rest() == {"value": 1, "odd": [1]}
