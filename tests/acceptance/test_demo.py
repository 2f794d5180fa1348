"""The sample plant as a newcomer starts it: everything comes up, and everything stops."""

import json
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.acceptance.processes import free_port, owner, start, tandem, wait_for
from tests.processes import runs


def recommender_of(process: int) -> int | None:
    """Return the process id of the demo's recommender."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            status = (entry / "stat").read_text()
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if int(status.rpartition(")")[2].split()[1]) == process and b"recommender" in command:
            return int(entry.name)
    return None


def wait_until(happened: Callable[[], object], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_demo_comes_up_answers_and_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    app = start(folder, "demo", "--port", str(free_port()))
    wait_for(folder, app)
    url = f"http://127.0.0.1:{owner(folder)['port']}"

    def posted() -> bool:
        log = folder / "recommender.log"
        return log.exists() and "taken" in log.read_text()

    wait_until(posted)
    with urllib.request.urlopen(f"{url}/healthz") as response:
        assert json.load(response)["status"] == "ok"
    reply = json.loads(tandem(folder, "ask", "What is open?", "--json").out)
    assert len(reply["candidates"]) >= 3
    recommender = recommender_of(app.pid)
    assert recommender is not None

    app.kill()  # without a chance to stop anything
    app.communicate()
    wait_until(lambda: not runs(recommender))

    started = time.monotonic()
    app = start(folder, "demo", "--port", str(free_port()))
    wait_for(folder, app)
    assert time.monotonic() - started < 20
    wait_until(lambda: recommender_of(app.pid))
    recommender = recommender_of(app.pid)
    assert recommender is not None
    app.terminate()
    out, _ = app.communicate(timeout=20)
    assert app.returncode == 0
    assert "The sample plant runs at" in out
    assert "Traceback" not in out
    assert not runs(recommender)
    assert not (folder / "owner.json").exists()


def test_a_command_in_the_same_folder_finds_the_sample_plant(tmp_path: Path) -> None:
    demo = tmp_path / "data" / "demo"
    demo.parent.mkdir()
    done = tandem(demo, "db", "upgrade")
    assert done.code == 0, done
    found = tandem(tmp_path / "data", "search", "anything")
    assert found.code == 0
    assert f"(the sample plant in {demo})" in found.err
    assert not (tmp_path / "data" / "tandem.db").exists()
