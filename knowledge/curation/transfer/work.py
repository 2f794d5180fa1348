"""One team's own work in figures: its equipment, what it runs, is told, asks and overrides.

Knows counts about equipment and questions. Never a person: whether a number about people may be
shown is decided by whoever counts them (``shown``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Advised:
    """How often a change was recommended; ``example`` is its latest wording."""

    times: int
    example: str


@dataclass(frozen=True)
class Overridden:
    """How often a recommended change was overridden, of how many that were decided.

    ``better`` of the overrides whose result is ``known`` did better than following does.
    ``shown``: the numbers are about enough people to be told.
    """

    count: int
    of: int
    example: str
    better: int = 0
    known: int = 0
    shown: bool = False


@dataclass(frozen=True)
class Work:
    """A team's figures of one period.

    ``units``: its equipment by class. ``runs``: how many of its ``recommended`` recommendations
    logged that word, such as a product's name. ``advice`` and ``overrides`` by recommended change,
    ``asked`` by topic.
    """

    team: str
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recommended: int = 0
    runs: Mapping[str, int] = field(default_factory=dict)
    advice: Mapping[str, Advised] = field(default_factory=dict)
    overrides: Mapping[str, Overridden] = field(default_factory=dict)
    asked: Mapping[int, int] = field(default_factory=dict)
