"""What the pages of knowledge that travels cost: ``python -m bench.travels``.

1,000 validated articles, each offered to three or four teams and moved on; the inbox of a team and
``/knowledge/travels`` are asked for as a browser would, and looking where articles help is timed.
Beside the time stands the processor's, which other work on the machine does not change.
"""

import argparse
import gc
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from bench.table import Row, percentile, print_table
from bot.services import Services
from bot.settings import Settings
from bot.transfers import look
from bot.web.identity import COOKIE, Identity, signing_key
from bot.web.site import create_site
from examples.plant.history import history
from knowledge.ingest.directory import read_directory
from knowledge.ingest.events import ingest_events
from knowledge.model import (
    EVERYONE,
    ArticleAct,
    ArticleStep,
    BadTransfer,
    Body,
    Reason,
    Statement,
    Transfer,
    TransferAct,
    TransferBasis,
    TransferStep,
)
from knowledge.store import Store

PLANT = Path(__file__).parents[1] / "examples" / "plant"
NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
ARTICLES = 1_000
PAGES = 60
SEASONING = "northfield/snacks/seasoning"
ACTS = (TransferAct.SEEN, TransferAct.ADOPTED, TransferAct.REJECTED, TransferAct.WORKED)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(f"sqlite:///{folder}/tandem.db") as store,
    ):
        _fill(store)
        engineer, supervisor, finders = (
            _browser(store, Path(folder), each) for each in ("p-016", "p-008", "p-005")
        )
        rows = [
            *timed_pages("travels, an engineer", lambda: engineer.get(_travels())),
            *timed_pages("where it stalls", lambda: engineer.get(_travels("&show=stalled"))),
            *timed_pages("inbox, an engineer", lambda: engineer.get("/transfers")),
            *timed_pages("inbox, a supervisor", lambda: supervisor.get("/transfers")),
            *timed_pages("inbox, of those who found all", lambda: finders.get("/transfers")),
            *_timed("looking where one helps", lambda: look(store, ["KB-7"], now=NOW), 5),
            *_timed("looking at all each morning", lambda: look(store, now=NOW), 1),
        ]
    print_table(f"{ARTICLES:,} articles that travel", rows)


def _fill(store: Store) -> None:
    directory = read_directory(PLANT / "people.yaml")
    store.directory.replace(directory)
    ingest_events(history(NOW, 30, seed=1), store=store, now=NOW)
    rng = random.Random(1)
    teams = [each.id for each in directory.teams]
    for number in range(ARTICLES):
        at = NOW - timedelta(days=rng.uniform(1, 300))
        article = store.articles.add(_body(number), at=at, topic=None)
        step = ArticleStep(ArticleAct.VALIDATED, at, 1, "p-018")
        assert store.articles.step(article, step) is not None
        for team in rng.sample(teams, rng.choice((3, 4))):
            _travel(store, article.number, team, at, rng)


def _body(number: int) -> Body:
    return Body(
        f"What to do about matter {number} of the drum",
        tuple(f"What do I do about matter {number}, asked in way {way}?" for way in range(4)),
        tuple(Statement(f"Do step {step} of matter {number}.", ()) for step in range(5)),
        key_point=Statement(f"Mind the drum with matter {number}.", ()),
        scope=(f"{SEASONING}/line-4",),
        owner="process-engineering",
        audience=EVERYONE,
    )


def _travel(store: Store, article: str, team: str, at: datetime, rng: random.Random) -> None:
    reasons = (
        Reason(TransferBasis.EQUIPMENT, "drum", 3),
        Reason(TransferBasis.QUESTIONS, "", 7, 9),
    )
    first = (TransferStep(TransferAct.OFFERED, at),)
    one = store.transfers.offer(Transfer(article, 1, team, "seasoning-line-4", reasons, first))
    for act in ACTS[: rng.randrange(len(ACTS) + 1)]:
        try:
            after = store.transfers.append(one, TransferStep(act, at, "p-008", "because"))
        except BadTransfer:
            return
        one = after or one


def _browser(store: Store, folder: Path, person_id: str) -> TestClient:
    settings = Settings(_env_file=None, data_dir=folder, demo=True)
    nothing: Any = None
    services = Services(settings, store, nothing, nothing, nothing, nothing, "bench")
    browser = TestClient(create_site(services, clock=lambda: NOW), base_url="http://127.0.0.1:8080")
    person = services.person(person_id)
    key = signing_key(folder)
    browser.cookies.set(COOKIE, Identity(services, key, lambda: NOW).cookie_for(person))
    return browser


def _travels(more: str = "") -> str:
    return f"/knowledge/travels?page={random.randrange(1, 40)}{more}"


def timed_pages(name: str, get: Callable[[], Any], times: int = PAGES) -> list[Row]:
    """Return what a page costs, asked for so many times."""

    def ask() -> None:
        found = get()
        assert found.status_code == 200, found.text[:500]

    return _timed(name, ask, times, at_most=150)


def _timed(
    name: str, work: Callable[[], object], times: int, at_most: float | None = None
) -> list[Row]:
    # As the app does when it starts: what is loaded to stay is not looked through again.
    gc.collect()
    gc.freeze()
    took, used = [], []
    for _ in range(times + 1):
        begin, before = time.perf_counter(), time.process_time()
        work()
        took.append((time.perf_counter() - begin) * 1000)
        used.append((time.process_time() - before) * 1000)
    return [
        Row(f"{name}, p95", percentile(took[1:], 0.95), "ms", at_most=at_most),
        Row(f"{name}, processor p95", percentile(used[1:], 0.95), "ms", at_most=at_most),
    ]


if __name__ == "__main__":
    main()
