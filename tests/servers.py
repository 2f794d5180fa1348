"""Real servers for tests, started here and stopped here.

Knows where Debian puts PostgreSQL and how to run it without touching the machine's own. Does not
know what is tested with it.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import create_engine, make_url, text

APT = "sudo apt-get install postgresql"


def must_skip(reason: str) -> NoReturn:
    """Skip the test, or fail it where everything is required (TANDEM_TEST_REQUIRE=all)."""
    if os.environ.get("TANDEM_TEST_REQUIRE") == "all":
        pytest.fail(f"required by TANDEM_TEST_REQUIRE=all: {reason}")
    pytest.skip(reason)


@contextmanager
def postgres() -> Iterator[str]:
    """Give the URL of a PostgreSQL in which databases may be created.

    TANDEM_TEST_POSTGRES_URL names one; otherwise Debian's is started in a temporary folder on a
    free loopback port, as the user ``postgres`` when this process is root (it refuses root).
    """
    named = os.environ.get("TANDEM_TEST_POSTGRES_URL")
    if named:
        yield named
        return
    programs = _programs()
    if programs is None:
        must_skip(f"no PostgreSQL: set TANDEM_TEST_POSTGRES_URL, or run `{APT}`")
    folder = Path(tempfile.mkdtemp(prefix="tandem-postgres-"))
    try:
        yield from _running(programs, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_database(server: str, name: str, *, like: str = "template0") -> Iterator[str]:
    """Give the URL of a database of that name on the server; drop it afterwards.

    It is empty, or a copy of the database ``like``, to which nobody may be connected.
    """
    admin = create_engine(_with_driver(server), isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    finally:
        admin.dispose()


def _with_driver(url: str) -> str:
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest version first."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version, reverse=True)
    return debian[0].parent if debian else None


def _version(initdb: Path) -> int:
    name = initdb.parent.parent.name
    return int(name) if name.isdecimal() else 0


def _running(programs: Path, folder: Path) -> Iterator[str]:
    as_user: list[str] = []
    if os.geteuid() == 0:
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, user="postgres")
    data, port = folder / "data", _free_port()

    def run(*command: str) -> None:
        done = subprocess.run(
            [*as_user, *command], cwd=folder, capture_output=True, text=True, timeout=120
        )
        if done.returncode:
            log = folder / "log"
            raise RuntimeError(
                f"{command[0]} failed: {done.stderr}{log.read_text() if log.exists() else ''}"
            )

    run(
        str(programs / "initdb"),
        "--pgdata", str(data),
        "--username", "tandem",
        "--auth", "trust",
        "--encoding", "UTF8",
        "--locale", "C.UTF-8",
        "--no-sync",
    )  # fmt: skip
    control = (str(programs / "pg_ctl"), "--pgdata", str(data), "--wait")
    options = (
        f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} "
        "-c fsync=off -c shared_buffers=16MB -c max_connections=60"
    )
    # Its output must not go to a pipe of ours: the server would keep it open.
    run(*control, "--log", str(folder / "log"), "--options", options, "start")
    try:
        yield f"postgresql+psycopg://tandem@127.0.0.1:{port}/postgres"
    finally:
        run(*control, "--mode", "immediate", "stop")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
