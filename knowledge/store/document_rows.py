"""Documents as rows and back.

Knows the order of their columns. Does not run anything, nor know what binds.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from knowledge.model import DocumentClass, Passage, Revision, RevisionStatus, audience_key
from knowledge.store import document_queries as queries
from knowledge.store.standing import first_day

_N_PASSAGE = len(queries.PASSAGE_FIELDS)
_revision_id = itemgetter(_N_PASSAGE)


def revision_values(revision: Revision) -> dict[str, Any]:
    """Return a new revision's columns."""
    return {
        "id": revision.id,
        "number": revision.number,
        "number_key": revision.number.casefold(),
        "title": revision.title,
        "revision": revision.revision,
        "declared": revision.status.value,
        "status": revision.status.value,
        "retired": "",
        "path": revision.path,
        "content_hash": revision.content_hash,
        "ingested_at": revision.ingested_at,
        "effective_from": revision.effective_from,
        "binds_from": first_day(revision),
        "review_due": revision.review_due,
        "owner": revision.owner,
        "scope": list(revision.scope),
        "audience": sorted(revision.audience),
        "audience_key": audience_key(revision.audience),
        "document_class": revision.document_class.value,
        "supersedes": revision.supersedes,
        "language": revision.language,
    }


def pairs(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Passage, Revision]]:
    """Give passages with their revisions, each revision built once."""
    built: dict[str, Revision] = {}
    for row in rows:
        revision = built.get(_revision_id(row))
        if revision is None:
            revision = built[_revision_id(row)] = revision_of(row[_N_PASSAGE:])
        yield passage_of(row[:_N_PASSAGE]), revision


def passage_of(row: Sequence[Any]) -> Passage:
    """Return the passage of a row of ``PASSAGE_FIELDS``."""
    key, revision_id, ordinal, headings, section, page, text = row
    return Passage(key, revision_id, ordinal, tuple(headings), section, page, text)


def revision_of(row: Sequence[Any]) -> Revision:
    """Return the revision of a row of ``REVISION_FIELDS``."""
    (key, number, title, label, status, path, content_hash, ingested_at, effective_from,
     review_due, owner, scope, audience, document_class, supersedes, language) = row  # fmt: skip
    return Revision(
        id=key,
        number=number,
        title=title,
        revision=label,
        status=RevisionStatus(status),
        path=path,
        content_hash=content_hash,
        ingested_at=ingested_at,
        effective_from=effective_from,
        review_due=review_due,
        owner=owner,
        scope=tuple(scope),
        audience=frozenset(audience),
        document_class=DocumentClass(document_class),
        supersedes=supersedes,
        language=language,
    )
