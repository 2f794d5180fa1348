"""An article's sources as they are today: the place of a new revision that still bears it.

Knows how the place is found again. Does not know who may recheck.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.answering.sources import Sources
from bot.articles.resolving import Unresolved, resolved
from knowledge import access
from knowledge.curation.drafting.checking import evidence_of
from knowledge.curation.rechecking import holds
from knowledge.curation.seeing import audience_of
from knowledge.grounding import verify
from knowledge.model import Body, Claim, Person, Source, SourceKind, Statement


def repinned(sources: Sources, person: Person, body: Body, *, now: datetime) -> Body:
    """Return the body resting on what holds today.

    A source that is there no more is left out; whether every statement still holds is for the
    check that follows.
    """
    found: dict[str, Source] = {}
    for each in body.sources:
        places = list(_today(sources, person, each, now))
        bearing = (one for one in places if _bears(one, body, found))
        today = next(bearing, places[0] if places else None)
        if today is not None:
            found[each.label] = today
    return replace(
        body,
        answer=tuple(_citing(each, found) for each in body.answer),
        key_point=body.key_point and _citing(body.key_point, found),
        reason_why=body.reason_why and _citing(body.reason_why, found),
        sources=tuple(found.values()),
    )


def _citing(statement: Statement, found: dict[str, Source]) -> Statement:
    return replace(
        statement, citations=tuple(each for each in statement.citations if each in found)
    )


def _bears(one: Source, body: Body, found: dict[str, Source]) -> bool:
    """Whether what cites the source holds in it, beside the others as they are."""
    others = {each.label: each for each in body.sources} | found | {one.label: one}
    claims = [Claim(s.text, s.citations) for s in body.statements if one.label in s.citations]
    return not verify(claims, evidence_of(others.values())).dropped


def _today(sources: Sources, person: Person, source: Source, now: datetime) -> Iterator[Source]:
    """Give the source as it is, else the places of the document in force, the likeliest first."""
    if source.kind is SourceKind.REPLY:
        yield source
        return
    if source.kind is SourceKind.CORRECTION:
        one = sources.store.corrections.get(int(source.source_id))
        if one is not None and holds(one, now=now):
            yield replace(source, audience=audience_of(sources.store, one))
        return
    blank = replace(source, text="")
    try:
        yield resolved(sources, person, [blank], before=None, now=now)[0]
    except Unresolved:
        if source.kind is SourceKind.PASSAGE:
            yield from _elsewhere(sources, person, source, now)


def _elsewhere(sources: Sources, person: Person, source: Source, now: datetime) -> Iterator[Source]:
    revision = access.in_force(sources.store, person, source.document, on=now.date())
    if revision is None:
        return
    passages = access.whole(sources.store, person, revision)
    passages.sort(key=lambda each: (each.text != source.text, each.section != source.section))
    for each in passages:
        yield replace(
            source,
            source_id=each.id,
            text=each.text,
            revision=revision.revision,
            section=each.section,
            audience=revision.audience,
        )
