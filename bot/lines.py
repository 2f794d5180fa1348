"""One step of something's life in words, for whoever reads what became of it.

Knows that a step has a time. Does not know what took the step, nor how it is worded.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar


class Dated(Protocol):
    """A step that was taken at some time."""

    @property
    def at(self) -> datetime:
        """When it was."""
        ...


S_co = TypeVar("S_co", bound=Dated, covariant=True)


@dataclass(frozen=True)
class Line(Generic[S_co]):
    """One step in words; "" for one that the next step tells too."""

    step: S_co
    text: str

    @property
    def at(self) -> datetime:
        """When it was."""
        return self.step.at
