"""The corrections that may stand in answers, held in memory and equal to the store.

Knows that every change of a correction is a step with a number, so that looking whether there is
a new one costs next to nothing, and only what changed is read again. Does not know who may see
what, nor when two questions are one matter.
"""

from threading import Lock

from knowledge.model import Correction, Life, within
from knowledge.store import Store

_LIVING = frozenset({Life.PROVISIONAL, Life.RETURNED, Life.APPLIED})


class Living:
    """All corrections that may stand in answers. Threads may share it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._step = 0
        self._by_moves: dict[str, dict[int, Correction]] = {}

    def of(self, *, moves: str, asset: str | None) -> list[Correction]:
        """Return those about such a recommendation ("": about documents), the oldest first.

        ``asset``: only those that hold for it; None leaves out none.
        """
        with self._lock:
            self._catch_up()
            found = list(self._by_moves.get(moves, {}).values())
        if asset is None:
            return found
        return [each for each in found if each.scope is None or within(asset, each.scope)]

    def _catch_up(self) -> None:
        last = self._store.corrections.last_step()
        if last < self._step:  # another store, or one that was restored
            self._step, self._by_moves = 0, {}
        if last == self._step:
            return
        for each in self._store.corrections.changed(since=self._step):
            of_its_kind = self._by_moves.setdefault(each.matter.moves, {})
            if each.state in _LIVING:
                of_its_kind[each.number] = each
            else:
                of_its_kind.pop(each.number, None)
        self._step = last
