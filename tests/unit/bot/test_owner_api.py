"""Rules of forwarded commands: the secret, progress, heartbeats, sentences, and stopping."""

import http.client
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from bot.owner import CommandFailed, Owner, OwnerGone, Params, Progress, Result, forward
from bot.owner_api import OwnerApi

SECRET = "a-secret-of-this-test"


@dataclass
class FakeCommands:
    """Commands that show how each way of ending crosses the loopback."""

    stopped: threading.Event = field(default_factory=threading.Event)

    def perform(self, name: str, params: Params, progress: Progress) -> Result:
        if name == "long":
            return self._long(progress)
        if name == "slow":
            time.sleep(0.5)
        if name == "fails":
            raise CommandFailed("The drum is not there; name another.")
        if name == "breaks":
            raise RuntimeError("a secret detail")
        progress("reading", 1, 2)
        progress("reading", 2, 2)
        return {"ran": name, "params": dict(params)}

    def _long(self, progress: Progress) -> Result:
        try:
            while True:
                progress("working", 0, 0)
                time.sleep(0.01)
        finally:
            self.stopped.set()


@dataclass(frozen=True)
class Running:
    api: OwnerApi
    owner: Owner
    commands: FakeCommands
    server: uvicorn.Server


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    commands = FakeCommands()
    api = OwnerApi(commands.perform, secret=SECRET, heartbeat=0.1)
    config = uvicorn.Config(
        Starlette(routes=api.routes()), port=0, log_config=None, timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Running(api, Owner("127.0.0.1", port, SECRET, 1, "1", "c"), commands, server)
    server.should_exit = True
    thread.join()


def _forward(running: Running, name: str, params: Params | None = None, **more: Any) -> Result:
    return forward(
        more.get("owner", running.owner),
        name,
        params or {},
        progress=more.get("progress", lambda label, done, total: None),
        version="1",
    )


def test_parameters_and_result_cross_unchanged(running: Running) -> None:
    params = {"text": "Warum 38 U/min? 为什么", "k": 3, "none": None, "list": ["a"], "yes": True}
    assert _forward(running, "ask", params) == {
        "ran": "ask",
        "params": params,
    }


def test_a_question_of_20_000_characters_crosses(running: Running) -> None:
    text = "why ü " * 4_000
    assert _forward(running, "ask", {"text": text})["params"] == {"text": text}


def test_progress_crosses_in_order(running: Running) -> None:
    said: list[tuple[str, int, int]] = []
    _forward(running, "ingest", progress=lambda *each: said.append(each))
    assert said == [("reading", 1, 2), ("reading", 2, 2)]


def test_an_expected_failure_crosses_as_its_sentence(running: Running) -> None:
    with pytest.raises(CommandFailed, match=r"The drum is not there; name another\."):
        _forward(running, "fails")


def test_a_fault_of_ours_becomes_a_reference_and_is_logged(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(CommandFailed) as failed:
        _forward(running, "breaks")
    assert "secret detail" not in str(failed.value)
    reference = str(failed.value).split("Reference ")[1].split(":")[0]
    assert reference in caplog.text
    assert "a secret detail" in caplog.text


def test_without_the_secret_nothing_is_run(running: Running) -> None:
    wrong = Owner("127.0.0.1", running.owner.port, "guess", 1, "1", "c")
    with pytest.raises(OwnerGone):
        _forward(running, "ask", owner=wrong)
    connection = http.client.HTTPConnection("127.0.0.1", running.owner.port)
    connection.request("POST", "/owner/commands/ask", "{}")
    response = connection.getresponse()
    assert response.status == 403
    assert b"ran" not in response.read()
    connection.close()


def test_long_silence_is_bridged_by_heartbeats(running: Running) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.owner.port, timeout=0.3)
    connection.request("POST", "/owner/commands/slow", "{}", {"X-Tandem-Secret": SECRET})
    lines = connection.getresponse().read().splitlines()
    assert lines.count(b'{"alive": true}') >= 2
    connection.close()


def test_a_stopping_app_ends_running_commands_at_their_next_step(running: Running) -> None:
    def stop(label: str, done: int, total: int) -> None:
        threading.Thread(target=running.api.stop).start()

    with pytest.raises(CommandFailed, match=r"stopping; what was finished is kept\."):
        _forward(running, "long", progress=stop)
    assert running.commands.stopped.wait(1)
    running.api._stopping.clear()


def test_a_command_goes_on_when_its_asker_goes_away(running: Running) -> None:
    running.commands.stopped.clear()
    connection = http.client.HTTPConnection("127.0.0.1", running.owner.port)
    connection.request("POST", "/owner/commands/long", "{}", {"X-Tandem-Secret": SECRET})
    connection.getresponse()
    connection.close()
    assert not running.commands.stopped.wait(0.3)
    running.api.stop()
    assert running.commands.stopped.is_set()
    running.api._stopping.clear()
