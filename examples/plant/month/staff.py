"""Who is there: the people of the month, their teams, and who is on shift at a time.

Knows the two directory files and a rota of three shifts. Does not know what anybody asks.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from examples.plant.crew import PEOPLE

MORE_PEOPLE = Path(__file__).parent / "people.yaml"
SHIFTS = ((6, 14), (14, 22), (22, 6))
"""First and last hour of the early, the late and the night shift."""
OVERLAP_MINUTES = 20
"""So long before a shift its people are there to take over."""
BY_DAY = (7, 17)
"""Hours of those who work by day."""


@dataclass(frozen=True)
class Member:
    """One of the staff. ``crew`` 0 to 2 changes shifts by the week; None works by day."""

    id: str
    team: str
    language: str
    crew: int | None

    def on_shift(self, at: datetime) -> bool:
        """Whether this person is at work at that time of the plant's clock."""
        minute = at.hour * 60 + at.minute
        if self.crew is None:
            return at.weekday() < 5 and BY_DAY[0] * 60 <= minute < BY_DAY[1] * 60
        first, last = SHIFTS[(self.crew + at.isocalendar().week) % 3]
        start, end = first * 60 - OVERLAP_MINUTES, last * 60
        return start <= minute < end if start < end else minute >= start or minute < end


def directory() -> dict[str, Any]:
    """Return the directory of the plant with all people of the month, as its file would hold it."""
    whole: dict[str, Any] = yaml.safe_load(PEOPLE.read_text(encoding="utf-8"))
    more = yaml.safe_load(MORE_PEOPLE.read_text(encoding="utf-8"))
    return {**whole, "people": [*whole["people"], *more["people"]]}


def members(people: Sequence[Mapping[str, Any]]) -> list[Member]:
    """Return the staff; the operators of a team are spread over the three shifts."""
    found: list[Member] = []
    operators: dict[str, int] = {}
    for person in people:
        crew = None
        if person["roles"] == ["operator"]:
            crew = operators.get(person["team"], 0)
            operators[person["team"]] = crew + 1
        by_shift = None if crew is None else crew % len(SHIFTS)
        found.append(Member(person["id"], person["team"], person["language"], by_shift))
    return found


def someone(staff: Sequence[Member], team: str, at: datetime, rng: random.Random) -> Member | None:
    """Return one of the team who is on shift then, or None."""
    there = [each for each in staff if each.team == team and each.on_shift(at)]
    return rng.choice(there) if there else None
