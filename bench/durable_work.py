"""Durable work: ``python -m bench.durable_work [--kills N] [--postgres]``.

A burst: 1,000 happenings in 10 s on 100 lanes, each told 1 to 4 times in any order; how long each
acknowledgement takes (one committed row), and when all are posted, once. What DBOS costs a process
that serves, in time and memory. And: a process that is killed (signal 9) at any moment under load,
N times, with what was lost and doubled.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.table import Row, percentile, print_table
from bot.delivering import Address, Deliverer
from bot.jobs import Job
from bot.workflows import Workflows, database_url, worker_of
from knowledge.model import Delivery, Happening
from knowledge.store import Store
from tests.board import Board, board
from tests.servers import fresh_database, postgres

HAPPENINGS = 1000
LANES = 100
SECONDS = 10.0
TELLERS = 8
SEED = 4
COST = """
import time
def rss():
    pages = int(open("/proc/self/statm").read().split()[1])
    return pages * 4096 / 1e6
from knowledge.store import Store
store = Store.open("sqlite:///" + FOLDER + "/cost.db")
before, started = rss(), time.perf_counter()
from pathlib import Path
from datetime import UTC, datetime
from bot.workflows import Workflows, database_url
url = database_url(Path(FOLDER), "sqlite:///")
work = Workflows([], store=store, url=url, now=lambda: datetime.now(UTC))
work.sweep()
opened = time.perf_counter() - started
print(opened, rss() - before)
started = time.perf_counter()
work.close()
print(time.perf_counter() - started)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(options.postgres, folder) as url:
        print_table(f"durable work, {url.split(':')[0]}: a burst", burst(url, Path(folder)))
        print_table("durable work: what it costs to have it", cost(Path(folder)))
    with tempfile.TemporaryDirectory() as folder, database(options.postgres, folder) as url:
        title = f"durable work: killed {options.kills} times"
        print_table(title, killed(url, folder, options.kills))


@contextmanager
def database(on_a_server: bool, folder: str) -> Iterator[str]:
    """Give the address of an empty store."""
    if not on_a_server:
        yield f"sqlite:///{folder}/tandem.db"
        return
    with postgres() as server, fresh_database(server, "tandem_bench") as url:
        yield url


class Posted:
    """A channel in this process, as fast as can be: what is measured is our own part."""

    def __init__(self) -> None:
        self.times: Counter[str] = Counter()
        self.at: dict[str, float] = {}

    def send(self, address: Address, content: str, key: str) -> str:  # noqa: ARG002
        """Note when the message came."""
        self.times[key] += 1
        self.at[key] = time.perf_counter()
        return key

    def find(self, address: Address, key: str) -> str | None:  # noqa: ARG002
        """Return its name, the key, if it came."""
        return key if key in self.times else None


def burst(url: str, folder: Path) -> list[Row]:
    """Tell of everything at its time, from some threads, as an HTTP server would."""
    rng = random.Random(SEED)
    told = [
        (rng.uniform(0, SECONDS), f"k-{number}")
        for number in range(HAPPENINGS)
        for _ in range(rng.randint(1, 4))
    ]
    channel, acknowledged, told_first = Posted(), [], dict[str, float]()
    with Store.open(url) as store:
        deliverer = Deliverer(store, channel, now=now)

        def post(happening: Happening) -> None:
            lane = f"lane-{hash(happening.key) % LANES}"
            delivery = Delivery(happening.key, "board", lane, {"lane": lane}, "", now())
            deliverer.deliver(delivery, "hello")

        where, worker = database_url(folder, url), worker_of(folder, url)
        with Workflows([Job("post", post)], store=store, url=where, now=now, worker=worker) as work:
            begun = time.perf_counter()

            def tell(due: float, key: str) -> None:
                time.sleep(max(0.0, begun + due - time.perf_counter()))
                started = time.perf_counter()
                new = store.inbox.receive(Happening("post", key, now(), "U1", {"text": "why?" * 9}))
                acknowledged.append(time.perf_counter() - started)
                if new:
                    told_first[key] = started
                    starting.submit(work.start, "post", key)

            with ThreadPoolExecutor(2) as starting, ThreadPoolExecutor(TELLERS) as telling:
                all_told = [telling.submit(tell, due, key) for due, key in sorted(told)]
            for each in all_told:
                each.result()
            while store.inbox.unfinished():
                work.sweep()
                time.sleep(0.05)
            all_done = time.perf_counter() - begun
            quiet = [one_alone(store, work, channel, number) for number in range(50)]
    waited = [channel.at[key] - told_first[key] for key in told_first]
    return [
        Row(f"acknowledging one of {len(told):,}: p50", 1000 * percentile(acknowledged, 0.5), "ms"),
        Row("acknowledging: p99.9", 1000 * percentile(acknowledged, 0.999), "ms"),
        Row("acknowledging: slowest", 1000 * max(acknowledged), "ms"),
        Row("from told to posted: p50", 1000 * percentile(waited, 0.5), "ms"),
        Row("from told to posted: p99", 1000 * percentile(waited, 0.99), "ms"),
        Row(f"until all {HAPPENINGS:,} are posted", all_done, "s"),
        Row("lost", float(HAPPENINGS - sum(1 for each in told_first if each in channel.times)), ""),
        Row("doubled", float(sum(each > 1 for each in channel.times.values())), ""),
        Row("from told to posted, alone: p50", 1000 * percentile(quiet, 0.5), "ms"),
        Row("from told to posted, alone: p99", 1000 * percentile(quiet, 0.99), "ms"),
    ]


def one_alone(store: Store, work: Workflows, channel: Posted, number: int) -> float:
    """Return the seconds from telling of one thing to its message, with nothing else to do."""
    key = f"alone-{number}"
    started = time.perf_counter()
    store.inbox.receive(Happening("post", key, now()))
    work.start("post", key)
    while key not in channel.at:
        time.sleep(0.0005)
    return channel.at[key] - started


def cost(folder: Path) -> list[Row]:
    """Measure in a process of its own that has the store open already."""
    told = [
        subprocess.run(
            [sys.executable, "-c", f"FOLDER = {str(folder)!r}\n{COST}"],
            capture_output=True, text=True, check=True,
        ).stdout.split()
        for _ in range(3)
    ]  # fmt: skip
    opened, memory, closed = (min(float(each[place]) for each in told) for place in range(3))
    return [
        Row("to start", opened, "s"),
        Row("resident", memory, "MB"),
        Row("to stop", closed, "s"),
    ]


def killed(url: str, folder: str, kills: int) -> list[Row]:
    """Kill at any moment; what was not acknowledged is told again, with some of the rest."""
    rng = random.Random(SEED)
    acknowledged: set[str] = set()
    with board() as wall:
        missing: list[str] = []
        for kill in range(kills):
            keys = [*missing, *(f"{kill}-{number}" for number in range(10))]
            heard = told_until_killed(url, folder, wall, keys, rng.uniform(0, 0.4))
            acknowledged.update(heard)
            missing = [key for key in keys if key not in acknowledged]
        started = time.perf_counter()
        acknowledged.update(told_until_killed(url, folder, wall, missing, None))
        finished = time.perf_counter() - started
        times = wall.times()
    return [
        Row("acknowledged", float(len(acknowledged)), ""),
        Row("lost", float(sum(key not in times for key in acknowledged)), ""),
        Row("doubled", float(sum(each > 1 for each in times.values())), ""),
        Row("until the last process had finished all", finished, "s"),
    ]


def told_until_killed(
    url: str, folder: str, wall: Board, keys: Sequence[str], after: float | None
) -> list[str]:
    """Run a process, kill it so many seconds after its first acknowledgement; None: let it end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.durable_worker", url, folder, wall.url],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        process.stdin.write("".join(f"{key}\n" for key in keys))
        process.stdin.close()
        heard = [process.stdout.readline().strip()] if keys else []
        if after is not None:
            threading.Timer(after, process.kill).start()
        heard += process.stdout.read().split()
    return heard


def now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
