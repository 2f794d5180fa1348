"""Which revisions of a procedure give way to which; pure.

Knows document control: the newest effective approved revision binds, whatever the order in which
the files came. Does not know tables or files.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.model import Revision, RevisionStatus

_PARTS = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True)
class Contender:
    """An approved revision among those of its procedure; ``binds_from`` is its first day."""

    id: str
    revision: str
    binds_from: date
    ingested_at: datetime

    @property
    def rank(self) -> tuple[date, tuple[tuple[int, int, str], ...], datetime, str]:
        """Return what makes one revision newer than another; total, so that order plays no part."""
        return self.binds_from, revision_order(self.revision), self.ingested_at, self.id


def revision_order(label: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts labels as people count: 9 < 10, 1.2 < 1.10, B < C, Z < AA."""
    parts = _PARTS.findall(label.casefold())
    return tuple((1, int(part), "") if part.isdecimal() else (0, len(part), part) for part in parts)


def giving_way(contenders: Iterable[Contender], *, on: date) -> set[str]:
    """Return the ids of those that a newer one replaces on that day.

    A newer one that takes effect later leaves the older in force until then, unless both would
    start on the same day.
    """
    ranked = sorted(contenders, key=lambda contender: contender.rank)
    return {
        older.id
        for place, older in enumerate(ranked)
        if any(
            newer.binds_from <= on or newer.binds_from == older.binds_from
            for newer in ranked[place + 1 :]
        )
    }


def first_day(revision: Revision) -> date:
    """Return the day from which it may bind; the first day there is when it names none."""
    return revision.effective_from or date.min


def left_behind(
    old: Contender, status: RevisionStatus, *, same_number: bool, new: Revision, on: date
) -> RevisionStatus | None:
    """Return the status of a revision whose file now holds ``new``; None leaves it in force.

    It stays in force when the file was edited ahead of time: the new revision of the same
    procedure takes effect later, and until then the old one binds.
    """
    in_force = same_number and new.status in (RevisionStatus.APPROVED, RevisionStatus.UNCONTROLLED)
    ahead = first_day(new) > on and new.revision != old.revision
    if in_force and ahead and status is RevisionStatus.APPROVED:
        return None
    if in_force or status is RevisionStatus.SUPERSEDED:
        return RevisionStatus.SUPERSEDED
    return RevisionStatus.WITHDRAWN
