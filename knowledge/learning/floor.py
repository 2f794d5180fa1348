"""The privacy floor: from how many people and events on a number about them may be shown.

Knows the least numbers. Does not know what is counted. The floor can be raised, not lowered.
"""

from dataclasses import dataclass

LEAST_PEOPLE = 5
LEAST_EVENTS = 10


@dataclass(frozen=True)
class Floor:
    """How many people and events a number needs. Raises ``ValueError`` for a lower floor."""

    people: int = LEAST_PEOPLE
    events: int = LEAST_EVENTS

    def __post_init__(self) -> None:
        if self.people < LEAST_PEOPLE or self.events < LEAST_EVENTS:
            raise ValueError(
                f"the floor is {self.people} people and {self.events} events; it can be raised "
                f"from {LEAST_PEOPLE} and {LEAST_EVENTS}, not lowered"
            )

    def passed(self, *, people: int, events: int) -> bool:
        """Whether a number about that many may be shown."""
        return people >= self.people and events >= self.events
