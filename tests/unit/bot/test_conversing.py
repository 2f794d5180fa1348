"""Rules of talking in a terminal: one question one key, "more", numbers, and going on."""

import io
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.conversing import ask, chat, which_one
from bot.owner import CommandFailed, Params, Result


def reply(status: str = "answered", *candidates: str) -> Result:
    listed = [{"decision_id": each} for each in candidates]
    told = {"status": status, "candidates": listed, "question_id": "q-1", "asset": "n/l4"}
    return {"reply": {**told, "decision_id": "R-9"}, "rendered": "said"}


@dataclass
class Asked:
    """Answers in turn, and remembers what was asked."""

    answers: list[Result | CommandFailed]
    language: str = "en"
    params: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, name: str, params: Params) -> Result:
        if name == "language":
            return {"language": self.language}
        assert name == "ask"
        self.params.append(dict(params))
        answer = self.answers.pop(0)
        if isinstance(answer, CommandFailed):
            raise answer
        return answer


def talk(monkeypatch: pytest.MonkeyPatch, asked: Asked, typed: str) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    chat(asked, {"person": "p-001", "asset": None}, say=said.append, width=80, color=False)
    return said


def test_each_question_asked_alone_has_its_own_key_and_conversation() -> None:
    asked = Asked([reply(), reply()])
    for _ in range(2):
        ask(asked, "why?", {"decision": None}, width=80, color=False)
    first, second = asked.params
    assert first["key"] != second["key"]
    assert first["conversation"] != second["conversation"]


def test_a_chat_of_nobody_does_not_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(name: str, params: Params) -> Result:
        raise CommandFailed("nobody in the directory has that id")

    monkeypatch.setattr("sys.stdin", io.StringIO("why?\nhow?\n"))
    with pytest.raises(CommandFailed, match="nobody"):
        chat(nobody, {"person": "p-9", "asset": None}, say=print, width=80, color=False)


def test_a_chat_is_one_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked([reply(), reply()])
    assert talk(monkeypatch, asked, "why?\n\n  \nand drum 3?\n") == ["said", "said"]
    first, second = asked.params
    assert first["conversation"] == second["conversation"]
    assert first["key"] != second["key"]
    assert (second["text"], second["person"]) == ("and drum 3?", "p-001")


def test_more_shows_the_same_question_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked([reply(), reply()])
    talk(monkeypatch, asked, "why?\nMore\n")
    first, second = asked.params
    assert (second["key"], second["text"], second["more"]) == (first["key"], "why?", True)


def test_a_number_chooses_a_candidate_and_asks_the_same_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = Asked([reply("ask_back", "R-1", "R-2"), reply()])
    talk(monkeypatch, asked, "why?\n2\n")
    assert (asked.params[1]["text"], asked.params[1]["decision"]) == ("why?", "R-2")
    assert asked.params[1]["key"] != asked.params[0]["key"]


def test_a_number_beyond_the_list_is_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked([reply("ask_back", "R-1"), reply()])
    talk(monkeypatch, asked, "why?\n7\n")
    assert asked.params[1]["text"] == "7"
    assert "decision" not in asked.params[1]


def test_a_judgement_is_about_the_last_answer_and_no_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = Asked([reply(), reply()])
    sent: list[tuple[str, dict[str, Any]]] = []

    def run(name: str, params: Params) -> Result:
        if name in ("ask", "language"):
            return asked(name, params)
        sent.append((name, dict(params)))
        return {"said": "Noted."}

    monkeypatch.setattr("sys.stdin", io.StringIO("right\nright\n"))
    said: list[str] = []
    chat(run, {"person": "p-001", "asset": None}, say=said.append, width=80, color=False)
    assert said == ["said", "Noted."], "before any answer it is a question like others"
    ((name, params),) = sent
    assert (name, params["question"], params["judgement"]) == ("judge", "q-1", "right")
    assert params["person"] == "p-001"


def test_a_failed_question_is_said_and_the_talk_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked([CommandFailed("The app is gone."), reply()])
    assert talk(monkeypatch, asked, "why?\nwhy?\n") == ["The app is gone.", "said"]


def test_asking_back_tells_the_command_for_the_first_candidate() -> None:
    told = which_one("what's up?", reply("ask_back", "R-1", "R-2"))
    assert "tandem ask 'what'\"'\"'s up?' --decision R-1" in told
    assert which_one("why?", reply()) == ""
