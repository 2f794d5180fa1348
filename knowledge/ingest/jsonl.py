"""JSON lines: one value a line, read as a stream with line numbers.

Knows what happens to files: byte order marks, other encodings, blank lines, a line cut off by a
full disk. Does not know what a value means (``reasoning_logs``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from knowledge.ingest.cloudevents import MAX_EVENT_SIZE, NotJson, parse_json
from knowledge.ingest.fields import BadValue

MAX_LINE: Final = 4 * MAX_EVENT_SIZE
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class BadFile(ValueError):
    """A file that cannot be read as JSON lines at all; names the file and the remedy."""


@dataclass(frozen=True)
class Line:
    """A line that is not blank: its number from 1, its value or what is wrong with it.

    ``end`` is the offset in bytes after it, for progress.
    """

    number: int
    value: object
    wrong: BadValue | None
    end: int


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a UTF-8 file that are not blank; a bad line does not end the others.

    Raises ``BadFile`` when the file is missing, no file, unreadable, empty or UTF-16.
    """
    try:
        with path.open("rb") as file:
            start = file.peek(2)[:2]
            if not start:
                raise BadFile(f"{path} is empty; nothing was ingested")
            if start in _UTF16:
                raise BadFile(f"{path} is UTF-16, not UTF-8; save it as UTF-8 and ingest it again")
            yield from _lines(file)
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from None


def _lines(file: BinaryIO) -> Iterator[Line]:
    number = end = 0
    while data := file.readline(MAX_LINE + 1):
        number += 1
        end += len(data)
        if len(data) > MAX_LINE:
            end += _skip_line(file)
            wrong = BadValue(
                "line", f"more than {MAX_LINE:,} bytes", "must be smaller; one event a line"
            )
            yield Line(number, None, wrong, end)
        elif data.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _line(number, data, end)


def _line(number: int, data: bytes, end: int) -> Line:
    try:
        # Without its end, a line cut off inside a text is an open text, not a bad character.
        return Line(number, parse_json(data.rstrip(b"\r\n")), None, end)
    except BadValue as bad:
        if data.endswith(b"\n") or not isinstance(bad, NotJson):
            return Line(number, None, bad, end)
        rule = "must be whole; the file ends in the middle of it, so write the line again"
        tail = data[-40:].decode("utf-8", "replace")
        return Line(number, None, BadValue("line", f"…{tail}", rule), end)


def _skip_line(file: BinaryIO) -> int:
    skipped = 0
    while data := file.readline(MAX_LINE):
        skipped += len(data)
        if data.endswith(b"\n"):
            break
    return skipped
