"""Topics as readers see them: pages of them, one, its wordings, its questions, what was done to it.

Knows that an old id leads to the topic it went into, and that words come only from questions about
the places that are asked for. Does not know who may see which place, nor how topics come about
(``mining``).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from knowledge.model import Recurring, Topic, TopicAct, TopicOrder, TopicStep, Wording
from knowledge.store.conversations import FIELDS as TURN_FIELDS
from knowledge.store.conversations import Turn
from knowledge.store.database import Database
from knowledge.store.schema import (
    topic_handfuls,
    topic_places,
    topic_questions,
    topic_steps,
    topic_teams,
    topics,
    turns,
)

Places = Collection[str] | None
"""The places whose questions are looked at; None is all."""

_TYPICAL = 12
"""Wordings that a topic of a list has, and by which it is given a title."""
_MANY = 200
"""Wordings that a topic has that is looked at alone."""

_MERGED = select(topics.c.merged_into).where(topics.c.id == bindparam("topic"))
"""Where a topic went."""


def _from_place_to_place() -> Select[tuple[str]]:
    found = select(func.min(topic_places.c.place).label("place")).cte("found", recursive=True)
    after = select(func.min(topic_places.c.place)).where(topic_places.c.place > found.c.place)
    found = found.union_all(select(after.scalar_subquery()).where(found.c.place.is_not(None)))
    return select(found.c.place).where(found.c.place.is_not(None))


_PLACES = _from_place_to_place()
"""All places that questions were about: few, so from each to the next, not through all topics."""

_TEAMS_OF = (
    select(topic_teams.c.topic, topic_teams.c.team)
    .where(topic_teams.c.topic.in_(bindparam("ids", expanding=True)))
    .order_by(topic_teams.c.asked.desc(), topic_teams.c.team)
)
"""The teams that asked these topics, the most eager first."""

_PLACES_OF = (
    select(topic_places.c.topic, topic_places.c.place)
    .where(topic_places.c.topic.in_(bindparam("ids", expanding=True)))
    .order_by(topic_places.c.asked.desc(), topic_places.c.place)
)
"""The places that these topics were asked about, the commonest first."""

_STEPS = (
    select(*(c for c in topic_steps.c if c.name not in ("seq", "topic")))
    .where(topic_steps.c.topic == bindparam("topic"))
    .order_by(topic_steps.c.seq)
)
"""What engineers did to a topic, the oldest first."""

_RENAME = update(topics).where(topics.c.id == bindparam("topic")).values(name=bindparam("called"))
"""Give a topic the name that an engineer chose."""

_SUGGEST = (
    update(topics)
    .where(topics.c.id == bindparam("topic"), topics.c.name == "")
    .values(suggested=bindparam("title"))
)
"""Give a topic without a name the title that a model would give it."""

_TOPIC_OF = (
    select(topic_handfuls.c.topic)
    .join_from(topic_questions, topic_handfuls)
    .where(
        topic_questions.c.turn
        == select(turns.c.seq).where(turns.c.key == bindparam("turn")).scalar_subquery()
    )
)
"""The topic of the question that a turn is."""

_ASKINGS = (
    select(topic_handfuls.c.topic, topic_questions.c.team, func.count())
    .join_from(topic_questions, topic_handfuls)
    .join(turns, turns.c.seq == topic_questions.c.turn)
    .where(
        topic_handfuls.c.topic.in_(bindparam("ids", expanding=True)),
        topic_questions.c.team != "",
        turns.c.at >= bindparam("since"),
    )
    .group_by(topic_handfuls.c.topic, topic_questions.c.team)
)
"""How often each team asked these topics since then."""

_ABOUT = (
    select(turns.c.decision_id)
    .join_from(topic_questions, topic_handfuls)
    .join(turns, turns.c.seq == topic_questions.c.turn)
    .where(topic_handfuls.c.topic == bindparam("topic"), turns.c.decision_id.is_not(None))
    .order_by(turns.c.seq.desc())
    .limit(bindparam("limit"))
)
"""The recommendations that a topic's questions were about, of the newest question first."""

_WORTH = topics.c.people * (topics.c.asked + topics.c.unanswered + 2 * topics.c.not_right)
"""What it is worth to write the topic down; the same as ``knowledge.curation.worth``: a test."""

_ORDERS: dict[TopicOrder, tuple[ColumnElement[Any], ...]] = {
    TopicOrder.ASKED: (topics.c.asked.desc(), topics.c.last_asked.desc(), topics.c.id.desc()),
    TopicOrder.LATEST: (topics.c.last_asked.desc(), topics.c.id.desc()),
    TopicOrder.WORTH: (_WORTH.desc(), topics.c.last_asked.desc(), topics.c.id.desc()),
}


class Topics:
    """All topics that still are, and of which a question is left."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(
        self,
        *,
        places: Places = None,
        rule: Recurring | None = None,
        order: TopicOrder = TopicOrder.ASKED,
        limit: int = 50,
        offset: int = 0,
    ) -> list[Topic]:
        """Return a page of the topics that were asked about these places.

        ``rule``: only those that recur. The wordings are a few.
        """
        found = (
            select(topics)
            .where(*_chosen(places, rule))
            .order_by(*_ORDERS[order])
            .limit(limit)
            .offset(offset)
        )
        with self._database.reading() as connection:
            return _built(connection, connection.execute(found).all(), places, _TYPICAL)

    def count(self, *, places: Places = None, rule: Recurring | None = None) -> int:
        """Return how many there are of what ``all`` pages through."""
        found = select(func.count()).select_from(topics).where(*_chosen(places, rule))
        with self._database.reading() as connection:
            return int(connection.scalar(found) or 0)

    def get(self, topic: int, *, places: Places = None) -> Topic | None:
        """Return the topic of that id, or the one it went into, with all its wordings; or None."""
        one = select(topics).where(topics.c.id == self.leads_to(topic), *_chosen(places, None))
        with self._database.reading() as connection:
            return next(
                iter(_built(connection, connection.execute(one).all(), places, _MANY)), None
            )

    def asked_about(self, ids: Collection[int], places: Places) -> set[int]:
        """Return which of these topics were asked about the places, or went into one that was."""
        old = topics.alias()
        found = (
            select(old.c.id)
            .join_from(old, topics, topics.c.id == func.coalesce(old.c.merged_into, old.c.id))
            .where(old.c.id.in_(sorted(ids)), *_chosen(places, None))
        )
        with self._database.reading() as connection:
            return set(connection.scalars(found))

    def leads_to(self, topic: int) -> int:
        """Return the id of the topic that this one went into, or the same."""
        with self._database.reading() as connection:
            return connection.scalar(_MERGED, {"topic": topic}) or topic

    def of_turn(self, key: str) -> int | None:
        """Return the id of the topic that a turn asked, or None when it asked none."""
        with self._database.reading() as connection:
            return connection.scalar(_TOPIC_OF, {"turn": key})

    def wordings(self, topic: int, *, places: Places = None) -> list[Wording]:
        """Return the different ways in which the topic was asked, the most typical first."""
        about: dict[int, list[str]] = {}
        with self._database.reading() as connection:
            rows = connection.execute(_worded([topic], places, _MANY)).all()
            for row in connection.execute(_where_asked(topic, places)):
                about.setdefault(row.handful, []).append(row.place)
        return [
            Wording(row.handful, row.text, row.asked, tuple(about.get(row.handful, ())))
            for row in rows
        ]

    def questions(
        self, topic: int, *, places: Places = None, limit: int = 1_000
    ) -> list[tuple[int, Turn]]:
        """Return the topic's questions, the newest first: the turn's number, and the turn."""
        found = (
            select(turns.c.seq, *TURN_FIELDS)
            .join_from(topic_handfuls, topic_questions)
            .join(turns, turns.c.seq == topic_questions.c.turn)
            .where(topic_handfuls.c.topic == topic, _about(places))
            .order_by(turns.c.seq.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [(row[0], Turn(*row[1:])) for row in connection.execute(found)]

    def askings(self, topics: Collection[int], *, since: datetime) -> list[tuple[int, str, int]]:
        """Return how often each team asked each of the topics since then: topic, team, count."""
        values = {"ids": sorted(topics), "since": since}
        with self._database.reading() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(_ASKINGS, values)]

    def decisions(self, topic: int, *, limit: int) -> list[str]:
        """Return the recommendation of each of its questions about one, the newest first."""
        with self._database.reading() as connection:
            return list(connection.scalars(_ABOUT, {"topic": topic, "limit": limit}))

    def places(self) -> list[str]:
        """Return every place that a question was about; "" is none that is known."""
        with self._database.reading() as connection:
            return list(connection.scalars(_PLACES))

    def steps(self, topic: int) -> list[TopicStep]:
        """Return what engineers did to a topic, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_STEPS, {"topic": topic}).mappings()
            return [TopicStep(**{**row, "act": TopicAct(row["act"])}) for row in rows]

    def untitled(self, rule: Recurring, *, limit: int) -> list[Topic]:
        """Return recurring topics with neither a name nor a title, the most asked first."""
        without = (topics.c.name == "", topics.c.suggested == "")
        found = (
            select(topics)
            .where(*_chosen(None, rule), *without)
            .order_by(*_ORDERS[TopicOrder.ASKED])
            .limit(limit)
        )
        with self._database.reading() as connection:
            return _built(connection, connection.execute(found).all(), None, _TYPICAL)

    def suggest(self, topic: int, title: str) -> None:
        """Keep the title that a model would give a topic; a name that it has stays."""
        with self._database.writing("topics") as connection:
            connection.execute(_SUGGEST, {"topic": topic, "title": title})

    def rename(self, topic: int, name: str, step: TopicStep) -> None:
        """Give the topic a name, with what is kept of who did so; "" takes it away."""
        with self._database.writing("topics") as connection:
            connection.execute(_RENAME, {"topic": topic, "called": name})
            values = {"act": step.act, "at": step.at, "by": step.by, "reason": step.reason}
            connection.execute(insert(topic_steps), {"topic": topic, "other": None, **values})


def _chosen(places: Places, rule: Recurring | None) -> list[ColumnElement[bool]]:
    """Return what the topics are that are told about."""
    wanted: list[ColumnElement[bool]] = [topics.c.merged_into.is_(None), topics.c.asked > 0]
    if places is not None:
        here = topic_places.c.place.in_(list(places))
        wanted.append(exists().where(topic_places.c.topic == topics.c.id, here))
    if rule is not None:
        wanted.append(or_(topics.c.people >= rule.people, topics.c.teams >= rule.teams))
    return wanted


def _about(places: Places) -> ColumnElement[bool]:
    return true() if places is None else topic_questions.c.place.in_(list(places))


def _where_asked(topic: int, places: Places) -> Select[Any]:
    """Return the places that each handful of the topic was asked about, the commonest first."""
    return (
        select(topic_questions.c.handful, topic_questions.c.place)
        .join_from(topic_handfuls, topic_questions)
        .where(topic_handfuls.c.topic == topic, topic_questions.c.place != "", _about(places))
        .group_by(topic_questions.c.handful, topic_questions.c.place)
        .order_by(topic_questions.c.handful, func.count().desc(), topic_questions.c.place)
    )


def _worded(ids: Sequence[int], places: Places, most: int) -> Select[Any]:
    """Return the most typical handfuls of these topics, each in the words it was first asked in."""
    first = (
        select(topic_questions.c.turn)
        .where(topic_questions.c.handful == topic_handfuls.c.id, _about(places))
        .order_by(topic_questions.c.turn)
        .limit(1)
        .correlate(topic_handfuls)
        .scalar_subquery()
    )
    place = func.row_number().over(
        partition_by=topic_handfuls.c.topic,
        order_by=(topic_handfuls.c.typical.desc(), topic_handfuls.c.id),
    )
    ranked = (
        select(
            topic_handfuls.c.topic,
            topic_handfuls.c.id.label("handful"),
            topic_handfuls.c.weight.label("asked"),
            first.label("turn"),
            place.label("place"),
        )
        .where(
            topic_handfuls.c.topic.in_(list(ids)),
            exists().where(topic_questions.c.handful == topic_handfuls.c.id, _about(places)),
        )
        .subquery()
    )
    return (
        select(ranked.c.topic, ranked.c.handful, ranked.c.asked, turns.c.text)
        .join_from(ranked, turns, turns.c.seq == ranked.c.turn)
        .where(ranked.c.place <= most)
        .order_by(ranked.c.topic, ranked.c.place)
    )


def _built(
    connection: Connection, rows: Sequence[Row[Any]], places: Places, wordings: int
) -> list[Topic]:
    ids = [row.id for row in rows]
    if not ids:
        return []
    worded: dict[int, dict[str, str]] = {each: {} for each in ids}
    for row in connection.execute(_worded(ids, places, wordings)):
        worded[row.topic].setdefault(" ".join(row.text.casefold().split()), row.text)
    teams: dict[int, list[str]] = {each: [] for each in ids}
    for row in connection.execute(_TEAMS_OF, {"ids": ids}):
        teams[row.topic].append(row.team)
    asked_about: dict[int, list[str]] = {each: [] for each in ids}
    for row in connection.execute(_PLACES_OF, {"ids": ids}):
        asked_about[row.topic].append(row.place)
    return [
        _topic(row, tuple(worded[row.id].values()), teams[row.id], asked_about[row.id], places)
        for row in rows
    ]


def _topic(
    row: Row[Any],
    wordings: tuple[str, ...],
    teams: Sequence[str],
    asked_about: Sequence[str],
    places: Places,
) -> Topic:
    # A title that a model made of words that are not all for this reader's eyes is not for them.
    suggested = row.suggested if places is None or set(asked_about) <= set(places) else ""
    return Topic(
        id=row.id,
        title=row.name or suggested or next(iter(wordings), ""),
        wordings=wordings,
        asked=row.asked,
        people=row.people,
        teams=tuple(teams),
        first_asked=row.first_asked,
        last_asked=row.last_asked,
        assets=tuple(each for each in asked_about if each and (places is None or each in places)),
        unanswered=row.unanswered,
        not_right=row.not_right,
        routed=row.routed,
        named=bool(row.name),
    )
