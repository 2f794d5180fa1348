"""Worth: how much good it does to write something down, so that lists begin with the most.

Knows figures only: how many people ask, how often, and what not knowing costs them. It orders; a
reader is told the figures, never a score.
"""

from dataclasses import dataclass

UNANSWERED = 2
NOT_RIGHT = 3
"""What an asking costs that got no answer, or a wrong one, as one that got its answer costs 1.

A wrong answer is acted on. Set, not measured: no plant has told us yet what a wrong one cost it.
"""


@dataclass(frozen=True)
class Need:
    """What is not known well: who asks for it, and how they fared.

    ``askers`` are people (or the teams, where people are not counted), ``asked`` the questions; of
    these, ``unanswered`` got no answer and ``not_right`` one that was judged not right.
    """

    askers: int
    asked: int
    unanswered: int = 0
    not_right: int = 0

    @property
    def worth(self) -> int:
        """Askers times askings, each counted by what it costs; more is more worth writing."""
        more = (UNANSWERED - 1) * self.unanswered + (NOT_RIGHT - 1) * self.not_right
        return self.askers * (self.asked + more)
