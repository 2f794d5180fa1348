"""Gaps: what stayed without an answer, once for each question, and each time it was asked.

Knows the record and that an asking counts once. Does not know who may see a gap, nor any person:
an asking keeps a team and a digest of its turn.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from knowledge.model import Gap, GapState
from knowledge.store.database import Database
from knowledge.store.schema import gap_askings, gaps

ID_LENGTH = 10

_FIELDS = tuple(column for column in gaps.c if column.name != "same_as")

_ALL = select(*_FIELDS)
"""Every gap."""

_ASKED = select(
    gap_askings.c.gap_id,
    gap_askings.c.team,
    func.count().label("asked"),
    func.max(gap_askings.c.at).label("last_asked"),
).group_by(gap_askings.c.gap_id, gap_askings.c.team)
"""How often and when last each team asked for each gap."""

_COUNTED = select(gap_askings.c.gap_id).where(gap_askings.c.turn == bindparam("turn"))
"""The gap that this turn was counted for."""

_KNOWN = select(gaps.c.id).where(gaps.c.same_as == bindparam("same_as"))
"""The gap that is this one, if it was filed before."""

_REOPEN = (
    update(gaps)
    .where(gaps.c.id == bindparam("gap"), gaps.c.state == GapState.ANSWERED.value)
    .values(state=GapState.OPEN.value, reason="", closed_at=None)
)
"""Open a gap again that was held to be answered."""

_CLOSE = (
    update(gaps)
    .where(gaps.c.id == bindparam("gap"))
    .values(state=bindparam("to"), reason=bindparam("why"), closed_at=bindparam("at"))
)
"""Say what became of a gap."""


class Gaps:
    """All gaps."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def file(
        self,
        *,
        turn: str,
        same_as: str,
        text: str,
        asset: str,
        missing: Sequence[str],
        team: str,
        at: datetime,
    ) -> str:
        """File what the turn asked in vain and return the gap's id; a turn counts once.

        Gaps of one ``same_as`` are one: the text of the first asking stays. One that was answered
        is open again; one that was dismissed stays dismissed.
        """
        asking = {"turn": _digest(turn), "team": team, "at": at}
        with self._database.writing("gaps") as connection:
            counted = connection.scalar(_COUNTED, {"turn": asking["turn"]})
            if counted is not None:
                return str(counted)
            known = connection.scalar(_KNOWN, {"same_as": same_as})
            gap = str(known or _digest(same_as)[:ID_LENGTH])
            if known is None:
                words = {"id": gap, "same_as": same_as, "text": text, "asset": asset}
                state = {"state": GapState.OPEN, "reason": "", "first_asked": at}
                connection.execute(insert(gaps), {**words, **state, "missing": list(missing)})
            connection.execute(insert(gap_askings), {**asking, "gap_id": gap})
            connection.execute(_REOPEN, {"gap": gap})
        return gap

    def all(self) -> list[Gap]:
        """Return every gap: the open ones first, then the most asked, then the latest."""
        with self._database.reading() as connection:
            rows = connection.execute(_ALL).all()
            askings = connection.execute(_ASKED).all()
        by_gap: dict[str, list[Row[Any]]] = {}
        for asking in askings:
            by_gap.setdefault(asking.gap_id, []).append(asking)
        found = [_gap(row, by_gap[row.id]) for row in rows]
        return sorted(found, key=_most_wanted_first)

    def close(self, gap: str, *, state: GapState, reason: str, at: datetime) -> bool:
        """Say that the gap is answered or dismissed, and why; False when there is none such."""
        values = {"gap": gap, "to": state, "why": reason, "at": at}
        with self._database.writing("gaps") as connection:
            return connection.execute(_CLOSE, values).rowcount > 0


def _gap(row: Row[Any], askings: Sequence[Row[Any]]) -> Gap:
    return Gap(
        id=row.id,
        text=row.text,
        asset=row.asset,
        missing=tuple(row.missing),
        first_asked=row.first_asked,
        last_asked=max(each.last_asked for each in askings),
        asked=sum(each.asked for each in askings),
        teams=tuple(sorted(each.team for each in askings if each.team)),
        state=GapState(row.state),
        reason=row.reason,
        closed_at=row.closed_at,
    )


def _most_wanted_first(gap: Gap) -> tuple[bool, int, float]:
    return (gap.state is not GapState.OPEN, -gap.asked, -gap.last_asked.timestamp())


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
