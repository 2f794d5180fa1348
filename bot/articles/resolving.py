"""What an article rests on, looked up: a source is what the store says, never what a form says.

Knows each kind of source, and who may see it today. A source that the article had before stays as
it was then. Does not know statements.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.answering.sources import Sources
from bot.speech import tr
from knowledge import access
from knowledge.curation.gathering import said_by_author, said_by_expert
from knowledge.curation.rechecking import holds
from knowledge.model import (
    Body,
    Person,
    Source,
    SourceKind,
)
from knowledge.redaction import Redaction


class Unresolved(ValueError):
    """A source that is not there for this person: which, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}: {remedy}")
        self.what = what
        self.remedy = remedy


def resolved(
    sources: Sources,
    person: Person,
    wanted: Iterable[Source],
    *,
    before: Body | None,
    now: datetime,
) -> tuple[Source, ...]:
    """Return the sources as the store has them, under their labels. Raises ``Unresolved``."""
    known = {(each.kind, each.source_id): each for each in (before.sources if before else ())}
    look = {
        SourceKind.PASSAGE: _passage,
        SourceKind.CORRECTION: _correction,
        SourceKind.ARTICLE: _article,
        SourceKind.REPLY: _reply,
    }
    found = []
    for each in wanted:
        kept = known.get((each.kind, each.source_id))
        fresh = kept or look[each.kind](sources, person, each, now)
        as_said = each.kind is not SourceKind.PASSAGE or each.text in ("", fresh.text)
        if not as_said:
            raise Unresolved(each.label, tr("its text is not what it says; leave it as it was"))
        found.append(replace(fresh, label=each.label))
    return tuple(found)


def _passage(sources: Sources, person: Person, wanted: Source, now: datetime) -> Source:
    on = now.date()
    found = access.binding(sources.store, person, [wanted.source_id], on=on).get(wanted.source_id)
    if found is None or found[1].is_article:
        raise _not_there(wanted)
    passage, revision = found
    return replace(
        wanted,
        text=passage.text,
        document=revision.number,
        revision=revision.revision,
        section=passage.section,
        audience=revision.audience,
    )


def _correction(sources: Sources, person: Person, wanted: Source, now: datetime) -> Source:
    number = int(wanted.source_id) if wanted.source_id.isdecimal() else 0
    one = access.correction(sources.store, person, number)
    if one is None or not holds(one, now=now):
        raise _not_there(wanted)
    return said_by_author(one, store=sources.store, hide=_hide(sources)).source


def _article(sources: Sources, person: Person, wanted: Source, now: datetime) -> Source:  # noqa: ARG001
    one = access.article(sources.store, person, wanted.source_id)
    if one is None or not one.published:
        raise _not_there(wanted)
    return replace(
        wanted,
        source_id=one.number,
        text="\n".join(each.text for each in one.body.statements),
        document=one.number,
        revision=str(one.version),
        section="",
        audience=one.audience,
    )


def _reply(sources: Sources, person: Person, wanted: Source, now: datetime) -> Source:  # noqa: ARG001
    replies = (each for each in sources.store.experts.replies() if not each.routed)
    one = next((each for each in replies if str(each.number) == wanted.source_id), None)
    if one is None:
        raise _not_there(wanted)
    found = said_by_expert(one, directory=sources.directory, hide=_hide(sources)).source
    if not person.may_see(found.audience):
        raise _not_there(wanted)
    return found


def _hide(sources: Sources) -> Callable[[str], str]:
    """Return what takes people's names out of what they said."""
    return Redaction.of(sources.directory).veil().hide


def _not_there(wanted: Source) -> Unresolved:
    return Unresolved(
        wanted.label,
        tr(
            "{kind} {source} is not there, does not hold today, or is not for you to see",
            kind=wanted.kind.value,
            source=wanted.source_id,
        ),
    )
