"""What many threads want written is written together, and each is told of its own."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.store import StoreError
from knowledge.store.together import Together


class Book:
    """What is written to: ``batches`` are the commits; it refuses negative numbers."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.may_write = threading.Event()
        self.may_write.set()
        self.is_writing = threading.Event()

    def write(self, numbers: Sequence[int]) -> list[str]:
        self.is_writing.set()
        assert self.may_write.wait(10)
        if any(number < 0 for number in numbers):
            raise StoreError("no negative numbers")
        if 13 in numbers:
            raise RuntimeError("a broken book")
        self.batches.append(list(numbers))
        return [f"wrote {number}" for number in numbers]


@pytest.fixture
def book() -> Book:
    return Book()


def write_while_one_writes(book: Book, first: int, others: Sequence[int]) -> list[object]:
    """Return what each was told when the others came while the first was being written."""
    keep = Together(book.write)
    book.may_write.clear()

    def told(number: int) -> object:
        try:
            return keep(number)
        except (StoreError, RuntimeError) as failure:
            return str(failure)

    with ThreadPoolExecutor(20) as threads:
        futures = [threads.submit(told, first)]
        assert book.is_writing.wait(10)
        futures += [threads.submit(told, number) for number in others]
        while len(keep._wishes) < len(others):
            pass
        book.may_write.set()
        return [each.result(timeout=10) for each in futures]


def test_one_alone_is_written_at_once(book: Book) -> None:
    assert Together(book.write)(1) == "wrote 1"
    assert book.batches == [[1]]


def test_who_comes_while_one_writes_is_written_with_the_others(book: Book) -> None:
    told = write_while_one_writes(book, 0, range(1, 9))
    assert told == [f"wrote {number}" for number in range(9)]
    assert [sorted(each) for each in book.batches] == [[0], list(range(1, 9))]


def test_what_cannot_be_written_is_told_to_who_brought_it_only(book: Book) -> None:
    told = write_while_one_writes(book, 0, [1, -2, 3])
    assert told == ["wrote 0", "wrote 1", "no negative numbers", "wrote 3"]


def test_whatever_breaks_nobody_is_told_of_what_was_not_written(book: Book) -> None:
    told = write_while_one_writes(book, 0, [13, 1, 2])
    written = {number for batch in book.batches for number in batch}
    assert "a broken book" in told
    for number, what in zip([0, 13, 1, 2], told, strict=True):
        assert (what == f"wrote {number}") == (number in written)
