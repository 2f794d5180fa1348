"""Transfers: one for each article and team, then only added to; and what people subscribed to.

Knows the record, that a new version changes an offer and makes no other one, and that of two steps
for the same place the first one stays. Does not know who may take a step, nor who may see it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    exists,
    insert,
    select,
    update,
)

from knowledge.model import (
    Interest,
    Reason,
    Subscription,
    Transfer,
    TransferAct,
    TransferBasis,
    TransferStep,
)
from knowledge.store.database import Database
from knowledge.store.schema import subscriptions, transfer_finders, transfer_steps, transfers

_ACTS = {each.value: each for each in TransferAct}
_LARGEST = 2**63 - 1  # what both engines can look for

_ALL = select(transfers).order_by(transfers.c.seq)
"""All transfers, the oldest first."""

_OF_NUMBERS = _ALL.where(transfers.c.seq.in_(bindparam("numbers", expanding=True)))
"""The transfers of these numbers."""

_OF_ARTICLES = _ALL.where(transfers.c.article.in_(bindparam("articles", expanding=True)))
"""What was offered of these articles."""

_OF_PAIR = select(transfers).where(
    transfers.c.article == bindparam("article"), transfers.c.team == bindparam("team")
)
"""The transfer of an article to a team."""

_IN_STATES = _ALL.where(transfers.c.state.in_(bindparam("states", expanding=True)))
"""The transfers that stand so."""

_MOVED = _ALL.where(transfers.c.moved_at >= bindparam("since"))
"""The transfers of which a step was taken since then."""

_OF_FINDER = _ALL.where(
    exists().where(
        transfer_finders.c.transfer == transfers.c.seq,
        transfer_finders.c.person_id == bindparam("person"),
    )
)
"""Where the insight of one person went."""

_STEPS = (
    select(transfer_steps)
    .where(transfer_steps.c.transfer.in_(bindparam("numbers", expanding=True)))
    .order_by(transfer_steps.c.transfer, transfer_steps.c.place)
)
"""The steps of these transfers, in order."""

_TOLD = select(transfer_finders.c.transfer, transfer_finders.c.told).where(
    transfer_finders.c.person_id == bindparam("person")
)
"""How many steps of each transfer of their insight a person knows."""

_FINDERS = select(transfer_finders.c.transfer, transfer_finders.c.person_id).where(
    transfer_finders.c.transfer.in_(bindparam("numbers", expanding=True))
)
"""Whose insight these transfers are."""

_LINES = select(
    transfers.c.seq,
    transfers.c.article,
    transfers.c.team,
    transfers.c.origin,
    transfers.c.state,
    transfers.c.moved_at,
).order_by(transfers.c.moved_at.desc(), transfers.c.seq.desc())
"""Where all transfers stand, those that moved last first."""

_WANTED = select(subscriptions).order_by(subscriptions.c.seq)
"""All subscriptions, the oldest first."""


@dataclass(frozen=True)
class TransferLine:
    """Where one transfer stands, and since when."""

    number: int
    article: str
    team: str
    origin: str
    state: TransferAct
    moved_at: datetime


class Transfers:
    """All transfers and subscriptions."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(transfers).returning(transfers.c.seq)
        self._insert_finder = database.insert(transfer_finders).on_conflict_do_nothing()
        self._subscribe = database.insert(subscriptions).on_conflict_do_nothing()

    def offer(self, transfer: Transfer, *, finders: Collection[str] = ()) -> Transfer:
        """Keep a new offer with its first steps, and whom to tell where it went; return it.

        When the team has one of that article, its version and figures change and no step is added.
        """
        pair = {"article": transfer.article, "team": transfer.team}
        with self._database.writing("transfers") as connection:
            known = _read(connection, _OF_PAIR, pair)
            number = known[0].number if known else self._add(connection, transfer)
            if known:
                renew = update(transfers).where(transfers.c.seq == number)
                connection.execute(renew.values(_offered(transfer)))
            steps = len(known[0].steps if known else transfer.steps)
            for person in sorted(set(finders)):
                finder = {"transfer": number, "person_id": person, "told": steps}
                connection.execute(self._insert_finder, finder)
            return _read(connection, _OF_NUMBERS, {"numbers": [number]})[0]

    def append(self, transfer: Transfer, step: TransferStep) -> Transfer | None:
        """Add a step to a transfer as it was read; None when another step came first.

        Raises ``BadTransfer`` when it cannot follow the last one.
        """
        after = transfer.then(step)
        with self._database.writing("transfers") as connection:
            now = _read(connection, _OF_NUMBERS, {"numbers": [transfer.number]})
            if not now or now[0].steps != transfer.steps:
                return None
            values = _step_values(transfer.number, len(transfer.steps), step)
            connection.execute(insert(transfer_steps), values)
            noted = update(transfers).where(transfers.c.seq == transfer.number)
            connection.execute(noted.values(state=step.act.value, moved_at=step.at))
        return after

    def get(self, number: int) -> Transfer | None:
        """Return the transfer of that number, or None."""
        if not 0 < number <= _LARGEST:
            return None
        return next(iter(self._find(_OF_NUMBERS, {"numbers": [number]})), None)

    def of_articles(self, articles: Iterable[str]) -> list[Transfer]:
        """Return what was offered of these articles, the oldest first."""
        return self._find(_OF_ARTICLES, {"articles": list(articles)})

    def of_numbers(self, numbers: Iterable[int]) -> dict[int, Transfer]:
        """Return these transfers, by number; unknown ones are left out."""
        found = self._find(_OF_NUMBERS, {"numbers": list(numbers)})
        return {each.number: each for each in found}

    def of_finder(self, person_id: str) -> list[tuple[Transfer, int]]:
        """Return where a person's insight went, with how many of the steps they know."""
        found = self._find(_OF_FINDER, {"person": person_id})
        with self._database.reading() as connection:
            rows = connection.execute(_TOLD, {"person": person_id})
            told = {row.transfer: row.told for row in rows}
        return [(each, told.get(each.number, 0)) for each in found]

    def finders(self, numbers: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """Return whose insight these transfers are, by number: for telling them, nobody else."""
        found: dict[int, tuple[str, ...]] = {}
        with self._database.reading() as connection:
            for number, person in connection.execute(_FINDERS, {"numbers": list(numbers)}):
                found[number] = (*found.get(number, ()), person)
        return found

    def note_told(self, person_id: str, told: Iterable[Transfer]) -> None:
        """Note that the person knows all steps of these transfers as they were read."""
        with self._database.writing() as connection:
            for each in told:
                noted = update(transfer_finders).where(
                    transfer_finders.c.transfer == each.number,
                    transfer_finders.c.person_id == person_id,
                    transfer_finders.c.told < len(each.steps),
                )
                connection.execute(noted.values(told=len(each.steps)))

    def in_states(self, states: Iterable[TransferAct]) -> list[Transfer]:
        """Return the transfers that stand so, the oldest first."""
        return self._find(_IN_STATES, {"states": [each.value for each in states]})

    def moved(self, *, since: datetime) -> list[Transfer]:
        """Return the transfers of which a step was taken since then, the oldest first."""
        return self._find(_MOVED, {"since": since})

    def lines(
        self,
        *,
        teams: Collection[str] | None = None,
        origins: Collection[str] | None = None,
        states: Collection[TransferAct] = tuple(TransferAct),
    ) -> list[TransferLine]:
        """Return where the transfers in these states stand, those that moved last first.

        ``teams``: only what was offered to these; ``origins``: only what these found.
        """
        wanted = _LINES
        if len(states) < len(TransferAct):
            wanted = wanted.where(transfers.c.state.in_(sorted(each.value for each in states)))
        if teams is not None:
            wanted = wanted.where(transfers.c.team.in_(sorted(teams)))
        if origins is not None:
            wanted = wanted.where(transfers.c.origin.in_(sorted(origins)))
        with self._database.reading() as connection:
            return [
                TransferLine(number, article, team, origin, _ACTS[state], moved_at)
                for number, article, team, origin, state, moved_at in connection.execute(wanted)
            ]

    def subscribe(self, wanted: Subscription, *, at: datetime) -> None:
        """Keep what a team or person wants to hear of; the same twice is one."""
        values = {
            "team": wanted.team,
            "person_id": wanted.person,
            "kind": wanted.kind.value,
            "value": wanted.value,
            "at": at,
        }
        with self._database.writing("transfers") as connection:
            connection.execute(self._subscribe, values)

    def unsubscribe(self, number: int) -> None:
        """Forget a subscription."""
        with self._database.writing("transfers") as connection:
            connection.execute(delete(subscriptions).where(subscriptions.c.seq == number))

    def subscriptions(self) -> list[Subscription]:
        """Return what all teams and people want to hear of, the oldest first."""
        with self._database.reading() as connection:
            return [
                Subscription(Interest(row.kind), row.value, row.team, row.person_id, row.seq)
                for row in connection.execute(_WANTED)
            ]

    def _add(self, connection: Connection, transfer: Transfer) -> int:
        last = transfer.last
        values = {
            **_offered(transfer),
            "article": transfer.article,
            "team": transfer.team,
            "origin": transfer.origin,
            "state": last.act.value,
            "moved_at": last.at,
        }
        number = int(connection.scalars(self._insert, values).one())
        steps = [_step_values(number, place, each) for place, each in enumerate(transfer.steps)]
        connection.execute(insert(transfer_steps), steps)
        return number

    def _find(self, statement: Select[Any], values: dict[str, Any]) -> list[Transfer]:
        with self._database.reading() as connection:
            return _read(connection, statement, values)


def _offered(transfer: Transfer) -> dict[str, Any]:
    return {
        "version": transfer.version,
        "reasons": _from_reasons(transfer.reasons),
        "proof": _from_reasons(transfer.proof),
    }


def _from_reasons(reasons: Iterable[Reason]) -> list[list[Any]]:
    return [[each.basis.value, each.what, each.count, each.of] for each in reasons]


def _to_reasons(kept: Iterable[Sequence[Any]]) -> tuple[Reason, ...]:
    return tuple(Reason(TransferBasis(basis), what, count, of) for basis, what, count, of in kept)


def _step_values(number: int, place: int, step: TransferStep) -> dict[str, Any]:
    return {
        "transfer": number,
        "place": place,
        "act": step.act.value,
        "at": step.at,
        "by": step.by,
        "reason": step.reason,
        "role": step.role,
        "made": step.made,
    }


def _read(connection: Connection, statement: Select[Any], values: dict[str, Any]) -> list[Transfer]:
    rows = connection.execute(statement, values).all()
    if not rows:
        return []
    steps: dict[int, list[TransferStep]] = {row.seq: [] for row in rows}
    for row in connection.execute(_STEPS, {"numbers": list(steps)}):
        steps[row.transfer].append(
            TransferStep(TransferAct(row.act), row.at, row.by, row.reason, row.role, row.made)
        )
    return [_transfer(row, steps[row.seq]) for row in rows]


def _transfer(row: Row[Any], steps: Sequence[TransferStep]) -> Transfer:
    return Transfer(
        article=row.article,
        version=row.version,
        team=row.team,
        origin=row.origin,
        reasons=_to_reasons(row.reasons),
        steps=tuple(steps),
        number=row.seq,
        proof=_to_reasons(row.proof),
    )
