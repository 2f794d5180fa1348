"""Threads and processes that use one store at once, on both engines."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Event

from knowledge.model import Directory, Request, Step, StepKind, Team
from knowledge.store import AddResult, Store, Turn
from tests.contracts.requests_contract import request as opened
from tests.contracts.store_samples import NOW, TODAY, put, recommendation, revision


def test_readers_see_whole_saves_while_one_writes(url: str) -> None:
    """A reader finds the old revision's passages or the new one's, never a mixture or none."""
    labels = "ABCDEFGHIJ"
    ids = [f"SOP-114-{label}#{place}" for label in labels for place in range(5)]
    written = Event()

    def write(store: Store) -> None:
        for label in labels[1:]:
            put(store, revision(label), *["text"] * 5)
        written.set()

    def read(store: Store) -> list[str]:
        seen: list[str] = []
        while not written.is_set() or not seen or seen[-1] != labels[-1]:
            found = store.documents.passages(ids, on=TODAY)
            seen_labels = {one.revision for _, one in found.values()}
            assert len(found) == 5
            assert len(seen_labels) == 1
            seen.append(seen_labels.pop())
        return seen

    with Store.open(url) as store, ThreadPoolExecutor(9) as threads:
        put(store, revision(labels[0]), *["text"] * 5)
        readers = [threads.submit(read, store) for _ in range(8)]
        threads.submit(write, store).result(timeout=60)
        for reader in readers:
            seen = reader.result(timeout=60)
            assert all(earlier <= later for earlier, later in pairwise(seen))


def test_the_same_event_from_eight_writers_is_added_once(url: str) -> None:
    start = Barrier(8)

    def add(store: Store) -> list[AddResult]:
        start.wait()
        return [
            store.recommendations.add(recommendation(number), {}, f"f{number}")
            for number in range(20)
        ]

    with Store.open(url) as store, ThreadPoolExecutor(8) as threads:
        results = list(threads.map(add, [store] * 8))
    for number in range(20):
        assert sorted(result[number] for result in results) == ["added"] + ["known"] * 7


def test_two_stores_on_one_database_serialise_their_writes(url: str) -> None:
    """Of rivals for one number, saved from two stores at once, only the newest stays in force."""
    start = Barrier(2)

    def save(store: Store, labels: str) -> None:
        start.wait()
        for label in labels:
            put(store, revision(label))

    with Store.open(url) as one, Store.open(url) as two, ThreadPoolExecutor(2) as threads:
        jobs = [threads.submit(save, one, "ACEGI"), threads.submit(save, two, "BDFHJ")]
        for job in jobs:
            job.result(timeout=60)
        in_force = [each.revision for each in one.documents.revisions() if each.binds(TODAY)]
    assert in_force == ["J"]


def test_a_directory_imported_elsewhere_is_seen_at_the_next_load(url: str) -> None:
    with Store.open(url) as here, Store.open(url) as there:
        before = here.directory.load()
        there.directory.replace(Directory(teams=(Team("line-4", "Line 4"),)))
        assert before == Directory()
        assert here.directory.load() == there.directory.load() != before


_WRITER = """
import sys
from knowledge.store import Store
from tests.contracts.requests_contract import request as opened
from tests.contracts.store_samples import put, revision
with Store.open(sys.argv[1]) as store:
    for number in range(1_000_000):
        put(store, revision("B", number=f"SOP-{number}"), *["text"] * 30)
        print(number, flush=True)
"""


def test_a_writer_killed_in_the_middle_leaves_whole_saves_only(url: str) -> None:
    root = Path(__file__).parents[2]
    for round_ in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, url],
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(root)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(3 + round_)]
        writer.send_signal(signal.SIGKILL)
        said += [int(line) for line in writer.stdout.read().splitlines()]
        writer.wait(timeout=30)
        writer.stdout.close()
        with Store.open(url) as store:
            revisions = {one.number: one for one in store.documents.revisions()}
            assert revisions.keys() >= {f"SOP-{number}" for number in said}
            assert len(store.documents.files()) == len(revisions)
            for one in revisions.values():
                assert len(store.documents.neighbours(one.id)) == 30
            assert store.conversations.save(Turn(f"after {round_}", "c", "p", "?", NOW))


def test_of_eight_who_take_a_request_one_has_it(url: str) -> None:
    start = Barrier(8)

    def take(store: Store, request: Request, person: int) -> bool:
        step = Step(StepKind.TAKEN, NOW, f"p-{person}")
        start.wait()
        return store.requests.append(request, step) is not None

    with Store.open(url) as store, ThreadPoolExecutor(8) as threads:
        for _ in range(5):
            one = store.requests.open(opened())
            took = list(threads.map(take, [store] * 8, [one] * 8, range(8)))
            assert sum(took) == 1
            kept = store.requests.get(one.number)
            assert kept is not None
            assert kept.steps[-1].by == f"p-{took.index(True)}"


def test_the_same_question_asked_to_come_from_eight_tabs_is_one_request(url: str) -> None:
    start = Barrier(8)

    def ask(store: Store) -> int:
        start.wait()
        return store.requests.open(opened(question_id="q")).number

    with Store.open(url) as store, ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(ask, [store] * 8))) == 1
