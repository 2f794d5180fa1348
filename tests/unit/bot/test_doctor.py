"""Rules of the checks: what is wrong is named with its remedy, what is fine is one line."""

import socket
from pathlib import Path
from typing import Any

import pytest

from bot.doctor import (
    Check,
    disk_check,
    language_model_check,
    port_check,
    python_check,
    sqlite_check,
    status_checks,
)
from knowledge.language import Connection, ModelFailed, Trouble
from knowledge.language.scripted import ScriptedModel

SAFE = {
    "emergency_number": "112",
    "referrals": 2,
    "nobody_for": [],
    "teams_without_people": [],
}


KNOWN = {
    "demo": False,
    "accounts": 3,
    "single_sign_on": "",
    "proxy_header": "",
    "wants_admin": False,
}


WORK = {
    "waiting": 1,
    "started": 1,
    "failed": 0,
    "oldest_seconds": 4.0,
    "given_up": [],
    "undelivered": 0,
}
LETTERS = {"waiting": 0, "delivered": 4, "dead": 0, "dropped": 0}


def status(**changes: Any) -> dict[str, Any]:
    index = {"passages": 8, "added": 0, "removed": 0, "embedded": 0, "lost": 0, "rebuilt": ""}
    told: dict[str, Any] = {
        "backend": "sqlite",
        "store": "data/tandem.db",
        "index": index,
        "directory": {"people": 5, "teams": 2},
        "sign_in": KNOWN,
        "safety": SAFE,
        "documents": {"files": {"ingested": 3}, "revisions": {}, "passages": 8},
        "recommendations": {"recommendations": 4},
        "work": WORK,
        "letters": {"webhook": "", "trouble": "", **LETTERS},
        "model_usage": {"days": [], "total": {"calls": 0}},
    }
    return {**told, **changes}


def test_every_way_in_is_told() -> None:
    ways = KNOWN | {"single_sign_on": "https://sso.example", "proxy_header": "X-Remote-User"}
    texts = {check.name: check.text for check in status_checks(status(sign_in=ways))}
    assert texts["sign-in"] == (
        "3 accounts, single sign-on at https://sso.example, named by a proxy in X-Remote-User"
    )
    demo = {check.name: check.text for check in status_checks(status(sign_in={"demo": True}))}
    assert "demo" in demo["sign-in"]


def test_all_fine_needs_no_remedy() -> None:
    checks = list(status_checks(status()))
    assert {check.state for check in checks} == {"ok"}
    assert not any(check.remedy for check in checks)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"index": {**status()["index"], "added": 2}}, "index"),
        ({"index": {**status()["index"], "lost": 1}}, "index"),
        ({"index": {**status()["index"], "rebuilt": "its file was cut off"}}, "index"),
        ({"directory": {"people": 0, "teams": 0}}, "directory"),
        ({"sign_in": {**KNOWN, "wants_admin": True}}, "sign-in"),
        ({"safety": {**SAFE, "emergency_number": ""}}, "safety"),
        ({"work": {**WORK, "failed": 2, "given_up": [{"name": "a", "reference": "b1"}]}}, "work"),
        ({"work": {**WORK, "oldest_seconds": 900.0}}, "work"),
        ({"safety": {**SAFE, "nobody_for": ["hot-work"]}}, "safety"),
        ({"safety": {**SAFE, "teams_without_people": ["maintenance"]}}, "safety"),
        ({"documents": {"files": {"kept": 2}, "passages": 8}}, "documents for nobody"),
        ({"documents": {"files": {"refused": 2}, "passages": 8}}, "documents refused"),
    ],
)
def test_what_is_odd_is_a_warning_with_a_remedy(changes: dict[str, Any], name: str) -> None:
    (odd,) = [check for check in status_checks(status(**changes)) if check.state != "ok"]
    assert (odd.name, odd.state) == (name, "warn")
    assert odd.remedy


def test_an_index_built_anew_says_why() -> None:
    index = {**status()["index"], "rebuilt": "its file was cut off"}
    assert "its file was cut off" in str(list(status_checks(status(index=index))))


def test_an_old_python_is_a_problem() -> None:
    assert python_check((3, 10, 9)).state == "problem"
    assert python_check((3, 11, 0)).state == "ok"


def test_sqlite_before_its_mend_is_a_warning_that_says_which_version() -> None:
    assert sqlite_check((3, 51, 3)) == Check("sqlite", "ok", "SQLite 3.51.3")
    old = sqlite_check((3, 40, 1))
    assert old.state == "warn"
    assert "3.40.1" in old.text
    assert "3.51.3" in old.text


def test_the_disk_of_a_folder_that_is_not_there_yet_is_that_of_its_parent(tmp_path: Path) -> None:
    assert str(tmp_path) in disk_check(tmp_path / "not" / "yet").text


def test_a_port_in_use_is_a_warning_that_names_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        check = port_check("127.0.0.1", port)
    assert check.state == "warn"
    assert str(port) in check.text
    assert port_check("127.0.0.1", port).state == "ok"


def test_a_model_that_answers_is_fine() -> None:
    check = language_model_check(ScriptedModel("ready"), Connection("ollama", "x"))
    assert check.state == "ok"
    assert "answered in" in check.text


@pytest.mark.parametrize("trouble", Trouble)
def test_a_model_that_does_not_answer_is_a_warning_with_a_remedy(trouble: Trouble) -> None:
    model = ScriptedModel(ModelFailed(trouble))
    check = language_model_check(model, Connection("ollama", "x"))
    assert check.state == "warn"
    assert check.remedy


def test_the_use_of_the_model_is_told_once_there_is_any() -> None:
    total = {
        "calls": 1200,
        "failed": 3,
        "uncounted": 0,
        "tokens_read": 1_500_000,
        "tokens_written": 20_000,
        "cost": 1.5,
    }
    checks = list(status_checks(status(model_usage={"days": [], "total": total})))
    (told,) = [check.text for check in checks if check.name == "use of the language model"]
    assert "1,200 calls" in told
    assert "cost 1.50" in told


@pytest.mark.parametrize(
    ("changes", "state", "said"),
    [
        ({}, "ok", "4 delivered, 0 waiting"),
        ({"waiting": 2, "trouble": "HTTP 500"}, "warn", "the last time: HTTP 500"),
        ({"dead": 1, "trouble": "HTTP 500"}, "warn", "1 given up"),
    ],
)
def test_webhook_is_told_with_what_did_not_arrive(
    changes: dict[str, Any], state: str, said: str
) -> None:
    letters = {**LETTERS, "webhook": "http://owner/hook", "trouble": "", **changes}
    (told,) = [each for each in status_checks(status(letters=letters)) if each.name == "webhook"]
    assert (told.state, said in told.text, bool(told.remedy)) == (state, True, state == "warn")
