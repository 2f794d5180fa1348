"""The corrections that may stand in answers, held in memory and equal to the store.

Knows that every change of a correction is a step with a number, so that looking whether there is
a new one costs next to nothing, and only what changed is read again. Does not know who may see
what, nor when two questions are one matter.
"""

from threading import Lock

from knowledge.model import LIVING, Correction
from knowledge.store import Store

_Place = tuple[str, str | None]
"""What is recommended, and the equipment that a correction holds for."""


class Living:
    """All corrections that may stand in answers. Threads may share it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._step = 0
        self._places: dict[int, _Place] = {}
        self._kept: dict[_Place, dict[int, Correction]] = {}

    def of(self, *, moves: str, asset: str | None) -> list[Correction]:
        """Return those about such a recommendation ("": about documents).

        ``asset``: only those that hold for it; None leaves out none.
        """
        with self._lock:
            self._catch_up()
            if asset is None:
                places = [each for each in self._kept if each[0] == moves]
            else:
                places = [(moves, scope) for scope in (None, *_around(asset))]
            return [each for place in places for each in self._kept.get(place, {}).values()]

    def _catch_up(self) -> None:
        last = self._store.corrections.last_step()
        if last < self._step:  # another store, or one that was restored
            self._step, self._places, self._kept = 0, {}, {}
        if last == self._step:
            return
        for each in self._store.corrections.changed(since=self._step):
            if each.number in self._places:
                del self._kept[self._places.pop(each.number)][each.number]
            if each.state in LIVING:
                place = self._places[each.number] = (each.matter.moves, each.scope)
                self._kept.setdefault(place, {})[each.number] = each
        self._step = last


def _around(asset: str) -> list[str]:
    """Return the asset and everything that it stands in."""
    parts = asset.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
