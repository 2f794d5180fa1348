"""Writing together: what many threads want to keep at one moment is committed at once.

Knows who waits and who writes for all. Does not know what is written. A commit waits for the disk,
some milliseconds each; one after the other they add up, together they take as long as one.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, cast

from knowledge.store.errors import StoreError

Item = TypeVar("Item")
Result = TypeVar("Result")


class _Wish(Generic[Item, Result]):
    """What one thread wants written, and what became of it."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.is_done = False
        self.result: Result | None = None
        self.failure: StoreError | None = None


class Together(Generic[Item, Result]):
    """Calls ``write`` with what several threads bring; it commits all or raises ``StoreError``."""

    def __init__(self, write: Callable[[Sequence[Item]], Sequence[Result]]) -> None:
        self._write = write
        self._wishes: list[_Wish[Item, Result]] = []
        self._bringing = threading.Lock()
        self._writing = threading.Lock()

    def __call__(self, item: Item) -> Result:
        """Return what became of the item once it is committed.

        Raises the ``StoreError`` of writing this item; what others bring does not matter.
        """
        mine: _Wish[Item, Result] = _Wish(item)
        with self._bringing:
            self._wishes.append(mine)
        with self._writing:  # who gets in finds their own done, or writes all that is there
            if not mine.is_done:
                self._write_for_all(mine)
        if mine.failure is not None:
            raise mine.failure
        return cast(Result, mine.result)

    def _write_for_all(self, mine: _Wish[Item, Result]) -> None:
        with self._bringing:
            wishes, self._wishes = self._wishes, []
        try:
            self._fulfil(wishes)
        finally:  # whatever broke is this thread's to tell; the others try for themselves
            with self._bringing:
                self._wishes[:0] = [each for each in wishes if not (each.is_done or each is mine)]

    def _fulfil(self, wishes: Sequence[_Wish[Item, Result]]) -> None:
        try:
            results = self._write([wish.item for wish in wishes])
        except StoreError as failure:
            if len(wishes) == 1:
                wishes[0].failure, wishes[0].is_done = failure, True
                return
            for wish in wishes:  # one of them cannot be kept: the others can
                self._fulfil([wish])
            return
        for wish, result in zip(wishes, results, strict=True):
            wish.result, wish.is_done = result, True
