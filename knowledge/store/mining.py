"""Mining: what of the turns was looked at, in which handfuls questions are, what is to be counted.

Knows how mining is kept: all that one step of it changed in one transaction, under the next
version, so that nothing is lost or doubled wherever the power fails. Does not know how questions
are placed, nor what readers are told (``topics``).

Numbers of topics are counted afterwards, a few at a time: a topic that changed is stamped with the
version, and stays so until it was counted at that version or a later one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    Connection,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from knowledge.model import (
    Asking,
    Handful,
    Mined,
    Moves,
    TopicStep,
)
from knowledge.store import mining_queries as queries
from knowledge.store.database import Database
from knowledge.store.schema import (
    topic_handfuls,
    topic_mining,
    topic_places,
    topic_questions,
    topic_steps,
    topic_sums,
    topic_teams,
    topics,
    topics_apart,
)

_LOOK_BACK = 1_000
"""Turns before the last that are looked at again: on PostgreSQL a lower number may come later."""
_NOTHING = dict.fromkeys(("asked", "people", "teams", "unanswered", "not_right", "routed"), 0)
_PLACED = ("topic", "weight", "bound", "typical")
_SUMS = ("meaning", "pieces", "about")
_ONE = 1

_NUMBERS = (
    update(topics)
    .where(topics.c.id == bindparam("topic"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (*_NOTHING, "counted", "first_asked", "last_asked")
        }
    )
)
"""Write what was counted."""

_STEP_ON = (
    update(topic_mining)
    .where(topic_mining.c.version == bindparam("before"))
    .values(
        {column.name: bindparam(f"new_{column.name}") for column in topic_mining.c}
        | {"id": topic_mining.c.id}
    )
)
"""Say how far mining is, if nobody else went on meanwhile."""

_PLACE = (
    update(topic_handfuls)
    .where(topic_handfuls.c.id == bindparam("handful"))
    .values(topic=bindparam("to"), bound=bindparam("now_bound"), typical=bindparam("now_typical"))
)
"""Put a handful into a topic."""

_GATHER = (
    update(topic_questions)
    .where(topic_questions.c.handful == bindparam("gone"))
    .values(handful=bindparam("into"))
)
"""Put the questions of a handful into another."""

_MOVE_QUESTION = (
    update(topic_questions)
    .where(topic_questions.c.turn == bindparam("asked"))
    .values(handful=bindparam("into"))
)
"""Put one question into a handful."""

_DROP = delete(topic_handfuls).where(topic_handfuls.c.id == bindparam("gone"))
"""Drop a handful whose questions are in another."""

_REST = delete(topic_sums).where(topic_sums.c.handful == bindparam("gone"))
"""Compare with a handful no more."""

_FOLLOW = (
    update(topic_handfuls)
    .where(topic_handfuls.c.topic == bindparam("gone"))
    .values(topic=bindparam("into"))
)
"""Let handfuls that rest go where their topic went."""

_LEAD = (
    update(topics)
    .where((topics.c.id == bindparam("gone")) | (topics.c.merged_into == bindparam("gone")))
    .values(merged_into=bindparam("into"))
)
"""Say where a topic went, and with it all that had gone into it."""

_UNTITLE = update(topics).where(topics.c.id == bindparam("changed")).values(suggested="")
"""Take away the title that a model gave."""

_old = topics.alias("old")

_INHERIT = (
    update(topics)
    .where(topics.c.id == bindparam("into"), topics.c.name == "")
    .values(name=select(_old.c.name).where(_old.c.id == bindparam("gone")).scalar_subquery())
)
"""Let a topic without a name have that of one that went into it."""


Said = tuple[str, str | None]
"""The words of a question, and the asset it was asked about."""


@dataclass(frozen=True)
class Placed:
    """A question by its turn's number, with its words, its asset and where it is."""

    turn: int
    text: str
    asset: str | None
    handful: int
    topic: int
    bound: int


class Mining:
    """What mining keeps."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file = database.insert(topic_questions).on_conflict_do_nothing()
        new = database.insert(topic_mining).on_conflict_do_nothing()
        self._begin = new.returning(topic_mining.c.id)

    @cached_property
    def _touch(self) -> Any:
        return _upsert(self._database, topics, "id", ("touched",))

    @cached_property
    def _keep(self) -> Any:
        changed = ("topic", "weight", "bound", "typical")
        return _upsert(self._database, topic_handfuls, "id", changed)

    @cached_property
    def _keep_sums(self) -> Any:
        return _upsert(self._database, topic_sums, "handful", _SUMS)

    def state(self) -> Mined:
        """Return how far mining is."""
        with self._database.reading() as connection:
            row = connection.execute(queries.STATE).mappings().one_or_none()
        return Mined(**row) if row else Mined()

    def unmined(self, after: int, *, limit: int) -> list[Asking]:
        """Return turns that were not looked at, oldest first; ``after`` is the last that was."""
        values = {"since": after - _LOOK_BACK, "limit": limit}
        with self._database.reading() as connection:
            return [Asking(**row) for row in connection.execute(queries.UNMINED, values).mappings()]

    def handfuls(self) -> list[Handful]:
        """Return all handfuls with their sums, in the order of their ids."""
        with self._database.reading() as connection:
            return [Handful(**row) for row in connection.execute(queries.HANDFULS).mappings()]

    def apart(self) -> list[tuple[int, int]]:
        """Return the pairs of bounds that never meet."""
        with self._database.reading() as connection:
            return [(row.one, row.other) for row in connection.execute(queries.APART)]

    def judged(self, after: int) -> tuple[int, frozenset[int]]:
        """Return the newest judgement, and the topics of answers that were judged since."""
        with self._database.reading() as connection:
            last = connection.scalar(queries.LAST_JUDGED) or 0
            if last == after:
                return last, frozenset()
            since = {"since": after - _LOOK_BACK}
            return last, frozenset(connection.scalars(queries.JUDGED, since))

    def questions(self, numbers: Sequence[int]) -> list[tuple[int, int | None, Said]]:
        """Return these turns: (number, handful, what was said)."""
        with self._database.reading() as connection:
            rows = connection.execute(queries.QUESTIONS_OF, {"turns": list(numbers)})
            return [(row.turn, row.handful, (row.text, row.asset)) for row in rows]

    def filed(self) -> int:
        """Return how many questions are in handfuls."""
        with self._database.reading() as connection:
            return connection.scalar(queries.FILED) or 0

    def asked_last(self, *, limit: int, of_one: int) -> list[tuple[str, str]]:
        """Return the questions that were asked last, the newest first: (words, who asked).

        ``of_one``: at most so many of one person.
        """
        values = {"limit": limit, "of_one": of_one}
        with self._database.reading() as connection:
            rows = connection.execute(queries.ASKED_LAST, values)
            return [(row.text, row.person_id) for row in rows]

    def short(self) -> dict[int, list[Said]]:
        """Return the handfuls of which questions were erased, with those that are left."""
        with self._database.reading() as connection:
            return {
                handful: _held(connection, handful)
                for handful in connection.scalars(queries.SHORT).all()
            }

    def resting(
        self, topics: Iterable[int] = (), handfuls: Iterable[int] = ()
    ) -> list[tuple[Handful, list[Said]]]:
        """Return what is not compared with, of these topics and handfuls, with its questions."""
        values = {"of_topics": list(topics), "or_these": list(handfuls)}
        with self._database.reading() as connection:
            return [
                (Handful(**row, meaning=b"", pieces=b""), _held(connection, row["id"]))
                for row in connection.execute(queries.RESTING, values).mappings().all()
            ]

    def placed(self, after: int, *, limit: int) -> list[Placed]:
        """Return questions from a turn on, with where they are."""
        with self._database.reading() as connection:
            rows = connection.execute(queries.PLACED, {"after": after, "limit": limit}).mappings()
            return [Placed(**row) for row in rows]

    def save(
        self,
        mined: Mined,
        moves: Moves,
        *,
        apart: Iterable[tuple[int, int]] | None = None,
        moved: Iterable[tuple[int, int]] = (),
        step: tuple[int, TopicStep] | None = None,
        retitled: Iterable[int] = (),
    ) -> bool:
        """Keep what one step changed; False when somebody else went on from the same version.

        ``apart``: what never meets, if that changed; ``moved``: questions (turn, handful) that an
        engineer took elsewhere; ``step``: what an engineer did to which topic; ``retitled``: topics
        whose title may hold words that are no more.
        """
        with self._database.writing("topics") as connection:
            if not self._stepped_on(connection, mined):
                return False
            untitled = {*retitled, step[0]} if step is not None else set(retitled)
            self._keep_topics(connection, mined.version, moves, untitled)
            self._keep_handfuls(connection, moves)
            _run(connection, _MOVE_QUESTION, [{"asked": a, "into": b} for a, b in moved])
            _run(connection, _DROP, [{"gone": each} for each in moves.emptied])
            _run(connection, self._file, [asdict(each) for each in moves.filed])
            if apart is not None:
                connection.execute(delete(topics_apart))
                pairs = [{"one": one, "other": other} for one, other in apart]
                _run(connection, insert(topics_apart), pairs)
            if step is not None:
                connection.execute(insert(topic_steps), {"topic": step[0], **asdict(step[1])})
            return True

    def recount(self) -> int:
        """Count some of the topics whose numbers do not hold any more; return how many."""
        with self._database.reading() as connection:
            stamps = {row.id: row.touched for row in connection.execute(queries.TO_COUNT)}
            if not stamps:
                return 0
            ids = {"ids": list(stamps)}
            counts = {
                row["topic"]: row for row in connection.execute(queries.COUNTS, ids).mappings()
            }
            teams = [dict(row) for row in connection.execute(queries.TEAMS, ids).mappings()]
            places = [dict(row) for row in connection.execute(queries.PLACES, ids).mappings()]
        told = dict.fromkeys(stamps, 0)
        for row in teams:
            told[row["topic"]] += 1
        numbers = [
            _numbers(topic, dict(counts.get(topic, {})), told[topic], stamp)
            for topic, stamp in stamps.items()
        ]
        with self._database.writing("topics") as connection:
            connection.execute(_NUMBERS, numbers)
            for table, rows in ((topic_teams, teams), (topic_places, places)):
                connection.execute(delete(table).where(table.c.topic.in_(list(stamps))))
                _run(connection, insert(table), rows)
        return len(stamps)

    def _stepped_on(self, connection: Connection, mined: Mined) -> bool:
        if mined.version == 1:
            values = {"id": _ONE, **asdict(mined)}
            return connection.scalar(self._begin, values) is not None
        new = {f"new_{name}": value for name, value in asdict(mined).items()}
        return connection.execute(_STEP_ON, {"before": mined.version - 1, **new}).rowcount > 0

    def _keep_topics(
        self, connection: Connection, version: int, moves: Moves, retitled: set[int]
    ) -> None:
        """Keep which topics there are; those that an engineer changed need another title."""
        words = {"name": "", "suggested": "", "touched": version, "counted": 0}
        ids = sorted(moves.touched | {each for pair in moves.led for each in pair})
        _run(connection, self._touch, [{"id": each, **words, **_NOTHING} for each in ids])
        led = [{"gone": gone, "into": into} for gone, into in moves.led]
        for each in led:
            connection.execute(_INHERIT, each)
        _run(connection, _LEAD, led)
        _run(connection, _UNTITLE, [{"changed": each} for each in sorted(retitled)])

    def _keep_handfuls(self, connection: Connection, moves: Moves) -> None:
        kept = [asdict(each) for each in moves.handfuls]
        rows = [{name: each[name] for name in ("id", *_PLACED)} for each in kept]
        sums = [{name: each[name] for name in _SUMS} | {"handful": each["id"]} for each in kept]
        _run(connection, self._keep, rows)
        _run(connection, self._keep_sums, sums)
        _run(
            connection,
            _PLACE,
            [
                {
                    "handful": each.id,
                    "to": each.topic,
                    "now_bound": each.bound,
                    "now_typical": each.typical,
                }
                for each in moves.placed
            ],
        )
        _run(connection, _GATHER, [{"gone": gone, "into": into} for gone, into in moves.gathered])
        _run(connection, _DROP, [{"gone": gone} for gone, _ in moves.gathered])
        _run(connection, _REST, [{"gone": each} for each in moves.rested])
        _run(connection, _FOLLOW, [{"gone": gone, "into": into} for gone, into in moves.led])


def _held(connection: Connection, handful: int) -> list[Said]:
    rows = connection.execute(queries.HELD, {"in_handful": handful})
    return [(row.text, row.asset) for row in rows]


def _run(connection: Connection, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(statement, rows)


def _upsert(database: Database, table: Table, key: str, changed: Sequence[str]) -> Any:
    new = database.insert(table)
    return new.on_conflict_do_update(
        index_elements=[key], set_={name: new.excluded[name] for name in changed}
    )


def _numbers(topic: int, counts: dict[str, Any], teams: int, stamp: int) -> dict[str, Any]:
    times = {"first_asked": None, "last_asked": None}
    found = {**_NOTHING, **times, **counts, "teams": teams, "counted": stamp}
    found.pop("topic", None)
    return {"topic": topic} | {f"new_{name}": value for name, value in found.items()}
