"""Rules of judging by typing: which words do it, what is asked after them, what is lost."""

from collections.abc import Iterable
from typing import Any

import pytest

from bot.forms import Forms, Target
from bot.owner import CommandFailed, Params, Result

ANSWER = Target("q-1", "p-001", "R-1", "n/s/line-4/drum-2")
FORM = ("Clean the sensor first", "it reads low", "", "1", "3")


class Typing:
    """A person typing lines, and what was sent and said."""

    def __init__(self, lines: Iterable[str], refusals: Iterable[str] = ()) -> None:
        self.lines = list(lines)
        self.refusals = list(refusals)
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.said: list[str] = []

    def take(self, text: str, target: Target = ANSWER) -> bool:
        return Forms(self._run, self._ask, self.said.append).take(text, target)

    def _run(self, name: str, params: Params) -> Result:
        self.sent.append((name, dict(params)))
        if name == "correct" and self.refusals:
            raise CommandFailed(self.refusals.pop(0))
        return {"said": f"{name} noted"}

    def _ask(self, prompt: str) -> str | None:
        return self.lines.pop(0) if self.lines else None


@pytest.mark.parametrize(
    ("text", "judgement"), [("right", "right"), ("Right.", "right"), (" unclear ", "unclear")]
)
def test_a_word_judges_the_last_answer(text: str, judgement: str) -> None:
    typing = Typing([])
    assert typing.take(text)
    ((name, params),) = typing.sent
    assert (name, params["question"], params["judgement"]) == ("judge", "q-1", judgement)


@pytest.mark.parametrize(
    ("text", "command"), [("ask them", "request_open"), ("Taken.", "request_take")]
)
def test_words_ask_somebody_to_come_and_take_what_was_asked(text: str, command: str) -> None:
    typing = Typing([])
    assert typing.take(text)
    ((name, params),) = typing.sent
    assert (name, params["question"], params["person"]) == (command, "q-1", "p-001")
    assert typing.said == [f"{command} noted"]


@pytest.mark.parametrize("text", ["is it right?", "why", "rights", "accept what?", ""])
def test_other_words_are_left_to_be_asked(text: str) -> None:
    typing = Typing([])
    assert not typing.take(text)
    assert typing.sent == []


def test_not_right_asks_what_why_where_and_how_sure() -> None:
    typing = Typing(FORM)
    typing.take("not  right")
    (judged, _), (name, params) = typing.sent
    assert (judged, name) == ("judge", "correct")
    assert params["expectation"] == "Clean the sensor first"
    assert params["rationale"] == "it reads low"
    assert params["scope"] == ANSWER.asset
    assert (params["reason_class"], params["confidence"]) == ("information", "3")


@pytest.mark.parametrize("left", range(len(FORM)))
def test_a_form_that_is_left_keeps_the_judgement_and_sends_no_half_of_a_correction(
    left: int,
) -> None:
    typing = Typing(FORM[:left])
    typing.take("not right")
    assert [name for name, _ in typing.sent] == ["judge"]
    assert "Left as it is" in typing.said[-1]


def test_all_means_all_equipment() -> None:
    typing = Typing([*FORM[:2], "All", *FORM[3:]])
    typing.take("not right")
    assert typing.sent[1][1]["scope"] is None


def test_a_choice_that_is_none_is_asked_again() -> None:
    typing = Typing([*FORM[:3], "information", "1", "very", "7", "4"])
    typing.take("not right")
    assert typing.said[1:4] == ["Type one of 1, 2.", *["Type one of 1, 2, 3, 4."] * 2]
    assert typing.sent[1][1]["confidence"] == "4"


def test_a_refused_correction_keeps_what_was_typed_and_asks_the_rest_again() -> None:
    typing = Typing([*FORM[:2], "no//path", "1", "3", *FORM[2:]], refusals=["scope is wrong."])
    typing.take("not right")
    assert "scope is wrong." in typing.said
    first, second = (params for name, params in typing.sent if name == "correct")
    assert second["expectation"] == first["expectation"] == "Clean the sensor first"
    assert second["key"] == first["key"], "a try whose answer was lost must not count twice"


def test_accept_is_one_word_and_override_says_why() -> None:
    typing = Typing(["2", "no time before the changeover", ""])
    typing.take("accept")
    typing.take("override")
    (_, accepted), (_, overridden) = typing.sent
    assert (accepted["decision_id"], accepted["decision"]) == ("R-1", "accepted")
    assert (overridden["decision"], overridden["reason_class"]) == ("overridden", "complexity")
    assert overridden["rationale"] == "no time before the changeover"


def test_without_a_recommendation_there_is_nothing_to_accept() -> None:
    typing = Typing([])
    assert typing.take("accept", Target("q-1"))
    assert typing.sent == []
    assert "not about one recommendation" in typing.said[0]


@pytest.mark.parametrize(
    ("text", "result"),
    [("It worked!", "better"), ("no change", "same"), ("it got worse.", "worse")],
)
def test_words_say_what_came_of_the_recommendation(text: str, result: str) -> None:
    typing = Typing([])
    assert typing.take(text)
    ((name, params),) = typing.sent
    assert (name, params["decision_id"], params["result"]) == ("outcome", "R-1", result)
    assert typing.take(text, Target("q-1"))
    assert len(typing.sent) == 1, "not about one recommendation"
