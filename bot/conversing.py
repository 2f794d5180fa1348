"""Asking and chatting from a terminal.

Knows the loop, "more", and choosing a candidate by its number. Does not know how an answer is
found or whether it came from this process, nor how answers are judged (``bot.forms``).
"""

import contextlib
import shlex
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from bot.forms import Forms, Run, Target, says
from bot.owner import CommandFailed, Params, Result
from bot.speech import ENGLISH, mark, speaking, tr

_GREETING = mark(
    "Ask why something is recommended, how to do it, or what a procedure says. "
    "“more” shows the details of the last answer; “right”, “unclear” and “not right” judge it; "
    "“accept” and “override” decide on its recommendation; “it worked”, “no change” and “it got "
    "worse” say what came of it; “ask them” asks the role that an answer names to come, “taken” "
    "says that you come. Ctrl-D ends."
)
_MORE = mark("more")
_PROMPT = "\n> "


@dataclass(frozen=True)
class _Turn:
    """One question as it was asked, so that it can be shown again or asked of a candidate."""

    text: str
    key: str
    candidates: tuple[str, ...] = ()
    target: Target | None = None


def ask(run: Run, text: str, params: Params, *, width: int, color: bool) -> Result:
    """Ask one question in a conversation of its own; a repeated delivery stays one question."""
    asked = {"text": text, "key": _new(), "conversation": _new(), "width": width, "color": color}
    return run("ask", {**params, **asked})


def which_one(text: str, result: Result) -> str:
    """Return how to ask again when the answer asked back which one is meant, else nothing."""
    found = _candidates(result)
    if not found:
        return ""
    command = f"tandem ask {shlex.quote(text)} --decision {found[0]}"
    return "\n" + tr("Say which one, as in: {command}", command=command) + "\n"


def chat(
    run: Run,
    params: Params,
    *,
    say: Callable[[str], None],
    width: int,
    color: bool,
) -> None:
    """Talk until the input ends; a failed question is said and the talk goes on.

    Raises ``CommandFailed`` before anything is asked when nobody may talk as that person.
    """
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - arrow keys and history in input()
    with speaking(_language(run, params)):
        _talk(run, params, say, {"width": width, "color": color})


def _talk(run: Run, params: Params, say: Callable[[str], None], looks: dict[str, object]) -> None:
    typed_by_hand = sys.stdin.isatty()
    if typed_by_hand:
        say(tr(_GREETING))
    prompted = _prompted if typed_by_hand else _unprompted
    forms = Forms(run, prompted, say)
    shared = {**params, "conversation": _new(), **looks}
    last: _Turn | None = None
    while (line := _line(_PROMPT if typed_by_hand else "")) is not None:
        text = line.strip()
        if not text:
            continue
        if last is not None and last.target is not None and forms.take(text, last.target):
            continue
        turn, extra = _meant(text, last)
        try:
            result = run("ask", {**shared, **extra, "text": turn.text, "key": turn.key})
        except CommandFailed as error:
            say(str(error))
            continue
        say(str(result["rendered"]))
        last = _Turn(turn.text, turn.key, _candidates(result), _target(result, params))


def _language(run: Run, params: Params) -> str:
    """Return the language that the talk's person reads; fails for who is not in the directory."""
    if params.get("person") is None:
        return ENGLISH
    return str(run("language", {"person": params["person"]})["language"])


def _meant(text: str, last: _Turn | None) -> tuple[_Turn, dict[str, object]]:
    """Return what the line asks: the last answer again in full, a candidate, or a new question."""
    if last is not None and says(_MORE, text):
        return last, {"more": True}
    if last is not None and text.isdecimal() and 1 <= int(text) <= len(last.candidates):
        return _Turn(last.text, _new()), {"decision": last.candidates[int(text) - 1]}
    return _Turn(text, _new()), {}


def _candidates(result: Result) -> tuple[str, ...]:
    reply = cast("dict[str, Any]", result["reply"])
    if reply["status"] != "ask_back":
        return ()
    return tuple(each["decision_id"] for each in reply["candidates"])


def _target(result: Result, params: Params) -> Target:
    reply = cast("dict[str, Any]", result["reply"])
    person = params.get("person")
    return Target(
        reply["question_id"],
        None if person is None else str(person),
        reply["decision_id"],
        reply["asset"],
    )


def _prompted(prompt: str) -> str | None:
    return _line(f"{prompt}\n> ")


def _unprompted(_: str) -> str | None:
    return _line("")


def _line(prompt: str) -> str | None:
    try:
        return input(prompt)
    except EOFError:
        return None


def _new() -> str:
    return uuid.uuid4().hex
