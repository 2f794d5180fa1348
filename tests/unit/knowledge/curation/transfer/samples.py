"""A plant of four lines, an article of one of them, and what the others do."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from knowledge.curation.transfer import Advised, Insight, Overridden, Work, insight_of
from knowledge.model import (
    EVERYONE,
    Article,
    ArticleAct,
    ArticleState,
    ArticleStep,
    Body,
    Directory,
    Source,
    SourceKind,
    Statement,
    Team,
)

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
HALL = "plant/snacks/seasoning"
SLOWER = "drum speed setpoint-"
KNOWN = (
    *(f"{HALL}/line-{line}" for line in (3, 4)),
    *(f"{HALL}/line-{line}/drum-{drum}" for line in (3, 4) for drum in (1, 2)),
    "plant/snacks/packing/line-1/sealer-1",
    "plant/river/seasoning/line-7/Drum 1",
)
DIRECTORY = Directory(
    teams=(
        Team("line-3", "Line 3", (f"{HALL}/line-3",)),
        Team("line-4", "Line 4", (f"{HALL}/line-4",)),
        Team("line-7", "Line 7", ("plant/river/seasoning/line-7",)),
        Team("packing", "Packing", ("plant/snacks/packing",)),
        Team("engineering", "Engineering", ("plant/snacks", "plant/river")),
        Team("maintenance", "Maintenance"),
    )
)
SOP = Source("S1", SourceKind.PASSAGE, "p-1", "…", "SOP-118", "A", "4.2", EVERYONE)


def article(**changes: Any) -> Article:
    """Return an article of Line 4 about the speed of its drums."""
    body = Body(
        title="Slower drum for thick cut kettle chips",
        wordings=("Why is the drum too fast for kettle chips?",),
        answer=(Statement("At most 36 rpm.", ("S1",)),),
        sources=(SOP,),
        scope=(f"{HALL}/line-4",),
        owner="engineering",
        audience=EVERYONE,
    )
    steps = (ArticleStep(ArticleAct.VALIDATED, NOW, 2, "p-16"),)
    facts = {name: changes.pop(name) for name in ("finder", "topic") if name in changes}
    told = replace(body, **changes)
    number, state = "KB-12", ArticleState.VALIDATED
    return Article(number, state, 2, told, steps, audience=told.audience, **facts)


def insight(**changes: Any) -> Insight:
    """Return what that article is about; it is about a slower drum and topic 5,
    asked 20 times in all."""
    one = article(topic=5, **changes)
    return insight_of(one, origin="line-4", known=KNOWN, moves=[SLOWER], asked=20)


def work(team: str, **changes: Any) -> Work:
    """Return a team with nothing but two drums."""
    return Work(team, **{"units": {"drum": ("a/drum-1", "a/drum-2")}, **changes})


ADVISED = {SLOWER: Advised(14, "Reduce drum speed from 42 to 38 rpm")}
OVERRIDES = {SLOWER: Overridden(4, 9, "Reduce drum speed from 42 to 38 rpm", shown=True)}
