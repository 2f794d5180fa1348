"""The settings of what becomes knowledge: from when on a question recurs.

Knows numbers. Does not know topics.
"""

from pydantic import Field
from pydantic_settings import BaseSettings

from knowledge.model import Recurring


class KnowledgeSettings(BaseSettings):
    """The part of the settings that is about topics and articles."""

    recurring_people: int = Field(
        default=3,
        ge=1,
        le=1000,
        description="A question recurs, and is worth an article, when so many people asked it.",
    )
    recurring_teams: int = Field(
        default=2, ge=1, le=1000, description="The same when people of so many teams asked it."
    )

    @property
    def recurring(self) -> Recurring:
        """From when on a topic is recurring."""
        return Recurring(self.recurring_people, self.recurring_teams)
