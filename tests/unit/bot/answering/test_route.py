"""What is sent to a trained role, and which of its controlled text is quoted."""

from dataclasses import replace
from typing import Any, cast

from bot.answering.gather import Material
from bot.answering.intents import Intent
from bot.answering.mentions import AssetNames
from bot.answering.passages import Found, Shelf
from bot.answering.resolve import Subject
from bot.answering.route import route
from bot.answering.sources import Sources
from knowledge.hazards import Hazards
from knowledge.model import (
    Directory,
    DocumentClass,
    Glossary,
    Passage,
    Revision,
    RevisionStatus,
)
from tests.small_plant import NOW

LOCKS_OFF = "Each person takes off only their own lock."
STEPS = "1. Stop the drum.\n2. Turn the main isolator to 0.\n3. Put on your own lock."
LOCKOUT = Revision(
    id="SOP-140-C",
    number="SOP-140",
    title="Lockout of drum drives",
    revision="C",
    status=RevisionStatus.APPROVED,
    path="SOP-140.md",
    content_hash="SOP-140",
    ingested_at=NOW,
    owner="Safety",
    document_class=DocumentClass.CERTIFIED_TRAINING_ONLY,
)
NOTHING_KEPT = cast(Any, None)
SOURCES = Sources(
    NOTHING_KEPT,
    NOTHING_KEPT,
    Directory(),
    AssetNames.of(Directory()),
    Hazards.of(Glossary()),
    Glossary(),
)
OTHER = replace(LOCKOUT, id="SOP-141-A", number="SOP-141")


def quoted(*texts: tuple[Revision, str], intent: Intent = Intent.HOW) -> list[str]:
    """Return what is quoted of these passages, the one that fits best first."""
    found = tuple(
        Found(f"S{n}", Passage(f"p{n}", revision.id, n, (), str(n), None, text), revision, 0.9)
        for n, (revision, text) in enumerate(texts, start=1)
    )
    subject = Subject(intent, "how do I lock out the drive?", "lock out the drive")
    routed = route(subject, Material(now=NOW, shelf=Shelf(found)), SOURCES)
    assert routed is not None
    assert routed.route.role == "Safety"
    assert all(claim.quote for claim in routed.claims)
    return [claim.text for claim in routed.claims]


def test_how_is_answered_with_the_steps_beside_the_best_passage_that_has_none() -> None:
    assert quoted((LOCKOUT, LOCKS_OFF), (LOCKOUT, STEPS)) == [LOCKS_OFF, STEPS]


def test_steps_that_fit_best_stand_alone() -> None:
    assert quoted((LOCKOUT, STEPS), (LOCKOUT, LOCKS_OFF)) == [STEPS]


def test_steps_of_another_document_are_not_quoted_beside_it() -> None:
    assert quoted((LOCKOUT, LOCKS_OFF), (OTHER, STEPS)) == [LOCKS_OFF]


def test_what_is_no_how_is_answered_with_the_best_passage_alone() -> None:
    told = quoted((LOCKOUT, LOCKS_OFF), (LOCKOUT, STEPS), intent=Intent.DOCUMENT)
    assert told == [LOCKS_OFF]
