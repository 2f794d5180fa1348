"""The settings of what becomes knowledge: from when on a question recurs, whom it is put to.

Knows numbers. Does not know topics or experts.
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

    expert_questions: int = Field(
        default=2,
        ge=0,
        le=20,
        description="So many questions are open at a time for somebody who lets colleagues ask "
        "what nothing written answers; 0 asks nobody.",
    )

    @property
    def recurring(self) -> Recurring:
        """From when on a topic is recurring."""
        return Recurring(self.recurring_people, self.recurring_teams)
