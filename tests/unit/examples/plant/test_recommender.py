"""The program: its rhythm, its signals, its exit codes, against an app over loopback HTTP."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

import examples
from examples.plant.recommender import main

BROKEN = -1
"""A response that promises more than it sends."""

ROOT = Path(examples.__file__).parent.parent


@contextmanager
def app(*statuses: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """An app that answers with these statuses first, then 202; yields its URL and what it got."""
    answers, got = list(statuses), []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            got.append({"path": self.path, "headers": headers, "event": json.loads(body)})
            status = answers.pop(0) if answers else 202
            self.send_response(200 if status == BROKEN else status)
            if status == BROKEN:
                self.send_header("Content-Length", "100")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", got
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_it_posts_structured_cloudevents_with_the_token(capsys: pytest.CaptureFixture[str]) -> None:
    with app() as (url, got):
        assert main(["--url", url, "--token", "t", "--every", "0", "--count", "12"]) == 0
    assert {post["path"] for post in got} == {"/api/events"}
    assert got[0]["headers"]["content-type"].startswith("application/cloudevents+json")
    assert got[0]["headers"]["authorization"] == "Bearer t"
    issued = [post for post in got if post["event"]["type"].endswith("issued")]
    assert len(issued) == 12
    assert len(capsys.readouterr().out.splitlines()) == len(got)


def test_what_got_no_answer_is_sent_again_with_the_same_id() -> None:
    with app(503) as (url, got):
        assert main(["--url", url, "--every", "0", "--count", "2"]) == 0
    ids = [post["event"]["id"] for post in got]
    assert ids[0] == ids[1]
    assert got[0]["event"] == got[1]["event"]
    assert len(set(ids)) == 2


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with app() as (url, got):
        assert main(["--url", url, "--every", "0", "--count", "1"]) == 0
    assert len(got) == 1


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    with app(BROKEN) as (url, got):
        assert main(["--url", url, "--every", "0", "--count", "1"]) == 0
    assert [post["event"]["id"] for post in got] == [got[0]["event"]["id"]] * 2


def test_a_refusal_makes_the_exit_code_1_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with app(422) as (url, _):
        assert main(["--url", url, "--every", "0", "--count", "2"]) == 1
    assert "1 events refused" in capsys.readouterr().err


def test_a_wrong_token_stops_it_with_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    with app(401) as (url, got):
        assert main(["--url", url, "--every", "0", "--count", "2"]) == 1
    assert len(got) == 1
    assert "--token" in capsys.readouterr().err


def test_an_address_without_scheme_is_bad_use() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--url", "localhost:8080"])
    assert stopped.value.code == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly_and_the_spool_keeps_the_rest(
    number: signal.Signals, tmp_path: Path
) -> None:
    spool = tmp_path / "spool.jsonl"
    command = [sys.executable, "-u", "-m", "examples.plant.recommender"]
    with app(*[503] * 1000) as (url, _):
        process = subprocess.Popen(
            [*command, "--url", url, "--every", "60", "--spool", str(spool)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline().startswith("waiting")
        process.send_signal(number)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "1 events unanswered" in err
    assert "Traceback" not in err
    assert len(spool.read_text(encoding="utf-8").splitlines()) == 1
