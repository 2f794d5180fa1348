"""Experts: who may be asked, who was asked what, what they replied, and who waits for it.

Knows the records, that nobody has more open questions than they should, and that a first reply
settles a question for all who were asked. Does not know who knows what, nor who may see a reply.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, func, select, update

from knowledge.model import AskingState, Awaited, Expert, ExpertAsking, ExpertReply, QuietHours
from knowledge.store.database import Database
from knowledge.store.schema import (
    expert_askings,
    expert_replies,
    experts,
    gaps,
    reply_waiters,
    turns,
)

_WILLING = select(experts).order_by(experts.c.person_id)
"""Everybody who may be asked."""

_ASKINGS = select(expert_askings).order_by(expert_askings.c.at, expert_askings.c.person_id)
"""Everything that anybody was asked, the oldest first."""

_OF_PERSON = _ASKINGS.where(
    expert_askings.c.person_id == bindparam("person"),
    expert_askings.c.state == AskingState.OPEN.value,
)
"""What one person is asked and has not replied to."""

_BURDEN = select(func.count()).where(
    expert_askings.c.person_id == bindparam("person"),
    expert_askings.c.state == AskingState.OPEN.value,
)
"""How many questions are open for one person."""

_LEFT = delete(experts).where(experts.c.person_id == bindparam("person"))
"""Let a person be asked nothing any more."""

_CLOSE = (
    update(expert_askings)
    .where(
        expert_askings.c.gap_id == bindparam("gap"),
        expert_askings.c.person_id == bindparam("person"),
        expert_askings.c.state == AskingState.OPEN.value,
    )
    .values(state=bindparam("to"))
)
"""Say what became of a question for one person."""

_CLOSE_ALL_OF = (
    update(expert_askings)
    .where(
        expert_askings.c.person_id == bindparam("person"),
        expert_askings.c.state == AskingState.OPEN.value,
    )
    .values(state=AskingState.DECLINED.value)
)
"""Close all that one person is asked."""

_SETTLE = (
    update(expert_askings)
    .where(
        expert_askings.c.gap_id == bindparam("gap"),
        expert_askings.c.state == AskingState.OPEN.value,
    )
    .values(state=AskingState.SETTLED.value)
)
"""Ask nobody any more about a gap."""

_REPLIES = (
    select(expert_replies, gaps.c.text.label("question"), gaps.c.asset)
    .join(gaps, gaps.c.id == expert_replies.c.gap_id)
    .where(expert_replies.c.text != "")
    .order_by(expert_replies.c.seq)
)
"""Replies with the questions they are of, the oldest first; none that was taken back."""

_FIRST_OF = select(func.min(expert_replies.c.seq)).where(
    expert_replies.c.gap_id == reply_waiters.c.gap_id, expert_replies.c.routed.is_(False)
)
"""The first reply to a question that may be told."""

_AWAITED = (
    _REPLIES.join(reply_waiters, reply_waiters.c.gap_id == expert_replies.c.gap_id)
    .join(turns, turns.c.key == reply_waiters.c.turn)
    .where(expert_replies.c.seq == _FIRST_OF.correlate(reply_waiters).scalar_subquery())
    .add_columns(
        reply_waiters.c.turn,
        reply_waiters.c.told_at,
        reply_waiters.c.helped,
        turns.c.person_id.label("asker"),
        turns.c.text.label("asked"),
    )
)
"""The first reply for each turn that waits for one, with whose turn it was."""

_WAITING = (
    select(turns.c.key, turns.c.person_id)
    .join(reply_waiters, turns.c.key == reply_waiters.c.turn)
    .where(reply_waiters.c.gap_id == bindparam("gap"))
    .order_by(turns.c.seq)
)
"""The turns that wait for a reply to a gap, and whose they are."""

_TOLD = (
    update(reply_waiters)
    .where(reply_waiters.c.turn == bindparam("of"), reply_waiters.c.told_at.is_(None))
    .values(told_at=bindparam("now"))
)
"""Note when somebody was told the reply."""

_OWN = _REPLIES.where(
    expert_replies.c.gap_id == bindparam("gap"), expert_replies.c.person_id == bindparam("person")
)
"""What one person replied to a gap."""

_REWORD = (
    update(expert_replies)
    .where(expert_replies.c.key == bindparam("of"), expert_replies.c.at < bindparam("now"))
    .values(
        text=bindparam("to"),
        unnamed=bindparam("quietly"),
        routed=bindparam("kept_back"),
        at=bindparam("now"),
    )
)
"""Put a reply otherwise, unless it was put otherwise later still."""

_EMPTY = (
    update(expert_replies)
    .where(expert_replies.c.key == bindparam("of"))
    .values(key=bindparam("gone"), person_id="", text="", routed=True)
)
"""Let a reply be gone, words and author; its number stays taken, an article may name it."""

_REOPEN = (
    update(expert_askings)
    .where(
        expert_askings.c.gap_id == bindparam("gap"),
        expert_askings.c.person_id == bindparam("person"),
        expert_askings.c.state == AskingState.ANSWERED.value,
    )
    .values(state=AskingState.OPEN.value)
)
"""Let a question be open again for one person."""

_UNTELL = (
    update(reply_waiters)
    .where(reply_waiters.c.gap_id == bindparam("gap"))
    .values(told_at=None, helped=None)
)
"""Let all who wait for a reply be told one anew."""

_FIRST = select(func.min(expert_replies.c.seq)).where(
    expert_replies.c.gap_id == bindparam("gap"), expert_replies.c.routed.is_(False)
)
"""The reply to a gap that is told."""

_WAITED_FOR_IN = (
    select(reply_waiters.c.gap_id)
    .join(turns, turns.c.key == reply_waiters.c.turn)
    .where(turns.c.conversation_id == bindparam("conversation"))
    .order_by(turns.c.at.desc(), turns.c.seq.desc())
)
"""The gaps of which somebody in this conversation waits for a reply, the latest first."""

_HELPED = (
    update(reply_waiters)
    .where(reply_waiters.c.turn == bindparam("of"))
    .values(helped=bindparam("did"))
)
"""Note whether the reply helped."""


class Experts:
    """All experts, what they are asked and what they reply."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(experts)
        asked = database.insert(expert_askings).on_conflict_do_nothing()
        self._insert_asking = asked.returning(expert_askings.c.gap_id)
        new = database.insert(expert_replies).on_conflict_do_nothing(index_elements=["key"])
        self._insert_reply = new.returning(expert_replies.c.key)
        self._wait = database.insert(reply_waiters).on_conflict_do_nothing()

    def join(self, expert: Expert) -> None:
        """Let a person be asked from now on, but for their quiet hours."""
        quiet = expert.quiet
        hours = {
            "quiet_from": quiet.start if quiet else None,
            "quiet_until": quiet.end if quiet else None,
        }
        new = self._insert.on_conflict_do_update(index_elements=["person_id"], set_=hours)
        with self._database.writing("experts") as connection:
            values = {"person_id": expert.person_id, "since": expert.since, **hours}
            connection.execute(new, values)

    def leave(self, person_id: str) -> None:
        """Let a person be asked nothing any more; what is open is closed."""
        with self._database.writing("experts") as connection:
            connection.execute(_LEFT, {"person": person_id})
            connection.execute(_CLOSE_ALL_OF, {"person": person_id})

    def willing(self) -> list[Expert]:
        """Return everybody who may be asked."""
        with self._database.reading() as connection:
            return [_expert(row) for row in connection.execute(_WILLING)]

    def ask(self, gap: str, person_id: str, *, at: datetime, most: int) -> bool:
        """Put the gap's question to the person, once; False with ``most`` questions open."""
        with self._database.writing("experts") as connection:
            if connection.scalars(_BURDEN, {"person": person_id}).one() >= most:
                return False
            state = AskingState.OPEN.value
            values = {"gap_id": gap, "person_id": person_id, "at": at, "state": state}
            return connection.scalar(self._insert_asking, values) is not None

    def askings(self) -> list[ExpertAsking]:
        """Return everything that anybody was asked, the oldest first."""
        with self._database.reading() as connection:
            return [_asking(row) for row in connection.execute(_ASKINGS)]

    def open_for(self, person_id: str) -> list[ExpertAsking]:
        """Return what the person is asked and has not replied to, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_OF_PERSON, {"person": person_id})
            return [_asking(row) for row in rows]

    def close(self, gap: str, person_id: str, state: AskingState) -> bool:
        """Say what became of it for this person; False when it is not open for them."""
        values = {"gap": gap, "person": person_id, "to": state.value}
        with self._database.writing("experts") as connection:
            return connection.execute(_CLOSE, values).rowcount > 0

    def settle(self, gap: str) -> None:
        """Ask nobody any more about this gap."""
        with self._database.writing("experts") as connection:
            connection.execute(_SETTLE, {"gap": gap})

    def reply(self, reply: ExpertReply) -> ExpertReply:
        """Keep a reply; of one key the first stays. The others who were asked need not reply."""
        state = AskingState.ANSWERED.value
        with self._database.writing("experts") as connection:
            if connection.scalar(self._insert_reply, _values(reply)) is not None:
                closed = {"gap": reply.gap, "person": reply.person_id, "to": state}
                connection.execute(_CLOSE, closed)
                connection.execute(_SETTLE, {"gap": reply.gap})
            found = _REPLIES.where(expert_replies.c.key == reply.key)
            return _reply(connection.execute(found).one())

    def own_reply(self, gap: str, person_id: str) -> ExpertReply | None:
        """Return what this person replied to the gap, or None."""
        values = {"gap": gap, "person": person_id}
        with self._database.reading() as connection:
            row = connection.execute(_OWN, values).one_or_none()
        return None if row is None else _reply(row)

    def reword(self, reply: ExpertReply) -> bool:
        """Let a reply say this from its ``at`` on; False when it is gone or was reworded later.

        Whoever was told it is told anew.
        """
        values = {
            "of": reply.key,
            "to": reply.text,
            "quietly": reply.unnamed,
            "kept_back": reply.routed,
            "now": reply.at,
        }
        with self._database.writing("experts") as connection:
            first = connection.scalar(_FIRST, {"gap": reply.gap})
            if not connection.execute(_REWORD, values).rowcount:
                return False
            if reply.number in (first, connection.scalar(_FIRST, {"gap": reply.gap})):
                connection.execute(_UNTELL, {"gap": reply.gap})
            return True

    def take_back(self, reply: ExpertReply) -> None:
        """Let a reply be gone; the question is open again for its author, and for who asked."""
        with self._database.writing("experts") as connection:
            first = connection.scalar(_FIRST, {"gap": reply.gap})
            gone = {"of": reply.key, "gone": f"taken-back:{reply.number}"}
            if connection.execute(_EMPTY, gone).rowcount:
                own = {"gap": reply.gap, "person": reply.person_id}
                connection.execute(_REOPEN, own)
                if first == reply.number:
                    connection.execute(_UNTELL, {"gap": reply.gap})

    def replies(self, gaps: Collection[str] | None = None) -> list[ExpertReply]:
        """Return the replies to these gaps, the oldest first; None is to all."""
        wanted = [] if gaps is None else [expert_replies.c.gap_id.in_(list(gaps))]
        with self._database.reading() as connection:
            return [_reply(row) for row in connection.execute(_REPLIES.where(*wanted))]

    def replies_to(self, turn_keys: Iterable[str]) -> list[ExpertReply]:
        """Return the replies that any of these turns waits for, the oldest first."""
        keys = list(turn_keys)
        asked = select(reply_waiters.c.gap_id).where(reply_waiters.c.turn.in_(keys))
        found = _REPLIES.where(expert_replies.c.gap_id.in_(asked))
        with self._database.reading() as connection:
            return [_reply(row) for row in connection.execute(found)]

    def wait(self, gap: str, turn: str) -> None:
        """Note that whoever asked in this turn is to be told a reply."""
        with self._database.writing("experts") as connection:
            connection.execute(self._wait, {"turn": turn, "gap_id": gap})

    def waiting(self, gap: str) -> dict[str, str]:
        """Return the turns that wait for a reply to this gap, and whose each was."""
        with self._database.reading() as connection:
            rows = connection.execute(_WAITING, {"gap": gap})
            return {row.key: row.person_id for row in rows}

    def waited_for_in(self, conversation_id: str) -> list[str]:
        """Return the gaps of which somebody in the conversation waits, the latest first."""
        with self._database.reading() as connection:
            found = connection.scalars(_WAITED_FOR_IN, {"conversation": conversation_id})
            return list(dict.fromkeys(found))

    def awaited(
        self, *, person_id: str | None = None, gap: str | None = None, untold: bool = False
    ) -> list[Awaited]:
        """Return the replies that askers wait for, the oldest first; only of one person or gap.

        Those that are of work not explained in chat are for nobody. ``untold``: only what its
        asker was not told yet.
        """
        wanted: list[ColumnElement[bool]] = []
        if person_id is not None:
            wanted.append(turns.c.person_id == person_id)
        if gap is not None:
            wanted.append(reply_waiters.c.gap_id == gap)
        if untold:
            wanted.append(reply_waiters.c.told_at.is_(None))
        return self._awaited(_AWAITED.where(*wanted))

    def note_told(self, turn: str, *, at: datetime) -> None:
        """Note that the asker of this turn was told the reply."""
        with self._database.writing("experts") as connection:
            connection.execute(_TOLD, {"of": turn, "now": at})

    def note_helped(self, turn: str, helped: bool) -> None:
        """Note whether the reply helped the asker of this turn."""
        with self._database.writing("experts") as connection:
            connection.execute(_HELPED, {"of": turn, "did": helped})

    def _awaited(self, statement: Select[Any]) -> list[Awaited]:
        with self._database.reading() as connection:
            return [
                Awaited(row.turn, row.asker, row.asked, _reply(row), row.told_at, row.helped)
                for row in connection.execute(statement)
            ]


def _values(reply: ExpertReply) -> dict[str, Any]:
    return {
        "key": reply.key,
        "gap_id": reply.gap,
        "person_id": reply.person_id,
        "text": reply.text,
        "unnamed": reply.unnamed,
        "routed": reply.routed,
        "at": reply.at,
    }


def _expert(row: Row[Any]) -> Expert:
    hours = (row.quiet_from, row.quiet_until)
    quiet = QuietHours(*hours) if None not in hours else None
    return Expert(row.person_id, row.since, quiet)


def _asking(row: Row[Any]) -> ExpertAsking:
    return ExpertAsking(row.gap_id, row.person_id, row.at, AskingState(row.state))


def _reply(row: Row[Any]) -> ExpertReply:
    return ExpertReply(
        key=row.key,
        gap=row.gap_id,
        question=row.question,
        asset=row.asset,
        person_id=row.person_id,
        text=row.text,
        at=row.at,
        unnamed=row.unnamed,
        routed=row.routed,
        number=row.seq,
    )
