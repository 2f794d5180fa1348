"""What the console's pages cost: ``python -m bench.console``.

1,000 articles in all states, 10,000 topics and 100,000 questions on the sample plant (SQLite); the
pages are asked for as a browser would. Beside the time stands the processor's, which other work on
the machine does not change.
"""

import argparse
import json
import random
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any, cast

from starlette.testclient import TestClient

from bench.articles import bodies
from bench.table import Row, print_table
from bench.travels import timed_pages
from bot.curating import fields_of
from bot.services import Services
from bot.settings import Settings
from bot.web.csrf import HEADER, token_for
from bot.web.identity import COOKIE, Identity, signing_key
from bot.web.site import create_site
from knowledge import access
from knowledge.model import (
    ArticleAct,
    ArticleStep,
    Drafting,
    DraftOutcome,
    Filed,
    Handful,
    Mined,
    Moves,
    Proposal,
    Recurring,
)
from knowledge.store import ArticleLine
from tests.plant import NOW, SamplePlant, sample_plant

ARTICLES, TOPICS, QUESTIONS = 1_000, 10_000, 100_000
PAGES = 40
DRUMS = tuple(f"northfield/snacks/seasoning/line-{n}/drum-{m}" for n in (3, 4) for m in (1, 2, 3))
THINGS = (
    "drum speed", "moisture limit", "sealer temperature", "metal detector test", "bag weight",
    "oil flow", "blowdown step", "sample after a change", "bed level", "film tracking",
)  # fmt: skip
TEAMS = ("seasoning-line-3", "seasoning-line-4")
BUSY = 100
"""So many topics get a fifth of all questions; these are as different as questions can be."""
VECTOR = b"\0\0\x80?"


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder, sample_plant(Path(folder)) as plant:
        _ask(Path(folder))
        _mine(plant)
        _write(plant)
        _draft(plant)
        browser = _browser(plant, Path(folder), "p-016")
        topics = [each.id for each in plant.store.topics.all(rule=Recurring(), limit=500)]
        rng = random.Random(1)
        own = access.curated(plant.store, _services(plant, Path(folder)).person("p-016"))
        busy = [each for each in own if each.topic is not None and each.topic <= BUSY]
        written, others = _written(plant, busy[0]), cycle(busy[1:])

        def check(sent: Mapping[str, str]) -> Any:
            typed = {**sent, "title": f"{sent['title']} {rng.random():.3f}"}
            return browser.post("/curation/articles/check", data=typed)

        pages: dict[str, Callable[[], Any]] = {
            "the list": lambda: browser.get("/curation"),
            "the list, drafts": lambda: browser.get("/curation?kind=draft"),
            "a topic": lambda: browser.get(f"/curation/topics/{rng.choice(topics)}"),
            "an article to edit": lambda: browser.get(
                f"/curation/articles/{rng.choice(own).number}"
            ),
            "an article checked for the first time": lambda: check(_written(plant, next(others))),
            "a check while typing": lambda: check(written),
            "an article to read": lambda: browser.get(f"/knowledge/{rng.choice(own).number}"),
            "all gaps": lambda: browser.get("/gaps"),
        }
        rows: list[Row] = []
        for name, get in pages.items():
            rows += timed_pages(name, get, PAGES)
    print_table(f"{ARTICLES:,} articles, {TOPICS:,} topics, {QUESTIONS:,} questions", rows)


def _topic(number: int) -> int:
    """Return which topic the question of that number asks."""
    return number % (BUSY if number < QUESTIONS // 5 else TOPICS)


def _ask(folder: Path) -> None:
    """Keep the questions as turns, past the store: one commit each would take minutes."""
    rng = random.Random(2)
    rows = []
    for number in range(QUESTIONS):
        thing, person = THINGS[number % len(THINGS)], (number + number // TOPICS) % 40
        at = NOW - timedelta(minutes=(QUESTIONS - number) / 2)
        rows.append((
            f"bench-{number}", f"web:p-{person:03}", f"p-{person:03}",
            f"{thing} {_topic(number)} in case {rng.randrange(90)}?",
            at.strftime("%Y-%m-%d %H:%M:%S.%f"), None, rng.choice(DRUMS), "document",
            rng.choice(("answered", "answered", "abstained")),
            json.dumps({"evidence": [], "claims": [], "text": ""}),
        ))  # fmt: skip
    database = next(folder.rglob("*.db"))
    with sqlite3.connect(database) as connection:
        connection.executemany(
            "insert into turns (key, conversation_id, person_id, text, at, decision_id, asset, "
            "intent, status, answer) values (?,?,?,?,?,?,?,?,?,?)",
            rows,
        )


def _mine(plant: SamplePlant) -> None:
    """Put each question into its topic as the mining would, without looking at any."""
    store, version, upto = plant.store, 0, 0
    state = Mined(model="bench", holding=VECTOR, shared=VECTOR, rarity=VECTOR, nearly_equal=0.92)
    handfuls = tuple(
        Handful(topic, topic, 10, 0, 1.0, VECTOR, VECTOR) for topic in range(1, TOPICS + 1)
    )
    while asked := store.mining.unmined(upto, limit=10_000):
        version += 1
        topic_of = {each.turn: _topic(each.turn - 1) + 1 for each in asked}
        moves = Moves(
            filed=tuple(
                Filed(turn, topic_of[turn], TEAMS[turn // TOPICS % 2], each.asset or "")
                for each in asked
                for turn in (each.turn,)
            ),
            handfuls=handfuls if version == 1 else (),
            touched=frozenset(each.topic for each in handfuls),
        )  # fmt: skip
        upto = asked[-1].turn
        assert store.mining.save(replace(state, version=version, upto=upto), moves)
    while store.mining.recount():
        pass


def _write(plant: SamplePlant) -> None:
    """Keep the articles: a fifth drafts, a fifth not validated, the rest validated."""
    for number, body in enumerate(islice(bodies(plant), ARTICLES), start=1):
        at = NOW - timedelta(days=number / 10)
        one = plant.store.articles.add(body, at=at, topic=number)
        act = (None, ArticleAct.PUBLISHED, *[ArticleAct.VALIDATED] * 3)[
            number * 5 // (ARTICLES + 1)
        ]
        if act is not None:
            plant.store.articles.step(one, ArticleStep(act, at, 1, "p-018"))
    plant.search.synchronise()


def _draft(plant: SamplePlant) -> None:
    """Keep what drafting made of each article; to every third something better is proposed."""
    for place, each in enumerate(plant.store.articles.all()):
        better = Proposal(each.body, each.version) if place % 3 == 0 else None
        plant.store.draftings.note(
            Drafting(
                f"topic-{each.topic}",
                each.body.title,
                NOW,
                DraftOutcome.PROPOSED if better else DraftOutcome.DRAFTED,
                each.topic,
                article=each.number,
                notes=(("unconfirmed", ""),),
                proposal=better,
            )
        )


def _written(plant: SamplePlant, line: ArticleLine) -> dict[str, str]:
    """Return the fields of an article that answers what its topic asks in its own words."""
    kept, topic = plant.store.articles.get(line.number), plant.store.topics.get(line.topic or 0)
    assert kept is not None
    assert topic is not None
    asked = {"title": topic.title, "wordings": "\n".join(topic.wordings[:10])}
    return {**fields_of(kept), **asked, "reason": "", "look_for": "", "add": ""}


def _services(plant: SamplePlant, folder: Path) -> Services:
    settings, nothing = Settings(data_dir=folder, demo=True), cast("Any", None)
    return Services(settings, plant.store, plant.search, plant.assistant, nothing, nothing, "bench")


def _browser(plant: SamplePlant, folder: Path, person_id: str) -> TestClient:
    services = _services(plant, folder)
    browser = TestClient(create_site(services, clock=lambda: NOW), base_url="http://127.0.0.1:8080")
    key = signing_key(folder)
    value = Identity(services, key, lambda: NOW).cookie_for(services.person(person_id))
    browser.cookies.set(COOKIE, value)
    browser.headers[HEADER] = token_for(key, value)
    return browser


if __name__ == "__main__":
    main()
