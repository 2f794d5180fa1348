"""What an article says as JSON and back, exactly.

Knows every field of a body; one that is missing or unknown is a damaged row and is refused by
name. Does not know tables, nor the Markdown that people edit (``knowledge.ingest.articles``).
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from knowledge.model import Body, Source, SourceKind, Statement
from knowledge.store.errors import NotStorable

Json = dict[str, Any]
_NAMES = frozenset(each.name for each in fields(Body))


def from_body(body: Body) -> Json:
    """Return the body as JSON."""
    return {
        "title": body.title,
        "wordings": list(body.wordings),
        "answer": [_from_statement(each) for each in body.answer],
        "key_point": body.key_point and _from_statement(body.key_point),
        "reason_why": body.reason_why and _from_statement(body.reason_why),
        "sources": [_from_source(each) for each in body.sources],
        "scope": list(body.scope),
        "conditions": body.conditions,
        "owner": body.owner,
        "audience": sorted(body.audience),
        "review_by": body.review_by and body.review_by.isoformat(),
        "supersedes": body.supersedes,
    }


def to_body(content: Mapping[str, Any]) -> Body:
    """Return the body that ``from_body`` wrote; ``NotStorable`` names a field that is off."""
    off = sorted(_NAMES ^ content.keys())
    if off:
        raise NotStorable(f"a kept article has other fields than this Tandem knows: {off}")
    key, reason = content["key_point"], content["reason_why"]
    return Body(
        title=content["title"],
        wordings=tuple(content["wordings"]),
        answer=tuple([_to_statement(row) for row in content["answer"]]),
        key_point=None if key is None else _to_statement(key),
        reason_why=None if reason is None else _to_statement(reason),
        sources=tuple([_to_source(row) for row in content["sources"]]),
        scope=tuple(content["scope"]),
        conditions=content["conditions"],
        owner=content["owner"],
        audience=frozenset(content["audience"]),
        review_by=content["review_by"] and date.fromisoformat(content["review_by"]),
        supersedes=content["supersedes"],
    )


def _from_statement(statement: Statement) -> list[Any]:
    return [statement.text, list(statement.citations)]


def _to_statement(row: list[Any]) -> Statement:
    text, citations = row
    return Statement(text, tuple(citations))


def _from_source(source: Source) -> list[Any]:
    return [
        source.label,
        source.kind.value,
        source.source_id,
        source.text,
        source.document,
        source.revision,
        source.section,
        sorted(source.audience),
    ]


def _to_source(row: list[Any]) -> Source:
    label, kind, source_id, text, document, revision, section, audience = row
    return Source(
        label, SourceKind(kind), source_id, text, document, revision, section, frozenset(audience)
    )
