"""Requests: ``python -m bench.requests [--finished N]``.

What they cost a store that holds years of them (SQLite): a page's look at what waits for its
reader, opening, taking, and one sweep with fifty open.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bench.table import Row, percentile, print_table
from bot.requests import sweep, take
from bot.web.requests import bar_of
from knowledge.model import Called, Directory, Hazard, Person, Request, SafetyPlan, Step, StepKind
from knowledge.store import Store

FINISHED = 10_000
OPEN = 50
TIMES = 200
NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)
FITTERS = [Person(f"p-{number}", "", frozenset({"maintenance"})) for number in range(2)]
CALLED = (Called("Maintenance", "channel 2", "maintenance"), Called("Duty engineer", "", "duty"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--finished", type=int, default=FINISHED)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(f"sqlite:///{folder}/tandem.db") as store,
    ):
        store.directory.replace(Directory(people=tuple(FITTERS), safety=SafetyPlan()))
        for number in range(options.finished):
            one = store.requests.open(request(number))
            taken = store.requests.append(one, Step(StepKind.TAKEN, NOW, "p-1"))
            assert taken is not None
            store.requests.append(taken, Step(StepKind.CLOSED, NOW, "p-1"))
        quiet = timed(lambda: bar_of(store, FITTERS[0]))
        numbers = iter(range(options.finished, 10**9))
        opening = timed(lambda: store.requests.open(request(next(numbers))))
        waiting = iter([each.number for each in store.requests.unfinished()])
        taking = timed(
            lambda: take(store, person=FITTERS[0], number=next(waiting), now=NOW), TIMES - OPEN
        )
        busy = timed(lambda: bar_of(store, FITTERS[1]))
        idle = timed(lambda: sweep(store, now=NOW))
        started = time.perf_counter()
        moved = sweep(store, now=NOW + timedelta(minutes=10))
        due = time.perf_counter() - started
    print_table(
        f"requests, {options.finished:,} finished",
        [
            Row("a page's look when nothing waits: p50", 1000 * percentile(quiet, 0.5), "ms"),
            Row(f"a page's look when {OPEN} wait: p50", 1000 * percentile(busy, 0.5), "ms"),
            Row("opening: p50", 1000 * percentile(opening, 0.5), "ms"),
            Row("taking: p50", 1000 * percentile(taking, 0.5), "ms"),
            Row(f"a sweep, {TIMES} unfinished, none due: p50", 1000 * percentile(idle, 0.5), "ms"),
            Row(f"a sweep that escalates {len(moved)}", 1000 * due, "ms"),
        ],
    )


def request(number: int) -> Request:
    """Return a new request of its own question."""
    return Request.opened(
        key=f"k-{number}",
        question_id=f"q-{number}",
        hazard=Hazard.LOCKOUT,
        asset="northfield/snacks/line-4",
        asker="p-9",
        called=CALLED,
        now=NOW,
    )


def timed(work: Callable[[], object], times: int = TIMES) -> list[float]:
    """Return the seconds of each call."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return seconds


if __name__ == "__main__":
    main()
