"""A model that writes what it is told to: the twin of real ones, for tests of what is around them.

Knows scripts. ``claims`` writes the lines that ``prompts/answer.md`` asks for.
"""

import json
import time
from collections.abc import Callable, Generator, Sequence

from knowledge.language import ModelFailed, Piece, Request, Tokens
from knowledge.language.timed import in_time

_PIECE = 7
"""Characters a piece: real models cut words and lines anywhere."""

Script = str | ModelFailed | Callable[[Request], str]
"""A text, a failure, or what makes the text of a request (and may sleep, or raise a failure)."""


def claims(*said: tuple[str, Sequence[str]]) -> str:
    """Return the lines of these claims: (text, labels) each."""
    return "".join(
        json.dumps({"text": text, "cites": list(labels)}, ensure_ascii=False) + "\n"
        for text, labels in said
    )


class ScriptedModel:
    """Plays its scripts in order, the last one for ever; ``asked`` holds what it was asked."""

    def __init__(self, *scripts: Script, name: str = "scripted") -> None:
        self.name = name
        self.asked: list[Request] = []
        self.play(*scripts or ("",))

    def play(self, *scripts: Script) -> None:
        """Play these from now on."""
        self.asked.clear()
        self._scripts = scripts

    def write(self, request: Request, *, seconds: float) -> Generator[Piece]:
        """Yield the next script in pieces; see ``LanguageModel``."""
        script = self._scripts[min(len(self.asked), len(self._scripts) - 1)]
        self.asked.append(request)
        return in_time(lambda: _played(script, request), seconds)


def _played(script: Script, request: Request) -> Generator[Piece]:
    if isinstance(script, ModelFailed):
        raise script
    text = script if isinstance(script, str) else script(request)
    for start in range(0, len(text), _PIECE):
        yield Piece(text[start : start + _PIECE])
    yield Piece(tokens=Tokens(_words(request.system) + _words(request.user), _words(text)))


def slowly(seconds: float, text: str = "") -> Callable[[Request], str]:
    """Return a script that waits before it writes."""

    def wait(_: Request) -> str:
        time.sleep(seconds)
        return text

    return wait


def _words(text: str) -> int:
    return len(text.split())
