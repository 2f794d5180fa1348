"""Requests as people use them from terminals, with the app killed between two steps."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.processes import PLANT, free_port, serving, start, tandem, wait_for

ASKER, FITTER, MATE, DUTY = "p-001", "p-019", "p-020", "p-016"
SOON = "escalate_after_minutes: 0.02"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample plant's people, in a hurry, and its lockout procedure."""
    folder = tmp_path_factory.mktemp("requests") / "data"
    people = folder.parent / "people.yaml"
    text = (PLANT / "people.yaml").read_text(encoding="utf-8")
    people.write_text(text.replace("escalate_after_minutes: 10", SOON), encoding="utf-8")
    lockout = next((PLANT / "sops").glob("SOP-140*"))
    for arguments in (("directory", str(people)), ("documents", str(lockout))):
        done = tandem(folder, "ingest", *arguments)
        assert (done.code, done.err) == (0, ""), done
    return folder


def listed(folder: Path, person: str) -> list[Any]:
    done = tandem(folder, "requests", "--person", person, "--json")
    assert (done.code, done.err) == (0, ""), done
    found: list[Any] = json.loads(done.out)["requests"]
    return found


def kinds(folder: Path, person: str) -> list[str]:
    (request,) = listed(folder, person)
    return [step["kind"] for step in request["steps"]]


def wait_until(folder: Path, last: str, *, person: str = FITTER) -> list[str]:
    deadline = time.monotonic() + 30
    while (seen := kinds(folder, person))[-1] != last:
        assert time.monotonic() < deadline, seen
        time.sleep(0.2)
    return seen


def test_a_request_goes_its_way_through_terminals_and_a_killed_app(folder: Path) -> None:
    typed = "how do I lock out the drive of drum 2 on line 4?\nask them\n"
    talked = tandem(folder, "chat", "--person", ASKER, typed=typed)
    assert (talked.code, talked.err) == (0, ""), talked
    assert "Put on your own lock" in talked.out
    assert "Request 1: You asked for: Maintenance on shift. Not taken yet." in talked.out
    assert "call: radio channel 2." in talked.out

    shown = tandem(folder, "requests", "--person", FITTER).out
    assert "Seasoning Line 4 asked for: Maintenance on shift." in shown
    assert "tandem requests take 1" in shown
    assert listed(folder, DUTY)  # an engineer of the equipment sees it, too
    assert listed(folder, "p-009") == []

    app = start(folder, "serve", "--port", str(free_port()))
    wait_for(folder, app)
    assert wait_until(folder, "escalated") == ["opened", "called", "escalated"]
    app.kill()
    app.communicate()
    (folder / "owner.json").unlink()
    with serving(folder):
        assert wait_until(folder, "left") == ["opened", "called", "escalated", "left"]
        taken = tandem(folder, "requests", "take", "1", "--person", FITTER)
        assert (taken.code, taken.out.strip()) == (0, "Request 1: You took it.")
        late = tandem(folder, "requests", "take", "1", "--person", MATE)
        assert late.code == 1
        assert "somebody has taken it already" in late.sentence
        assert kinds(folder, ASKER)[-1] == "taken"
        done = tandem(folder, "requests", "done", "1", "--person", FITTER)
        assert (done.code, done.out.strip()) == (0, "Request 1: Done.")
    assert "Nothing is open" in tandem(folder, "requests", "--person", ASKER).out


@pytest.mark.parametrize("number", ["99", "first"])
def test_a_number_that_is_none_is_one_sentence(folder: Path, number: str) -> None:
    done = tandem(folder, "requests", "take", number)
    assert done.code == 1
    assert "request is" in done.sentence
