"""The small plant with engineers, a procedure, and articles that rest on it."""

from dataclasses import replace
from typing import Any

from bot import articles
from bot.answering.sources import Sources
from knowledge.model import (
    Article,
    Body,
    Person,
    Revision,
    RevisionStatus,
    Source,
    SourceKind,
    Statement,
)
from knowledge.store import FileRecord
from tests.reviewed_plant import ENGINEER, LINE_ENGINEER
from tests.small_plant import LINE_4, NOW, Plant

SAID = "Wait 5 min after cleaning the sensor. Otherwise the reading is 0.4 % too low."
AUDIENCE = frozenset({"line-4", "engineering"})
PASSAGE = "SOP-114-1"


def sources_of(plant: Plant) -> Sources:
    """Return what acting on articles works with, as it is now."""
    return plant.assistant.sources()


def with_sop(plant: Plant, text: str = SAID, **facts: Any) -> str:
    """Bring a procedure of one passage into force; return the id of the passage."""
    return plant.shelf.put(text, **({"audience": AUDIENCE} | facts))


def passage(source_id: str = PASSAGE, label: str = "S1") -> Source:
    """Return a source as a form names it: the store knows the rest."""
    return Source(label, SourceKind.PASSAGE, source_id, "")


def a_body(*sources: Source, **changes: Any) -> Body:
    """Return what an article of that procedure says."""
    whole = Body(
        "How long to wait after cleaning",
        ("How long do I wait after cleaning the sensor?",),
        (Statement("Wait 5 min after cleaning the sensor.", ("S1",)),),
        reason_why=Statement("Otherwise the reading is 0.4 % too low.", ("S1",)),
        sources=sources or (passage(),),
        scope=(f"{LINE_4}/drum-2",),
        owner="engineering",
    )
    return replace(whole, **changes)


def drafted(plant: Plant, body: Body | None = None, *, by: Person = ENGINEER) -> Article:
    """Return a new article, in progress."""
    return articles.create(sources_of(plant), by, body or a_body(), reason="asked often", now=NOW)


def published(plant: Plant, body: Body | None = None, *, by: Person = ENGINEER) -> Article:
    """Return a new article that nobody vouches for yet."""
    one = drafted(plant, body, by=by)
    return articles.publish(sources_of(plant), by, one.number, now=NOW)


def validated(plant: Plant, body: Body | None = None) -> Article:
    """Return a new article that somebody else than its author vouches for."""
    one = drafted(plant, body)
    return articles.validate(sources_of(plant), LINE_ENGINEER, one.number, now=NOW)


def revised(plant: Plant, text: str = SAID, label: str = "D", **facts: Any) -> str:
    """Bring the next revision of SOP-114 into force; return the id of its passage."""
    from knowledge.model import Passage

    new = Revision(
        id=f"SOP-114-{label}",
        number="SOP-114",
        title="Seasoning control",
        revision=label,
        status=RevisionStatus.APPROVED,
        path=f"SOP-114-{label}.md",
        content_hash=label,
        ingested_at=NOW,
        effective_from=NOW.date(),
        audience=AUDIENCE,
    )
    new = replace(new, **facts)
    piece = Passage(f"SOP-114-{label}-1", new.id, 0, ("6 Waiting",), "6.2", None, text)
    file = FileRecord(new.path, 1, 1, label, "ingested", "", new.id)
    plant.store.documents.save(new, [piece], file)
    return piece.id
