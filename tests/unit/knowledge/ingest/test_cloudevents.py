"""The envelope and JSON's traps."""

import json
from typing import Any

import pytest

from knowledge.ingest.cloudevents import NotJson, check_json, fingerprint, parse_json, read_envelope
from knowledge.ingest.fields import BadValue

EVENT: dict[str, Any] = {
    "specversion": "1.0",
    "type": "tandem.recommendation.issued",
    "id": "evt-1",
    "source": "optimizer",
    "time": "2026-11-20T14:03:05Z",
    "data": {},
}


def test_the_whole_event_is_kept_as_it_came() -> None:
    event = {**EVENT, "partitionkey": "line-4", "data": {"a": [1, {"b": None}]}}
    assert read_envelope(event).raw == event


def test_the_fingerprint_is_of_the_content_not_of_the_delivery() -> None:
    again = {**EVENT, "id": "evt-2", "traceparent": "00-1"}
    assert fingerprint(again) == fingerprint(dict(reversed(EVENT.items())))
    assert fingerprint({**EVENT, "data": {"a": 1}}) != fingerprint(EVENT)
    assert fingerprint({**EVENT, "source": "other"}) != fingerprint(EVENT)


def test_binary_data_is_refused() -> None:
    with pytest.raises(BadValue, match="data_base64"):
        read_envelope({**EVENT, "data_base64": "AAAA"})


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/vnd.x+json", ""])
def test_json_by_any_of_its_names_is_accepted(kind: str) -> None:
    assert read_envelope({**EVENT, "datacontenttype": kind}).id == "evt-1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'{"a": {"b": 1, "b": 2}}', "twice"),
        (b"[" * 100_000, "nested"),
        (b"1" * 5_000, "digits"),
        (b'{"a": 1', "must be JSON; at character 8"),
        ('{"a": "\u00fc"}'.encode("latin-1"), "Latin-1"),
        ('{"a": 1}'.encode("utf-16"), "UTF-16"),
        (b"", "must be JSON"),
        (b'{\n"a": 1,\n"b"}', "must be JSON; at line 3, character 4"),
    ],
)
def test_what_is_no_plain_json_is_refused_with_a_sentence(text: bytes, said: str) -> None:
    with pytest.raises(BadValue, match=said):
        parse_json(text)


def test_only_what_may_be_cut_off_counts_as_no_json() -> None:
    for cut in (b'{"a": "b', '{"a": "\u00fc'.encode()[:-1], b'{"a"'):
        with pytest.raises(NotJson):
            parse_json(cut)
    for wrong in (b'{"a": 1, "a": 2}', b'{"a": "\xfc"}'):
        with pytest.raises(BadValue) as refused:
            parse_json(wrong)
        assert not isinstance(refused.value, NotJson)


@pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"1e999"])
def test_a_number_that_is_none_is_refused_with_its_path(number: bytes) -> None:
    event = parse_json(b'{"data": {"inputs": [{"value": ' + number + b"}]}}")
    with pytest.raises(BadValue, match=r"data.inputs\[0\].value is .*; it must be a finite"):
        check_json(event)  # type: ignore[arg-type]


def test_a_byte_order_mark_is_no_content() -> None:
    assert parse_json(b"\xef\xbb\xbf" + json.dumps(EVENT).encode()) == EVENT


def test_what_is_not_json_inside_an_event_is_named_with_its_path() -> None:
    for odd in (b"bytes", {1, 2}, object()):
        with pytest.raises(BadValue) as refused:
            check_json({"data": {"list": [0, odd]}})
        assert refused.value.path == "data.list[1]"
    with pytest.raises(BadValue, match="names"):
        check_json({"data": {1: "a"}})  # type: ignore[dict-item]
