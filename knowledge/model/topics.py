"""Topics: what is asked again and again, as one thing with an id that stays.

Knows what a reader may be told of a topic. Does not know how questions are parted into topics
(``knowledge.curation.topics``), nor any person: who asked is counted where it is kept.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Recurring:
    """From when on a topic is recurring: so many people, or so many teams, asked it."""

    people: int = 3
    teams: int = 2


@dataclass(frozen=True)
class Topic:
    """One recurring question.

    ``title`` is its most typical wording, or what an engineer called it (``named``). ``wordings``
    are different ways in which it was asked, the most typical first. ``asked`` counts questions,
    ``people`` those who asked, ``teams`` are the ids of their teams. ``unanswered`` and
    ``not_right`` count the questions that got no answer, or one that was judged not right.
    ``assets`` are what it was asked about, the commonest first.
    """

    id: int
    title: str
    wordings: tuple[str, ...]
    asked: int
    people: int
    teams: tuple[str, ...]
    first_asked: datetime
    last_asked: datetime
    assets: tuple[str, ...] = ()
    unanswered: int = 0
    not_right: int = 0
    named: bool = False

    def recurs(self, rule: Recurring) -> bool:
        """Whether it was asked by enough people or teams to be worth an article."""
        return self.people >= rule.people or len(self.teams) >= rule.teams
