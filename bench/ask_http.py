"""Questions to the running app over HTTP: ``python -m bench.ask_http [--questions N]``.

A real ``tandem serve`` on 10,000 passages and 10,000 recommendations, without a language model;
the clients are this other process, on the same cores. Every conversation is new.
"""

import argparse
import threading
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from bench.asking import Client, Question, conversations
from bench.installation import Running, contents, installation, serving
from bench.table import Row, percentile, print_table

WARM_UP = 60
CLIENTS = 8
AFTERWARDS = 60
"""Seconds in which the app catches up."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=800, help="of one client")
    options = parser.parse_args()
    with installation() as folder:
        passages, recommendations = contents(folder)
        with serving(folder) as app:
            rows, statuses = measured(app, options.questions)
    print_table(f"ask over HTTP, {passages:,} passages, {recommendations:,} recommendations", rows)
    print("  " + ", ".join(f"{count} {kind}" for kind, count in sorted(statuses.items())))


def measured(app: Running, count: int) -> tuple[list[Row], Counter[str]]:
    """Ask with one client, then with eight; return the figures and what was answered."""
    alone = Client(app.port)
    for question in islice(_questions(app, seed=1), WARM_UP):
        alone.ask(question)
    alone.seconds.clear()
    alone.statuses.clear()
    used = begun = app.cpu_seconds()
    for question in islice(_questions(app, seed=2), count):
        alone.ask(question)
    used = app.cpu_seconds() - used
    each_second, own = _together(app, count * 3 // CLIENTS)
    resident = app.resident_mb()
    time.sleep(AFTERWARDS)  # topics are mined when nobody waits; what that takes counts too
    whole = app.cpu_seconds() - begun
    loaded = [name for name in ("torch", "transformers") if app.has_loaded(name)]
    alone.close()
    return [
        Row("one client: p50", percentile(alone.seconds, 0.5) * 1000, "ms", at_most=20),
        Row("one client: p95", percentile(alone.seconds, 0.95) * 1000, "ms", at_most=50),
        Row("one client: processor time of the app, each", used / count * 1000, "ms"),
        Row(f"{CLIENTS} clients: answered", each_second, "questions/s", at_least=120),
        Row(f"{CLIENTS} clients: processor time of the client, each", own * 1000, "ms"),
        Row("processor time of the app, topics mined", whole / (count * 4) * 1000, "ms"),
        Row("app resident after that", resident, "MB", at_most=450),
        Row(f"app resident {AFTERWARDS} s later", app.resident_mb(), "MB", at_most=450),
        Row("app resident, the most", app.resident_mb("VmHWM"), "MB"),
        Row("torch or transformers loaded in the app", len(loaded), "", at_most=0),
    ], alone.statuses


def _together(app: Running, count: int) -> tuple[float, float]:
    """Return the questions a second of all clients, and this process's seconds a question."""
    clients = [Client(app.port) for _ in range(CLIENTS)]
    asked = [list(islice(_questions(app, seed=10 + n), count)) for n in range(CLIENTS)]
    threads = [
        threading.Thread(target=_ask_all, args=(client, questions))
        for client, questions in zip(clients, asked, strict=True)
    ]
    started, used = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, used = time.perf_counter() - started, time.process_time() - used
    answered = sum(len(client.seconds) for client in clients)
    if answered != count * CLIENTS:
        raise SystemExit(f"only {answered} of {count * CLIENTS} questions were answered")
    for client in clients:
        client.close()
    return answered / seconds, used / answered


def _ask_all(client: Client, questions: list[Question]) -> None:
    for question in questions:
        client.ask(question)


def _questions(app: Running, *, seed: int) -> Iterator[Question]:
    for conversation in conversations(app, seed=seed):
        yield from conversation


if __name__ == "__main__":
    main()
