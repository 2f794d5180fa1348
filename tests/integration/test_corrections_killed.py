"""Killed at any point: nothing acknowledged of a correction is lost, and none is half kept.

A real process records and accepts one, and is killed with SIGKILL before its n-th statement or
commit, for every n. Then what it acknowledged is read back, and the same is done again to its end.
"""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.corrections import Vouched, accept
from bot.feedback import BadFeedback, correct
from knowledge.store import Store, Turn
from tests.reviewed_plant import DRUM_2, ENGINEER, REVIEWING
from tests.small_plant import LINE_4, NOW, OPERATOR

WHOLE = ["recorded", "provisional", "accepted", "applied"]
LEAST_POINTS = 15


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A store with one answer to correct."""
    path = tmp_path / "prepared.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.directory.replace(REVIEWING)
        turn = Turn("q", "c", OPERATOR.id, "why?", NOW, asset=DRUM_2, intent="why")
        store.conversations.save(turn)
    return path


def corrected_and_accepted(store: Store, acknowledge: Callable[[str], object]) -> None:
    """Let the operator say what is right and the engineer accept it, each acknowledged."""
    said = correct(
        store,
        key="k",
        person=OPERATOR,
        question_id="q",
        expectation="Clean the sensor.",
        rationale="It reads low.",
        scope=LINE_4,
        reason_class="information",
        confidence=3,
        now=NOW,
    )
    acknowledge("said")
    assert said.correction is not None
    vouched = Vouched()
    accept(store, ENGINEER, said.correction.number, reason="seen it", vouched=vouched, now=NOW)
    acknowledge("accepted")


def killed_before(path: Path, statement: int, told: Path) -> bool:
    """Do it in a process that is killed before that statement; return whether it was."""
    child = os.fork()
    if child == 0:
        left = statement

        def count_down(*_: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        with Store.open(f"sqlite:///{path}") as store, told.open("a") as acknowledged:
            for engine in (store._database._writer, store._database._reader):
                event.listen(engine, "before_cursor_execute", count_down)
                event.listen(engine, "commit", count_down)

            def acknowledge(what: str) -> None:
                acknowledged.write(f"{what}\n")
                acknowledged.flush()

            corrected_and_accepted(store, acknowledge)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def steps(store: Store) -> list[str]:
    """Return what became of the correction; [] when there is none, and then nothing of it."""
    said, found = store.assessments.since(None), store.corrections.all()
    assert len(said) == len(found) <= 1
    return [step.kind.value for one in found for step in one.steps]


def test_nothing_acknowledged_is_lost_and_nothing_is_half_kept(
    prepared: Path, tmp_path: Path
) -> None:
    states = []
    for point in range(1, 500):
        path, told = tmp_path / f"{point}.db", tmp_path / f"{point}.txt"
        shutil.copy(prepared, path)
        told.touch()
        if not killed_before(path, point, told):
            break
        acknowledged = told.read_text().split()
        with Store.open(f"sqlite:///{path}") as store:
            kept = steps(store)
            assert kept in ([], WHOLE[:2], WHOLE)
            assert "said" not in acknowledged or kept[:2] == WHOLE[:2]
            assert "accepted" not in acknowledged or kept == WHOLE
            states.append(len(kept))
            try:
                corrected_and_accepted(store, lambda _: None)
            except BadFeedback:
                assert kept == WHOLE  # it had been accepted, and cannot be twice
            assert steps(store) == WHOLE
    assert len(states) >= LEAST_POINTS
    assert set(states) >= {0, 2}
