"""Judging, deciding and asking somebody to come by typing, a line for each field.

Knows the words that stand for the buttons, and what is asked after them. Does not know what a
record must hold (``bot.feedback``): what is refused there is said, and asked again.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from bot.owner import CommandFailed, Params, Result
from bot.speech import mark, tr

Run = Callable[[str, Params], Result]
Ask = Callable[[str], str | None]
"""Shows a prompt and returns the typed line; None when the input has ended."""

_JUDGEMENTS = {
    mark("right"): "right",
    mark("unclear"): "unclear",
    mark("not right"): "not_right",
}
_DECISIONS = {mark("accept"): "accepted", mark("override"): "overridden"}
_OUTCOMES = {
    mark("it worked"): "better",
    mark("no change"): "same",
    mark("it got worse"): "worse",
}
_REQUESTS = {mark("ask them"): "request_open", mark("taken"): "request_take"}
_ALL = mark("all")
_REASONS = {"1": "information", "2": "complexity"}
_WHICH_REASON = mark(
    "What kind of reason is it? 1: I know something it does not know. "
    "2: it is too hard to do here and now."
)
_SURE = mark("How sure are you? 1 a guess, 2 rather sure, 3 sure, 4 certain.")


@dataclass(frozen=True)
class Target:
    """What the last answer was: whose words these are, and what they can be about."""

    question_id: str
    person: str | None = None
    decision_id: str | None = None
    asset: str | None = None


class _Ended(Exception):
    """The person left the form: the input ended, or a line that is needed stayed empty."""


@dataclass(frozen=True)
class Forms:
    """Runs the forms of one talk."""

    run: Run
    ask: Ask
    say: Callable[[str], None]

    def take(self, text: str, target: Target) -> bool:
        """Do what the line says about the last answer; False when it says nothing about it."""
        word = " ".join(text.casefold().split()).rstrip(".!")
        try:
            if judgement := _meant(word, _JUDGEMENTS):
                self._judge(judgement, target)
            elif decision := _meant(word, _DECISIONS):
                self._decide(decision, target)
            elif outcome := _meant(word, _OUTCOMES):
                self._tell(outcome, target)
            elif request := _meant(word, _REQUESTS):
                self._send(request, target, question=target.question_id)
            else:
                return False
        except _Ended:
            self.say(tr("Left as it is; nothing more was noted."))
        except CommandFailed as error:
            self.say(str(error))
        return True

    def _judge(self, judgement: str, target: Target) -> None:
        self._send("judge", target, question=target.question_id, judgement=judgement)
        if judgement == "not_right":
            self._correct(target)

    def _correct(self, target: Target) -> None:
        said: dict[str, str | None] = {
            "key": uuid.uuid4().hex,  # one for all tries: a try whose answer was lost counts once
            "question": target.question_id,
            "expectation": self._line(tr("What is right instead? (empty: leave it at that)")),
            "rationale": self._line(tr("Why?")),
        }
        while True:
            scope = self.ask(_which_equipment(target.asset))
            if scope is None:
                raise _Ended
            fields = {
                "scope": None if says(_ALL, scope) else scope or target.asset,
                "reason_class": self._choice(tr(_WHICH_REASON), _REASONS),
                "confidence": self._choice(tr(_SURE), {each: each for each in "1234"}),
            }
            try:
                return self._send("correct", target, **said, **fields)
            except CommandFailed as error:
                self.say(str(error))

    def _decide(self, decision: str, target: Target) -> None:
        if target.decision_id is None:
            self.say(tr("That answer was not about one recommendation. Ask about one first."))
            return
        fields: dict[str, str | None] = {}
        if decision == "overridden":
            fields["reason_class"] = self._choice(tr(_WHICH_REASON), _REASONS)
            fields["rationale"] = self._line(tr("Why, in a few words?"))
            fields["action_taken"] = self.ask(tr("What do you do instead? (may be empty)"))
        self._send("decide", target, decision_id=target.decision_id, decision=decision, **fields)

    def _tell(self, outcome: str, target: Target) -> None:
        if target.decision_id is None:
            self.say(tr("That answer was not about one recommendation. Ask about one first."))
            return
        self._send("outcome", target, decision_id=target.decision_id, result=outcome)

    def _line(self, prompt: str) -> str:
        line = self.ask(prompt)
        if line is None or not line.strip():
            raise _Ended
        return line

    def _choice(self, prompt: str, choices: dict[str, str]) -> str:
        while (line := self._line(prompt).strip()) not in choices:
            self.say(tr("Type one of {choices}.", choices=", ".join(choices)))
        return choices[line]

    def _send(self, command: str, target: Target, **fields: str | None) -> None:
        params = {"key": uuid.uuid4().hex, "person": target.person, **fields}
        self.say(str(self.run(command, params)["said"]))


def says(word: str, typed: str) -> bool:
    """Whether the line is that word, in English or in the language spoken."""
    return typed.strip().casefold() in (word, tr(word).casefold())


def _meant(typed: str, words: dict[str, str]) -> str:
    return next((meaning for word, meaning in words.items() if says(word, typed)), "")


def _which_equipment(asset: str | None) -> str:
    if asset is None:
        return tr("For which equipment? (a path, or all)")
    return tr("For which equipment? (a path, or all; empty: {asset})", asset=asset)
