"""Files with one JSON value a line."""

from pathlib import Path

import pytest

from knowledge.ingest.jsonl import MAX_LINE, BadFile, Line, read_lines


def lines(tmp_path: Path, data: bytes) -> list[Line]:
    path = tmp_path / "events.jsonl"
    path.write_bytes(data)
    return list(read_lines(path))


def test_blank_lines_are_ignored_but_counted(tmp_path: Path) -> None:
    found = lines(tmp_path, b'\n  \r\n{"a": 1}\r\n\t\n{"a": 2}')
    assert [(line.number, line.value) for line in found] == [(3, {"a": 1}), (5, {"a": 2})]
    assert found[-1].end == len(b'\n  \r\n{"a": 1}\r\n\t\n{"a": 2}')


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    assert [line.value for line in lines(tmp_path, b"\xef\xbb\xbf1\n2\n")] == [1, 2]


def test_a_bad_line_does_not_end_the_others(tmp_path: Path) -> None:
    found = lines(tmp_path, b'{"a": 1}\n{"a": \n{"a": "\xfc"}\n{"a": 1, "a": 2}\n{"a": 5}\n')
    assert [line.wrong is None for line in found] == [True, False, False, False, True]
    assert "Latin-1" in str(found[2].wrong)


@pytest.mark.parametrize("tail", [b'{"a": 2', '{"a": "\u00fc'.encode()[:-1], b'{"a": tr'])
def test_a_cut_off_last_line_is_named_as_such(tmp_path: Path, tail: bytes) -> None:
    found = lines(tmp_path, b'{"a": 1}\n' + tail)
    assert found[0].wrong is None
    assert found[1].number == 2
    assert "the file ends in the middle of it" in str(found[1].wrong)


def test_a_line_cut_off_inside_a_text_is_told_where_the_text_begins(tmp_path: Path) -> None:
    cut, _ = lines(tmp_path, b'{"a": "b\r\n{"a": 1}\n')
    assert "must be JSON; at character 7: unterminated string" in str(cut.wrong)
    assert not str(cut.wrong).endswith("at")


def test_a_last_line_that_is_wrong_but_whole_is_not_called_cut_off(tmp_path: Path) -> None:
    assert "twice" in str(lines(tmp_path, b'{"a": 1, "a": 2}')[0].wrong)
    assert "ends in the middle" not in str(lines(tmp_path, b'{"a": }\n')[0].wrong)


def test_a_line_without_end_is_skipped_without_reading_it_into_memory(tmp_path: Path) -> None:
    found = lines(tmp_path, b'"' + b"x" * (2 * MAX_LINE + 10) + b'"\n{"a": 2}\n')
    assert "more than 4,000,000 bytes" in str(found[0].wrong)
    assert (found[1].number, found[1].value) == (2, {"a": 2})


def test_files_that_cannot_be_read_at_all_are_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no such file"):
        list(read_lines(tmp_path / "absent.jsonl"))
    with pytest.raises(BadFile, match="is a directory"):
        list(read_lines(tmp_path))
    with pytest.raises(BadFile, match=r"events.jsonl is empty"):
        lines(tmp_path, b"")
    with pytest.raises(BadFile, match="UTF-16"):
        lines(tmp_path, '{"a": 1}'.encode("utf-16"))
