"""Chat without a vendor: a Message comes in, a Reply goes out, a Channel shows it.

Knows nothing of Slack, Teams or HTML.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.model import Answer, Group, Person, Viewer


@dataclass(frozen=True)
class Message:
    """What a person said. ``key`` names what happened, so that a redelivery has one effect.

    ``decision_id`` and ``asset`` are set when the person pointed at something (clicked a
    recommendation, chose a candidate) besides, or instead of, naming it in words. ``beside`` are
    the others who will read the reply, such as the members of the channel it goes to. ``watching``
    are all before whose eyes it is written, when that is not the person alone: claims that are
    told before the answer is whole rest on nothing that one of them may not see.
    """

    key: str
    conversation_id: str
    person: Person
    text: str
    at: datetime
    decision_id: str | None = None
    asset: str | None = None
    beside: tuple[Person, ...] = ()
    watching: Viewer | None = None

    @property
    def viewer(self) -> Viewer:
        """Whoever reads the reply: it uses only what all of them may see."""
        return Group((self.person, *self.beside)) if self.beside else self.person


@dataclass(frozen=True)
class Reply:
    """What the assistant says back; every channel renders the same Reply.

    ``question_id`` is the key of the stored question and its answer: what a judgement points at.
    """

    question_id: str
    conversation_id: str
    asked: str
    at: datetime
    answer: Answer


class Channel(Protocol):
    """A face: it turns a Reply into what its people see, losing and adding nothing."""

    def render(self, reply: Reply) -> str:
        """Return the reply as this channel shows it; texts from documents stay inert."""
        ...
