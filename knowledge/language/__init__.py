"""The seam to language models: what is asked, what comes back piece by piece, and what goes wrong.

Knows texts, tokens, troubles and how a model is reached. Does not know how a provider is spoken to
(``langchain``), what is asked, or whether what comes back is true: whoever asks checks that.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Trouble(StrEnum):
    """Why nothing usable came back, in words that no provider coined."""

    AWAY = "away"
    """It cannot be reached, or fails on its side."""
    BUSY = "busy"
    """It is asked too much at the moment."""
    SLOW = "slow"
    """It did not finish in its time."""
    NOT_ALLOWED = "not_allowed"
    """It does not accept the key."""
    UNKNOWN = "unknown"
    """The provider has no model of that name."""
    DECLINED = "declined"
    """It refuses to write this."""
    CUT = "cut"
    """Its text ended in the middle."""
    ENDLESS = "endless"
    """It does not stop writing."""
    RESTING = "resting"
    """It failed several times in a row and is left alone for a while."""
    UNUSABLE = "unusable"
    """It wrote, but nothing that holds."""


class ModelFailed(Exception):
    """A call that gave no whole text; ``retry_after`` seconds when the provider said how long."""

    def __init__(self, trouble: Trouble, told: str = "", *, retry_after: float = 0.0) -> None:
        super().__init__(f"{trouble.value}: {told}" if told else trouble.value)
        self.trouble = trouble
        self.retry_after = retry_after


@dataclass(frozen=True)
class Request:
    """What the model is told: its task (``system``) and the matter (``user``). No tools."""

    system: str
    user: str


@dataclass(frozen=True)
class Tokens:
    """How many tokens a call read and wrote, as the provider counts them."""

    read: int = 0
    written: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(self.read + other.read, self.written + other.written)


@dataclass(frozen=True)
class Piece:
    """Text as it comes; all pieces' ``tokens`` together are the call's, if the provider counts."""

    text: str = ""
    tokens: Tokens | None = None


PROVIDERS: Mapping[str, str] = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "ollama": "http://127.0.0.1:11434",
}
"""Each provider with its own address; any other address may be given instead."""


@dataclass(frozen=True)
class Connection:
    """How a model is reached. ``options`` are further parameters that its library takes."""

    provider: str
    model: str
    url: str = ""
    key: str = field(default="", repr=False)
    options: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 60.0

    @property
    def address(self) -> str:
        """Where the model is asked."""
        return self.url or PROVIDERS[self.provider]


class LanguageModel(Protocol):
    """Writes a text for a request. ``name`` is what answers and counters call it."""

    name: str

    def write(self, request: Request, *, seconds: float) -> Generator[Piece]:
        """Yield the text piece by piece; it is whole when the iteration ends without an error.

        Raises ``ModelFailed`` and nothing else, after ``seconds`` at the latest. A generator that
        is closed early ends the call.
        """
        ...
