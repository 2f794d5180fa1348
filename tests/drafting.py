"""Grounds of the tests: passages, corrections and replies with facts that a test may change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from knowledge.curation.drafting.material import Ground, Material
from knowledge.model import Audience, Directory, Person, Role, Source, SourceKind, Team

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
HALL = "northfield/snacks/seasoning"
LINE_3, LINE_4 = f"{HALL}/line-3", f"{HALL}/line-4"
BOTH: Audience = frozenset({"line-3", "line-4", "engineering"})
DIRECTORY = Directory(
    teams=(
        Team("line-3", "Line 3", (LINE_3,)),
        Team("line-4", "Line 4", (LINE_4,)),
        Team("engineering", "Process Engineering", (HALL,)),
    ),
    people=(Person("p-14", "Dalia", frozenset({"engineering"}), frozenset({Role.ENGINEER})),),
)
STEPS = """Reducing the drum speed is the first choice because it costs no output.

1. Reduce the drum speed by not more than 4 rpm in one step.
2. Wait 10 minutes.
3. Do not go below 36 rpm. Below that the curtain collapses.
"""


def alike(text: str, others: Sequence[str]) -> list[float]:
    """Return the share of words that the text and each of the others have in common."""
    words = _words(text)
    return [len(words & _words(other)) / max(1, len(words | _words(other))) for other in others]


def _words(text: str) -> set[str]:
    return {word.strip(".,:;?!") for word in text.casefold().split()}


def passage(text: str = STEPS, **facts: object) -> Ground:
    """Return a confirmed passage of SOP-114; ``number`` and ``section`` name its place."""
    number, section = str(facts.pop("number", "SOP-114")), str(facts.pop("section", "6.2"))
    audience = facts.pop("audience", BOTH)
    assert isinstance(audience, frozenset)
    source = Source(
        "", SourceKind.PASSAGE, f"{number}-{section}", text, number, "C", section, audience
    )
    ground = Ground(
        source,
        title=f"{number} title",
        headings=("6 Control", f"{section} Drum speed"),
        scope=(HALL,),
        owner="Process Engineering",
        people=2,
        near=0.6,
    )
    return replace(ground, **facts)  # type: ignore[arg-type]


def said(text: str, *, number: int = 12, why: str = "", **facts: object) -> Ground:
    """Return an accepted correction."""
    audience = facts.pop("audience", BOTH)
    assert isinstance(audience, frozenset)
    told = f"{text}\n\n{why}".strip()
    source = Source(
        "", SourceKind.CORRECTION, str(number), told, document=f"C-{number}", audience=audience
    )
    return replace(Ground(source, near=1.0, why=why), **facts)  # type: ignore[arg-type]


def material(*grounds: Ground, **facts: object) -> Material:
    """Return the material of a question about the drum speed, asked by both lines."""
    asked = Material(
        title="how do I reduce the drum speed?",
        wordings=("how do I reduce the drum speed?", "Drum speed: reduce it in which steps?"),
        grounds=grounds,
        now=NOW,
        assets=(f"{LINE_3}/drum-1", f"{LINE_4}/drum-2"),
        teams=frozenset({"line-3", "line-4"}),
    )
    return replace(asked, **facts)  # type: ignore[arg-type]
