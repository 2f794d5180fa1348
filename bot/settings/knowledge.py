"""The settings of what becomes knowledge: when a question recurs, who is asked, how it went.

Knows numbers. Does not know topics, experts or articles.
"""

from pydantic import Field
from pydantic_settings import BaseSettings

from knowledge.model import Recurring

REMEDIES = {
    "recurring_people": "write a whole number from 1 to 1000",
    "recurring_teams": "write a whole number from 1 to 1000",
    "transfer_days": "write a whole number from 1 to 365",
}
"""What to do about a value of these that cannot be used."""


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

    transfer_days: int = Field(
        default=14,
        ge=1,
        le=365,
        description="A team that took up an article of another one is asked once whether it "
        "worked, after so many days.",
    )
