"""What is asked in the month: subjects that come again, questions asked once, and noise.

Knows the files of wordings and refuses what is wrong in them. Does not know who asks or when.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "de", "es", "pl", "pt", "tr", "vi", "zh")
DAYS = 30
ALL_DAYS = (0, DAYS)


@dataclass(frozen=True)
class Correction:
    """What somebody says is right instead of an answer, and why."""

    expectation: str
    rationale: str
    reason_class: str


@dataclass(frozen=True)
class Subject:
    """One question that comes again. ``asked`` is how often in a month, ``teams`` by weight.

    ``wordings`` by language; ``at`` names a place of ``PLACES``; ``about`` is a part of the
    action of the recommendations it is asked about, or None. ``truth`` is what is right, from
    ``document``, or known to ``expert`` only. ``right``: the share of judgements that are "right"
    when an answer cites it.
    """

    id: str
    title: str
    asked: int
    teams: Mapping[str, int]
    at: str
    wordings: Mapping[str, Sequence[str]]
    truth: str
    right: float = 0.0
    document: str = ""
    expert: str = ""
    about: str | None = None
    days: tuple[int, int] = ALL_DAYS
    correction: Correction | None = None


@dataclass(frozen=True)
class Noise:
    """What everybody types and is no question about the work; ``share`` is its part of all noise.

    ``about`` is "" when it is asked about some recommendation, whichever.
    """

    id: str
    share: int
    wordings: Sequence[str]
    about: str | None = None


@dataclass(frozen=True)
class OneOff:
    """A question that one person asks once."""

    team: str
    text: str


def subjects(folder: Path = FOLDER / "subjects") -> list[Subject]:
    """Return all subjects, in the order of the files. Raises ``ValueError`` naming the subject."""
    found = [
        _subject(name, fields)
        for path in sorted(folder.glob("*.yaml"))
        for name, fields in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    ]
    names = [each.id for each in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"subjects {sorted(twice)} are there twice; give each a name of its own")
    return found


def noise(path: Path = FOLDER / "noise.yaml") -> list[Noise]:
    """Return what is no question about the work."""
    kinds = yaml.safe_load(path.read_text(encoding="utf-8")).items()
    return [
        Noise(name, fields["share"], _lines(fields["says"]), fields.get("about"))
        for name, fields in kinds
    ]


def one_offs(path: Path = FOLDER / "one_offs.txt") -> list[OneOff]:
    """Return the questions that are asked once."""
    lines = path.read_text(encoding="utf-8").splitlines()
    parts = [line.split(" | ", 1) for line in lines if not line.startswith("#")]
    return [OneOff(team, text) for team, text in parts]


def _subject(name: str, fields: dict[str, Any]) -> Subject:
    wordings = {each: _lines(fields.pop(each)) for each in LANGUAGES if each in fields}
    if "en" not in wordings:
        raise ValueError(f"subject {name} has no English wordings; write them below en:")
    if "correction" in fields:
        fields["correction"] = Correction(**fields["correction"])
    if "days" in fields:
        first, last = fields["days"]
        fields["days"] = (first, last)
    try:
        return Subject(id=name, wordings=wordings, **fields)
    except TypeError as bad:
        raise ValueError(f"subject {name}: {bad}; see subjects.py for its fields") from None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.strip().splitlines() if line.strip())
