"""Worth: how much good it does to write something down, so that lists begin with the most.

Knows figures only: how many people ask, how often, and what not knowing costs them. What costs is
told with its figures, never as a bare score.
"""

from dataclasses import dataclass

DAYS = 30
"""The time over which askings are counted: what was asked a year ago costs nobody anything now."""
UNANSWERED = 2.0
NOT_RIGHT = 3.0
"""What an asking costs that got no answer, or a wrong one, as one that got its answer costs 1.

A wrong answer is acted on. Set, not measured: no plant has told us yet what a wrong one cost it.
"""


@dataclass(frozen=True)
class Need:
    """What is not known well: who asks for it, and how they fared.

    ``askers`` are people (at least the teams, where people are not counted), ``asked`` the
    questions within ``DAYS``; of these, ``unanswered`` got no answer and ``not_right`` one that
    was judged not right.
    """

    askers: int
    asked: int
    unanswered: int = 0
    not_right: int = 0

    @property
    def worth(self) -> float:
        """Askers times askings, each counted by what it costs; more is more worth writing."""
        answered = max(0, self.asked - self.unanswered - self.not_right)
        return self.askers * (answered + UNANSWERED * self.unanswered + NOT_RIGHT * self.not_right)
