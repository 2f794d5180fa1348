"""The recommendations read last, ready made.

Knows that a stored recommendation never changes, so that a page, a question and its follow-up
build it once. Does not know the database.
"""

from collections.abc import Iterable, Mapping
from threading import Lock

from knowledge.model import Recommendation

_ENOUGH = 512  # some 5 MB: what all teams look at within a few hours


class ReadLately:
    """Recommendations by their number in the store; the ones longest here leave first."""

    def __init__(self, size: int = _ENOUGH) -> None:
        self._size = size
        self._kept: dict[int, Recommendation] = {}
        self._lock = Lock()

    def known(self, seqs: Iterable[int]) -> dict[int, Recommendation]:
        """Return those of these that are here."""
        with self._lock:
            return {seq: self._kept[seq] for seq in seqs if seq in self._kept}

    def remember(self, fresh: Mapping[int, Recommendation]) -> None:
        """Keep these, and let go of as many as are too many."""
        with self._lock:
            self._kept.update(fresh)
            for seq in list(self._kept)[: max(0, len(self._kept) - self._size)]:
                del self._kept[seq]
