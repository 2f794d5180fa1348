"""One call of a command: with what, for whom to tell the progress, and when.

Knows the shape that all commands share. Does not know any command.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.owner import Params, Progress
from bot.services import Services


@dataclass(frozen=True)
class Call:
    """What a command works with; ``params`` are plain JSON, as they crossed the loopback."""

    services: Services
    params: Params
    progress: Progress
    now: datetime

    def language(self) -> str:
        """Return the language of whoever the command acts for. Raises ``UnknownPerson``."""
        return self.services.person(self.optional("person")).language

    def text(self, name: str) -> str:
        """Return the parameter as text; ``KeyError`` when it is missing."""
        return str(self.params[name])

    def optional(self, name: str) -> str | None:
        """Return the parameter as text, or None when it was not given."""
        value = self.params.get(name)
        return None if value is None else str(value)

    def texts(self, name: str) -> list[str]:
        """Return the parameter as a list of texts; empty when it was not given."""
        value = self.params.get(name)
        return [str(each) for each in value] if isinstance(value, list) else []
