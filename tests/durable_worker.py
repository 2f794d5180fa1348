"""A process that does durable work and is cut off: `python -m tests.durable_worker URL FOLDER …`.

Reads keys from standard input, a line each; keeps each in the inbox and says so, as a channel
acknowledges; then posts it on a board, once, by a job. Ends when its input ends and all is done.
Kills itself (signal 9) when it passes the named point for the given time.
"""

import argparse
import json
import logging
import os
import signal
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import quote

from dbos import DBOS

from bot.delivering import Address, Deliverer
from bot.jobs import Job
from bot.jobs.points import Passing, Point
from bot.workflows import Workflows, database_url, worker_of
from knowledge.model import Delivery, Happening
from knowledge.store import Store

_LANES = 3


def now() -> datetime:
    return datetime.now(UTC)


class Wire:
    """A transport to the board."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, address: Address, content: str, key: str) -> str:
        body = json.dumps({"key": key, "lane": address["lane"], "text": content}).encode()
        with urllib.request.urlopen(self._url, data=body, timeout=5) as answer:
            return str(json.load(answer))

    def find(self, address: Address, key: str) -> str | None:
        with urllib.request.urlopen(f"{self._url}/?key={quote(key)}", timeout=5) as answer:
            found = json.load(answer)
        return None if found is None else str(found)


class Older(Workflows):
    """Durable work as an older version had it: its workflow had steps of its own."""

    def _try(self) -> Callable[[str, str], None]:
        run = super()._try()

        def older(name: str, key: str) -> None:
            DBOS.run_step({"name": "older step"}, len, key)
            run(name, key)

        return older


def killing(point: str, time_: int) -> Passing:
    """Return what kills this process when the point is passed for that time."""
    passed = 0
    lock = threading.Lock()

    def passing(at: Point) -> None:
        nonlocal passed
        if at != point:
            return
        with lock:
            passed += 1
            if passed == time_:
                os.kill(os.getpid(), signal.SIGKILL)

    return passing


def post(deliverer: Deliverer[str], version: str, happening: Happening) -> None:
    """Post what happened; the newer version also posts a second message."""
    lane = f"board/{hash(happening.key) % _LANES}"
    for key in [happening.key] + [f"{happening.key}/more"] * (version == "newer"):
        delivery = Delivery(key, "board", lane, {"lane": lane}, happening.key, now())
        deliverer.deliver(delivery, "hello")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("board")
    parser.add_argument("--at", default="")
    parser.add_argument("--time", type=int, default=1)
    parser.add_argument("--version", default="")
    given = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)
    passing = killing(given.at, given.time)
    with Store.open(given.url) as store:
        deliverer = Deliverer(
            store, Wire(given.board), now=now, passing=passing, settles_after=timedelta(0)
        )
        job = Job("post", partial(post, deliverer, given.version))
        where = database_url(given.folder, given.url)
        kind = Older if given.version == "older" else Workflows
        me = worker_of(given.folder, given.url)
        with kind([job], store=store, url=where, now=now, worker=me, passing=passing) as work:
            work.sweep()
            for line in sys.stdin:
                key = line.strip()
                new = store.inbox.receive(Happening("post", key, now()))
                passing(Point.RECEIVED)
                sys.stdout.write(f"{key}\n")
                sys.stdout.flush()
                if new:
                    work.start("post", key)
            while store.inbox.unfinished():
                work.sweep()
                time.sleep(0.05)


if __name__ == "__main__":
    main()
