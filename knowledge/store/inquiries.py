"""Inquiries: what the assistant asked, whom, what became of it, and who does not want to be asked.

Knows the record and that the same matter is asked once in a while. Does not know why it is asked.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from knowledge.model import Inquiry, InquiryState
from knowledge.store.database import Database
from knowledge.store.schema import inquiries, inquiry_people, not_asked

_FIELDS = (
    inquiries.c.kind,
    inquiries.c.asset,
    inquiries.c.decision_id,
    inquiries.c.since,
    inquiries.c.asked_at,
    inquiries.c.common,
    inquiries.c.seq,
)

_ASKED_SINCE = select(func.count()).where(
    inquiries.c.cluster == bindparam("cluster"), inquiries.c.asked_at >= bindparam("since")
)
"""How often this matter was asked since then."""

_BURDEN = (
    select(inquiry_people.c.person_id, func.count().label("asked"))
    .join(inquiries, inquiries.c.seq == inquiry_people.c.inquiry)
    .where(inquiries.c.asked_at >= bindparam("since"))
    .group_by(inquiry_people.c.person_id)
)
"""How often each person was asked since then."""

_QUIET = select(not_asked.c.person_id)
"""Who does not want to be asked."""

_OPEN = (
    select(*_FIELDS, inquiry_people.c.state)
    .join(inquiry_people, inquiry_people.c.inquiry == inquiries.c.seq)
    .where(
        inquiry_people.c.person_id == bindparam("person"),
        inquiry_people.c.state == InquiryState.OPEN.value,
        inquiries.c.asked_at >= bindparam("since"),
    )
    .order_by(inquiries.c.seq)
)
"""What one person is asked and has not answered, from a time on."""

_ALL_OPEN = (
    select(inquiry_people.c.inquiry, inquiry_people.c.person_id)
    .join(inquiries, inquiry_people.c.inquiry == inquiries.c.seq)
    .where(
        inquiry_people.c.state == InquiryState.OPEN.value,
        inquiries.c.asked_at >= bindparam("since"),
    )
    .order_by(inquiry_people.c.inquiry, inquiry_people.c.person_id)
)
"""What is asked of anybody and not answered, from a time on: number and person."""

_CLOSE = (
    update(inquiry_people)
    .where(
        inquiry_people.c.inquiry == bindparam("number"),
        inquiry_people.c.person_id == bindparam("person"),
        inquiry_people.c.state == InquiryState.OPEN.value,
    )
    .values(state=bindparam("to"))
)
"""Say what became of an inquiry for one person."""

_DECLINE_ALL = (
    update(inquiry_people)
    .where(
        inquiry_people.c.person_id == bindparam("person"),
        inquiry_people.c.state == InquiryState.OPEN.value,
    )
    .values(state=InquiryState.DECLINED.value)
)
"""Close all that one person is asked."""

_ASK_AGAIN = delete(not_asked).where(not_asked.c.person_id == bindparam("person"))
"""Let a person be asked again."""


class Inquiries:
    """All inquiries."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(inquiries).returning(inquiries.c.seq)
        self._leave = database.insert(not_asked).on_conflict_do_nothing()

    def ask(
        self,
        inquiry: Inquiry,
        *,
        cluster: str,
        people: Collection[str],
        budget: int,
        week: datetime,
        again: datetime,
    ) -> int:
        """Ask those of the people who want to be asked and were asked fewer times this ``week``.

        Returns how many are asked: none when this matter was asked since ``again``.
        """
        with self._database.writing("inquiries") as connection:
            if connection.scalar(_ASKED_SINCE, {"cluster": cluster, "since": again}):
                return 0
            quiet = set(connection.scalars(_QUIET))
            asked = {
                row.person_id: row.asked for row in connection.execute(_BURDEN, {"since": week})
            }
            chosen = [
                each for each in sorted(people) if each not in quiet and asked.get(each, 0) < budget
            ]
            if not chosen:
                return 0
            values = {
                "cluster": cluster,
                "kind": inquiry.kind,
                "asset": inquiry.asset,
                "decision_id": inquiry.decision_id,
                "common": inquiry.common,
                "since": inquiry.since,
                "asked_at": inquiry.asked_at,
            }
            number = connection.scalars(self._insert, values).one()
            state = InquiryState.OPEN.value
            connection.execute(
                insert(inquiry_people),
                [{"inquiry": number, "person_id": each, "state": state} for each in chosen],
            )
            return len(chosen)

    def open_for(self, person_id: str, *, since: datetime) -> list[Inquiry]:
        """Return what the person is asked and has not answered, from that time on."""
        with self._database.reading() as connection:
            rows = connection.execute(_OPEN, {"person": person_id, "since": since})
            return [_inquiry(row) for row in rows]

    def all_open(self, *, since: datetime) -> list[tuple[int, str]]:
        """Return the number and person of what is asked and not answered, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_ALL_OPEN, {"since": since})
            return [(row.inquiry, row.person_id) for row in rows]

    def close(self, number: int, person_id: str, state: InquiryState) -> bool:
        """Say what became of it for this person; False when it is not open for them."""
        values = {"number": number, "person": person_id, "to": state.value}
        with self._database.writing("inquiries") as connection:
            return connection.execute(_CLOSE, values).rowcount > 0

    def leave(self, person_id: str, *, at: datetime) -> None:
        """Never ask this person again; what is open is closed."""
        with self._database.writing("inquiries") as connection:
            connection.execute(self._leave, {"person_id": person_id, "at": at})
            connection.execute(_DECLINE_ALL, {"person": person_id})

    def come_back(self, person_id: str) -> None:
        """Let this person be asked again."""
        with self._database.writing("inquiries") as connection:
            connection.execute(_ASK_AGAIN, {"person": person_id})

    def has_left(self, person_id: str) -> bool:
        """Whether this person does not want to be asked."""
        with self._database.reading() as connection:
            return person_id in set(connection.scalars(_QUIET))


def _inquiry(row: Any) -> Inquiry:
    return Inquiry(
        kind=row.kind,
        asset=row.asset,
        decision_id=row.decision_id,
        since=row.since,
        asked_at=row.asked_at,
        common=row.common,
        number=row.seq,
        state=InquiryState(row.state),
    )
