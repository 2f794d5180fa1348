"""Articles: what each says in all its versions, and every step; nothing is ever changed or lost.

Knows the record, that of two who decide on the same state the first one has decided, and that
documents hold an article exactly while it is published (``editions``). Does not know who may take
a step (``bot.articles``), nor who sees what (``knowledge.access``).
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    update,
)

from knowledge.model import (
    PUBLISHED,
    WITHDRAWS,
    Article,
    ArticleAct,
    ArticleState,
    ArticleStep,
    Audience,
    Body,
    NotNow,
    number_of,
    numbered,
    shared_audience,
    wider,
)
from knowledge.store.article_codec import from_body, to_body
from knowledge.store.database import Database
from knowledge.store.editions import fit_audiences, note_grounds, write_edition
from knowledge.store.schema import article_steps, article_versions, articles, revisions

_OURS = articles.c
_BODY = (article_versions.c.article == _OURS.number) & (article_versions.c.version == _OURS.version)
_WHOLE = select(
    _OURS.number,
    _OURS.version,
    _OURS.state,
    _OURS.topic,
    _OURS.finder,
    _OURS.audience,
    article_versions.c.body,
).join_from(articles, article_versions, _BODY)
"""Articles with what they say now."""

_BY_NUMBER = _WHOLE.where(_OURS.number.in_(bindparam("numbers", expanding=True)))
"""The articles of these numbers."""

_OF_TOPIC = _WHOLE.where(_OURS.topic == bindparam("topic")).order_by(_OURS.number)
"""The articles that answer a topic."""

_IN_STATES = _WHOLE.where(_OURS.state.in_(bindparam("states", expanding=True))).order_by(
    _OURS.number
)
"""The articles in these states."""

_STEPS = (
    select(article_steps)
    .where(article_steps.c.article.in_(bindparam("numbers", expanding=True)))
    .order_by(article_steps.c.article, article_steps.c.place)
)
"""The steps of these articles, in order."""

_LINES = select(*(each for each in _OURS if each.name != "finder")).order_by(
    _OURS.changed_at.desc(), _OURS.number.desc()
)
"""What lists show of articles, the last changed first."""

_VERSIONS = (
    select(article_versions.c.version, article_versions.c.body)
    .where(article_versions.c.article == bindparam("number"))
    .order_by(article_versions.c.version)
)
"""Everything that an article ever said."""

_SHOWN = select(_OURS.number, cast(_OURS.audience, Text)).where(
    _OURS.number.in_(bindparam("numbers", expanding=True)),
    _OURS.state.in_([each.value for each in PUBLISHED]),
)
"""Who may see those of these articles that are published."""

_WITHDRAWN = (
    select(article_steps.c.article, article_steps.c.place)
    .where(
        article_steps.c.act.in_([each.value for each in WITHDRAWS]),
        article_steps.c.at >= bindparam("since", type_=article_steps.c.at.type),
    )
    .order_by(article_steps.c.seq)
)
"""The steps by which articles were withdrawn lately, the oldest first."""

_LAST_NUMBER = select(func.coalesce(func.max(_OURS.number), 0))
"""The highest number that was given out."""

_TAKEN = select(func.count()).where(revisions.c.number_key == bindparam("key"))
"""Whether a document of the plant has that number."""


@dataclass(frozen=True)
class ArticleLine:
    """What a list shows of an article, without what it says.

    ``audience`` is of today; ``flagged`` why it is to be looked at again; ``validated_at`` None
    while nobody vouches for it.
    """

    number: str
    title: str
    state: ArticleState
    version: int
    owner: str
    scope: tuple[str, ...]
    audience: Audience
    changed_at: datetime
    validated_at: datetime | None = None
    review_by: date | None = None
    topic: int | None = None
    flagged: str = ""


@dataclass(frozen=True)
class NewArticle:
    """An article to be kept: what it says, who wrote it (``by``, "" by itself), when and why.

    ``number`` is the one it has elsewhere ("KB-12"); "" takes the next one.
    """

    body: Body
    at: datetime
    by: str = ""
    reason: str = ""
    topic: int | None = None
    finder: str = ""
    number: str = ""


@dataclass(frozen=True)
class Move:
    """A step on an article as it was read; ``body`` is what it says from then on, if that is new.

    An article is followed by its own steps in one list: each starts where the last one ended.
    """

    article: Article
    step: ArticleStep
    body: Body | None = field(default=None)


class Articles:
    """All articles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        body: Body,
        *,
        at: datetime,
        by: str = "",
        reason: str = "",
        topic: int | None = None,
        finder: str = "",
    ) -> Article:
        """Keep a new article in progress; return it with its number. Raises ``NotNow``."""
        new = NewArticle(body, at, by, reason, topic, finder)
        kept = self.append([], [new])
        assert kept is not None
        return kept[0]

    def step(self, article: Article, step: ArticleStep, body: Body | None = None) -> Article | None:
        """Take one step on an article as it was read; None when somebody else took one first.

        Raises ``NotNow`` when it cannot follow.
        """
        kept = self.append([Move(article, step, body)])
        return kept[0] if kept else None

    def append(self, moves: Sequence[Move], new: Sequence[NewArticle] = ()) -> list[Article] | None:
        """Take all steps and keep all new articles, or none; None when another step came first.

        Returns the articles as they are then, those of the moves first, each once. Raises
        ``NotNow`` when a step cannot follow, or a number is taken.
        """
        after = _after(moves)
        with self._database.writing("documents") as connection:
            read = {number: before for number, (before, _) in after.items()}
            now = _read(connection, _BY_NUMBER, {"numbers": list(map(number_of, read))})
            if {each.number: each.steps for each in now} != {n: b.steps for n, b in read.items()}:
                return None
            for move in moves:
                if move.body is not None:
                    _write_version(connection, move.article.number, move.step.version, move.body)
            for before, one in after.values():
                _write_steps(connection, one, since=len(before.steps))
                self._settle(connection, one)
            fresh = [self._write_new(connection, each) for each in new]
            numbers = [*map(number_of, after), *fresh]
            found = {
                each.number: each for each in _read(connection, _BY_NUMBER, {"numbers": numbers})
            }
            return [found[numbered(number)] for number in numbers]

    def get(self, number: str) -> Article | None:
        """Return the article of that number ("KB-12", in any case), or None."""
        return next(iter(self.of_numbers([number]).values()), None)

    def of_numbers(self, numbers: Iterable[str]) -> dict[str, Article]:
        """Return the articles of these numbers, by number."""
        wanted = {number_of(each) for each in numbers} - {0}
        found = self._find(_BY_NUMBER, {"numbers": sorted(wanted)}) if wanted else []
        return {each.number: each for each in found}

    def of_topic(self, topic: int) -> list[Article]:
        """Return the articles that answer a topic, whatever their state, the oldest first."""
        return self._find(_OF_TOPIC, {"topic": topic})

    def all(self, states: Collection[ArticleState] = tuple(ArticleState)) -> list[Article]:
        """Return the articles in these states with all they say, the oldest first."""
        return self._find(_IN_STATES, {"states": [each.value for each in states]})

    def lines(self, numbers: Iterable[str] | None = None) -> list[ArticleLine]:
        """Return what lists show of articles, of these numbers or all, the last changed first."""
        wanted = _LINES
        if numbers is not None:
            wanted = _LINES.where(_OURS.number.in_(sorted(map(number_of, numbers))))
        with self._database.reading() as connection:
            return [_line(row) for row in connection.execute(wanted)]

    def versions(self, number: str) -> dict[int, Body]:
        """Return everything that an article ever said, by version, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_VERSIONS, {"number": number_of(number)})
            return {row.version: to_body(row.body) for row in rows}

    def withdrawn(self, *, since: datetime) -> list[tuple[str, int]]:
        """Return the numbers of articles that were withdrawn since, each with the step's place."""
        with self._database.reading() as connection:
            rows = connection.execute(_WITHDRAWN, {"since": since})
            return [(numbered(row.article), row.place) for row in rows]

    def audiences(self, numbers: Iterable[str]) -> dict[str, Audience]:
        """Return who may see those of these articles that are published, today."""
        wanted = sorted({number_of(each) for each in numbers})
        audience = cache(lambda told: frozenset(json.loads(told)))  # most have one of a few
        with self._database.reading() as connection:
            rows = connection.execute(_SHOWN, {"numbers": wanted})
            return {numbered(number): audience(told) for number, told in rows}

    def _find(self, statement: Select[Any], values: Mapping[str, Any]) -> list[Article]:
        with self._database.reading() as connection:
            return _read(connection, statement, values)

    def _write_new(self, connection: Connection, new: NewArticle) -> int:
        number = _free_number(connection, new.number)
        if wider(new.body.audience, shared_audience(each.audience for each in new.body.sources)):
            raise NotNow("the audience is wider than that of its sources")
        first = ArticleStep(ArticleAct.DRAFTED, new.at, 1, new.by, new.reason)
        one = Article(
            numbered(number), ArticleState.WIP, 1, new.body, (first,), new.topic, new.finder
        )
        values = {**_values(one), "number": number, "topic": new.topic, "finder": new.finder}
        connection.execute(insert(articles), values)
        _write_version(connection, one.number, 1, new.body)
        _write_steps(connection, one, since=0)
        self._settle(connection, one)
        return number

    def _settle(self, connection: Connection, article: Article) -> None:
        """Note where the article stands, and let documents hold it accordingly."""
        number = number_of(article.number)
        today = replace(article, audience=note_grounds(connection, number, article.body))
        connection.execute(update(articles).where(_OURS.number == number), _values(today))
        write_edition(self._database, connection, today)
        fit_audiences(connection, {today.number.casefold()})


def _after(moves: Sequence[Move]) -> dict[str, tuple[Article, Article]]:
    """Return by number each article as it was read, and after its steps."""
    found: dict[str, tuple[Article, Article]] = {}
    for move in moves:
        before, last = found.get(move.article.number, (move.article, move.article))
        found[move.article.number] = (before, last.then(move.step, move.body))
    return found


def _free_number(connection: Connection, wanted: str) -> int:
    """Return the number that is wanted if nothing has it, else the next that nothing has."""
    number = number_of(wanted)
    if number:
        if not _is_free(connection, number):
            raise NotNow(f"{numbered(number)} is taken already")
        return number
    number = int(connection.scalars(_LAST_NUMBER).one()) + 1
    while not _is_free(connection, number):
        number += 1
    return number


def _is_free(connection: Connection, number: int) -> bool:
    here = connection.scalar(select(func.count()).where(_OURS.number == number))
    return not here and not connection.scalar(_TAKEN, {"key": numbered(number).casefold()})


def _values(article: Article) -> dict[str, Any]:
    return {
        "version": article.version,
        "state": article.state.value,
        "title": article.body.title,
        "owner": article.body.owner,
        "scope": list(article.body.scope),
        "audience": sorted(article.audience),
        "review_by": article.body.review_by,
        "flagged": article.flagged,
        "changed_at": article.last.at,
        "validated_at": article.validated_at,
    }


def _write_version(connection: Connection, number: str, version: int, body: Body) -> None:
    row = {"article": number_of(number), "version": version, "body": from_body(body)}
    connection.execute(insert(article_versions), row)


def _write_steps(connection: Connection, article: Article, *, since: int) -> None:
    number = number_of(article.number)
    rows = [
        {**vars(step), "act": step.act.value, "article": number, "place": place}
        for place, step in enumerate(article.steps[since:], start=since)
    ]
    connection.execute(insert(article_steps), rows)


def _read(
    connection: Connection, statement: Select[Any], values: Mapping[str, Any]
) -> list[Article]:
    rows = connection.execute(statement, values).all()
    if not rows:
        return []
    steps: dict[int, list[ArticleStep]] = {row.number: [] for row in rows}
    for row in connection.execute(_STEPS, {"numbers": list(steps)}):
        step = ArticleStep(ArticleAct(row.act), row.at, row.version, row.by, row.reason)
        steps[row.article].append(step)
    return [_article(row, steps[row.number]) for row in rows]


def _article(row: Row[Any], steps: Sequence[ArticleStep]) -> Article:
    return Article(
        number=numbered(row.number),
        state=ArticleState(row.state),
        version=row.version,
        body=to_body(row.body),
        steps=tuple(steps),
        topic=row.topic,
        finder=row.finder,
        audience=frozenset(row.audience),
    )


def _line(row: Row[Any]) -> ArticleLine:
    return ArticleLine(
        number=numbered(row.number),
        title=row.title,
        state=ArticleState(row.state),
        version=row.version,
        owner=row.owner,
        scope=tuple(row.scope),
        audience=frozenset(row.audience),
        changed_at=row.changed_at,
        validated_at=row.validated_at,
        review_by=row.review_by,
        topic=row.topic,
        flagged=row.flagged,
    )
