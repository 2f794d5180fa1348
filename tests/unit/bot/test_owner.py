"""Rules of owning a data folder: one owner, released by death, reached with the secret only."""

import json
import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.owner import (
    AlreadyRunning,
    CommandFailed,
    DataFolderUnusable,
    FolderBusy,
    Holder,
    Lock,
    OtherVersion,
    Owner,
    OwnerGone,
    Params,
    Progress,
    Result,
    claim,
    claim_for_app,
    run,
)

HOLD = """
import sys, time
from pathlib import Path
from bot.owner import claim
lock = claim(Path(sys.argv[1]), command="ingest documents")
if sys.argv[2] == "publish":
    lock.publish(host="127.0.0.1", port=int(sys.argv[3]), version="1")
print("held", flush=True)
time.sleep(60)
"""


def silent(label: str, done: int, total: int) -> None:
    """Say nothing of the progress."""


def echo(name: str, params: Params, progress: Progress) -> Result:
    return {"ran": name, "params": dict(params)}


@pytest.fixture
def held(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of ``tmp_path`` without listening."""
    yield from _holding(tmp_path, "hold", "0")


def _holding(folder: Path, *how: str) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), *how], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    with child.stdout:
        assert child.stdout.readline() == "held\n"
        yield child
    child.kill()
    child.wait()


def test_a_free_folder_is_made_and_claimed(tmp_path: Path) -> None:
    with _lock(tmp_path / "new" / "data") as lock:
        assert lock.folder.is_dir()


def test_a_second_claim_names_who_holds_the_folder(
    tmp_path: Path, held: subprocess.Popen[str]
) -> None:
    assert claim(tmp_path, command="ask") == Holder(held.pid, "ingest documents")


def test_the_lock_of_a_killed_process_is_free_at_once(
    tmp_path: Path, held: subprocess.Popen[str]
) -> None:
    held.kill()
    held.wait()
    with _lock(tmp_path):
        pass


def test_releasing_twice_does_not_free_the_next_holders_lock(tmp_path: Path) -> None:
    first = _lock(tmp_path)
    first.release()
    with _lock(tmp_path) as second:
        second.publish(host="127.0.0.1", port=1, version="1")
        first.release()
        assert isinstance(claim(tmp_path, command="ask"), Owner)


def test_the_owner_file_is_for_this_user_only_and_goes_with_the_lock(tmp_path: Path) -> None:
    with _lock(tmp_path) as lock:
        owner = lock.publish(host="127.0.0.1", port=4711, version="1")
        file = tmp_path / "owner.json"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert claim(tmp_path, command="ask") == owner
        assert len(owner.secret) >= 32
        assert owner.secret not in repr(owner)
    assert not file.exists()


def test_an_owner_file_left_by_a_kill_is_not_believed(tmp_path: Path) -> None:
    left = {"host": "127.0.0.1", "port": 9, "secret": "s", "pid": 1, "version": "1", "claim": "x"}
    with _lock(tmp_path):
        (tmp_path / "owner.json").write_text(json.dumps(left))
        assert claim(tmp_path, command="ask") == Holder(os.getpid(), "serve")


def test_a_damaged_owner_file_is_no_owner(tmp_path: Path) -> None:
    with _lock(tmp_path) as lock:
        lock.publish(host="127.0.0.1", port=9, version="1")
        (tmp_path / "owner.json").write_text('{"host": "127')
        assert isinstance(claim(tmp_path, command="ask"), Holder)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DataFolderUnusable, match="TANDEM_DATA_DIR"):
        claim(tmp_path / "file" / "data", command="ask")


def test_a_command_runs_here_when_the_folder_is_free(tmp_path: Path) -> None:
    result = run(
        "ask",
        {"text": "why?"},
        folder=tmp_path,
        version="1",
        in_process=echo,
        progress=silent,
    )
    assert result == {"ran": "ask", "params": {"text": "why?"}}
    _lock(tmp_path).release()


def test_a_failed_command_frees_the_folder(tmp_path: Path) -> None:
    def fails(name: str, params: Params, progress: Progress) -> Result:
        raise CommandFailed("no")

    with pytest.raises(CommandFailed, match="no"):
        run("ask", {}, folder=tmp_path, version="1", in_process=fails, progress=silent)
    _lock(tmp_path).release()


def test_a_busy_folder_is_waited_for_and_then_named(
    tmp_path: Path, held: subprocess.Popen[str]
) -> None:
    said: list[str] = []
    with pytest.raises(FolderBusy, match=f"ingest documents` \\(process {held.pid}\\).*again"):
        run(
            "ask",
            {},
            folder=tmp_path,
            version="1",
            in_process=echo,
            progress=lambda label, done, total: said.append(label),
            patience=0.3,
        )
    assert said[0].startswith("waiting for `tandem ingest documents`")


def test_a_command_that_ends_meanwhile_is_waited_for(
    tmp_path: Path, held: subprocess.Popen[str]
) -> None:
    started = time.monotonic()

    def progress(label: str, done: int, total: int) -> None:
        held.kill()

    result = run("ask", {}, folder=tmp_path, version="1", in_process=echo, progress=progress)
    assert result["ran"] == "ask"
    assert time.monotonic() - started < 5


def test_an_owner_that_does_not_answer_is_named_with_its_process(tmp_path: Path) -> None:
    with _lock(tmp_path) as lock:
        lock.publish(host="127.0.0.1", port=_nobodys_port(), version="1")
        with pytest.raises(OwnerGone, match=f"Process {os.getpid()} .* does not answer"):
            run(
                "ask",
                {},
                folder=tmp_path,
                version="1",
                in_process=echo,
                progress=silent,
                patience=0.3,
            )


def test_an_owner_of_another_version_is_an_error_that_names_both(tmp_path: Path) -> None:
    with _lock(tmp_path) as lock:
        lock.publish(host="127.0.0.1", port=_nobodys_port(), version="2.0")
        with pytest.raises(OtherVersion, match=r"2\.0, this command is 1\.0: restart"):
            run("ask", {}, folder=tmp_path, version="1.0", in_process=echo, progress=silent)


def test_a_second_app_is_told_where_the_first_runs(tmp_path: Path) -> None:
    with _lock(tmp_path) as lock:
        lock.publish(host="127.0.0.1", port=4711, version="1")
        with pytest.raises(AlreadyRunning, match=r"http://127\.0\.0\.1:4711"):
            claim_for_app(tmp_path, command="serve")


def test_an_app_says_which_command_it_waited_for(
    tmp_path: Path, held: subprocess.Popen[str]
) -> None:
    with pytest.raises(FolderBusy, match="ingest documents"):
        claim_for_app(tmp_path, command="serve", patience=0.2)


def _lock(folder: Path) -> Lock:
    lock = claim(folder, command="serve")
    assert isinstance(lock, Lock)
    return lock


def _nobodys_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
