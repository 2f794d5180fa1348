"""Test sets as text files: one record a line, and what is said when a file is not like that.

Does not know which fields a record has.
"""

import json
from collections.abc import Iterator
from pathlib import Path


class BadTestSet(ValueError):
    """A file of the test set is not in its format; the message says where and what to do."""


def records(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """Yield the JSON objects of a file with their line numbers. Raises ``BadTestSet``."""
    for number, line in lines(path):
        try:
            record = json.loads(line)
        except ValueError as problem:
            raise BadTestSet(f"{path}, line {number}: not JSON ({problem})") from problem
        if not isinstance(record, dict):
            raise BadTestSet(f"{path}, line {number}: {line[:60]!r} is no JSON object")
        yield number, record


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, numbered from 1. Raises ``BadTestSet``."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise BadTestSet(f"{path} cannot be read ({problem.strerror})") from problem
    except UnicodeDecodeError as problem:
        raise BadTestSet(f"{path} is not UTF-8 (byte {problem.start}); save it as UTF-8") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line.rstrip("\r")
