"""A published article as a revision of a document: its number "KB-12", its revision the version.

Knows that documents hold an article exactly while it is published, and that it is seen by no more
people than what it rests on: both within the transaction in which either changes. So permissions,
search and citations of documents hold for articles as they are. Does not know who decides.
"""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain

from sqlalchemy import Connection, bindparam, insert, select, update

from knowledge.model import (
    Article,
    ArticleState,
    Audience,
    Body,
    DocumentClass,
    Passage,
    Revision,
    RevisionStatus,
    SourceKind,
    audience_key,
    numbered,
    shared_audience,
)
from knowledge.store import document_queries as queries
from knowledge.store.database import Database
from knowledge.store.revising import retire_earlier, write_passages, write_revision
from knowledge.store.schema import article_grounds, article_versions, articles, corrections
from knowledge.tongue import language_of_document

_BUILT_ON = (
    select(articles.c.number, articles.c.audience, article_versions.c.body)
    .join(
        article_versions,
        (article_versions.c.article == articles.c.number)
        & (article_versions.c.version == articles.c.version),
    )
    .where(
        articles.c.number.in_(
            select(article_grounds.c.article).where(
                article_grounds.c.document_key.in_(bindparam("keys", expanding=True))
            )
        )
    )
    .order_by(articles.c.number)
)
"""The articles that rest on documents of these numbers, with what they say."""

_GROUNDS = select(article_grounds.c.document_key, article_grounds.c.passage).where(
    article_grounds.c.article == bindparam("article")
)
"""What an article rests on."""

_BASES = select(corrections.c.basis).where(corrections.c.seq.in_(bindparam("ids", expanding=True)))
"""What corrections rest on."""

_DROP_GROUNDS = article_grounds.delete().where(article_grounds.c.article == bindparam("which"))
"""Forget what an article rested on in its last version."""

_SET_AUDIENCE = (
    update(articles)
    .where(articles.c.number == bindparam("which"))
    .values(audience=bindparam("whom"))
)
"""Say who may see an article."""


def edition_of(article: Article) -> tuple[Revision, Passage]:
    """Return the article as documents hold it: found by its questions, quoted by its answer."""
    body, version = article.body, str(article.version)
    vouched = article.state is ArticleState.VALIDATED
    key = f"article\x1f{article.number}\x1f{version}"
    text = "\n".join(each.text for each in body.statements)
    revision = Revision(
        id=_id(key),
        number=article.number,
        title=body.title,
        revision=version,
        status=RevisionStatus.APPROVED if vouched else RevisionStatus.UNCONTROLLED,
        path=f"article:{article.number}",
        content_hash=_id(text),
        ingested_at=article.last.at,
        review_due=body.review_by,
        owner=body.owner,
        scope=body.scope,
        audience=article.audience,
        document_class=DocumentClass.ARTICLE,
        language=language_of_document(text),
    )
    return revision, Passage(_id(f"{key}\x1f0"), revision.id, 0, body.wordings, "", None, text)


def write_edition(database: Database, connection: Connection, article: Article) -> None:
    """Let documents hold the article as it stands: in force while published, else not at all."""
    if not article.published:
        connection.execute(queries.WITHDRAW_EDITIONS, {"key": article.number.casefold()})
        return
    revision, passage = edition_of(article)
    write_revision(database, connection, revision)
    write_passages(connection, revision.id, [passage])
    retire_earlier(connection, revision, revision.ingested_at.date())
    _show(connection, article.number, article.audience)


def note_grounds(connection: Connection, number: int, body: Body) -> Audience:
    """Keep what the article rests on; return who may see it today: who sees all of that."""
    connection.execute(_DROP_GROUNDS, {"which": number})
    rows = [
        {"article": number, "document_key": key, "passage": passage}
        for key, passage in dict.fromkeys(_grounds(connection, body))
    ]
    if rows:
        connection.execute(insert(article_grounds), rows)
    return shared_audience([body.audience, *_seen_by(connection, number)])


def fit_audiences(connection: Connection, keys: Iterable[str]) -> None:
    """Show articles to those who may see all they rest on, after documents changed.

    ``keys`` are the changed documents' numbers, case folded. An article is never shown to more
    people than its body says.
    """
    changed = set(keys)
    while changed:
        rows = connection.execute(_BUILT_ON, {"keys": sorted(changed)}).all()
        changed = set()
        for number, audience, body in rows:
            own = frozenset(body["audience"])
            today = shared_audience([own, *_seen_by(connection, number)])
            if today != frozenset(audience):
                connection.execute(_SET_AUDIENCE, {"which": number, "whom": sorted(today)})
                _show(connection, numbered(number), today)
                changed.add(numbered(number).casefold())


def _grounds(connection: Connection, body: Body) -> Iterator[tuple[str, str]]:
    """Give the documents that the body rests on by number and passage, also through corrections."""
    said = []
    for source in body.sources:
        match source.kind:
            case SourceKind.PASSAGE:
                yield source.document.casefold(), source.source_id
            case SourceKind.ARTICLE:
                yield source.source_id.casefold(), ""
            case SourceKind.CORRECTION:
                said.append(source.source_id)
            case SourceKind.REPLY:
                pass
    numbers = [int(each) for each in said if each.isascii() and each.isdecimal()]
    if numbers:
        for document, _, passage in chain(*connection.scalars(_BASES, {"ids": numbers})):
            yield document.casefold(), passage


def _seen_by(connection: Connection, number: int) -> Iterator[Audience]:
    """Give who may see each document that the article rests on: as cited, and as it is now."""
    grounds = connection.execute(_GROUNDS, {"article": number}).all()
    keys, cited = {row.document_key for row in grounds}, {row.passage for row in grounds} - {""}
    now = connection.scalars(queries.IN_FORCE_AUDIENCES, {"keys": sorted(keys)})
    then = {
        row.id: row.audience
        for row in connection.execute(queries.AUDIENCES, {"ids": sorted(cited)})
    }
    yield from map(frozenset, (*now, *then.values()))


def _show(connection: Connection, number: str, audience: Audience) -> None:
    """Give all versions of the article that were published this audience."""
    ids = connection.scalars(queries.EDITIONS, {"key": number.casefold()}).all()
    if ids:
        whom = {"new_audience": sorted(audience), "new_key": audience_key(audience)}
        connection.execute(queries.SET_AUDIENCE, {"ids": ids, **whom})


def _id(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
