"""A small plant in Slack: the site and durable work over a real store, told by a stand-in Slack.

Knows how the parts are put together for a test, in one process. Does not know what is tested.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from fastapi import APIRouter

from bot.answering.compose import Composer
from bot.answering.extractive import ExtractiveComposer
from bot.answering.generative import GenerativeComposer
from bot.assistant import Assistant
from bot.channels.slack.app import SlackApp
from bot.services import Services
from bot.settings import Settings
from bot.web.site import create_site
from bot.workflows import Workflows, database_url
from knowledge.language import LanguageModel
from knowledge.model import Directory, KnownAs, Person, Place, Recommendation, Role
from knowledge.store import Store
from tests.safe_plant import ENGINEER, FITTER, SAFE_DIRECTORY, SUPERVISOR
from tests.slack import Slack
from tests.small_plant import OPERATOR, STRANGER, Plant, Shelf, advice

ROOT = Path(__file__).parents[1]
MANIFEST = yaml.safe_load((ROOT / "bot/channels/slack/manifest-http.yaml").read_text())
SIGNING_SECRET = "a-signing-secret"
TEAM = "T0NORTH"
ADMIN = Person("p-30", "Rafa", frozenset({"line-4"}), frozenset({Role.ADMIN}))
IN_SLACK = {
    OPERATOR.id: "U0AMARA",
    STRANGER.id: "U0HANA",
    ENGINEER.id: "U0INGRID",
    SUPERVISOR.id: "U0SUNNIVA",
    FITTER.id: "U0LEILA",
    ADMIN.id: "U0ROOT",
}


def in_slack(directory: Directory) -> Directory:
    """Return the directory with those people's names in Slack imported."""

    def known(person: Person) -> Person:
        user = IN_SLACK.get(person.id)
        names = (KnownAs(Place.SLACK, f"{user}@{TEAM}"),) if user else ()
        return replace(person, known_as=names)

    return replace(directory, people=tuple(map(known, (*directory.people, ADMIN))))


@dataclass
class Clock:
    """The plant's clock: the machine's, which a test may put forward."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def fresh(number: int, drum: int = 2, **changes: Any) -> Recommendation:
    """Return a recommendation that was issued just now."""
    issued = datetime.now(UTC) - timedelta(minutes=1)
    times = {"issued_at": issued, "expires_at": issued + timedelta(minutes=15)}
    return advice(number, drum, **{**times, **changes})


@dataclass
class SlackPlant:
    """What a test drives: the plant, its Slack, and our app in it."""

    plant: Plant
    slack: Slack
    app: SlackApp
    work: Workflows
    clock: Clock
    services: Services

    @property
    def store(self) -> Store:
        return self.plant.store


@contextmanager
def plant_in_slack(
    slack: Slack, folder: Path, *, model: LanguageModel | None = None, **settings: Any
) -> Iterator[SlackPlant]:
    """Serve the plant to that Slack until the block ends; with a language model if one is given."""
    folder.mkdir(parents=True, exist_ok=True)
    store = Store.open(f"sqlite:///{folder}/tandem.db")
    store.directory.replace(in_slack(SAFE_DIRECTORY))
    shelf = Shelf(store)
    composer: Composer = ExtractiveComposer()
    if model is not None:
        composer = GenerativeComposer(model=model, otherwise=composer, seconds=10)
        settings |= {"model": "ollama:scripted"}
    assistant = Assistant(store=store, search=shelf, composer=composer)  # type: ignore[arg-type]
    told = {
        "slack_bot_token": slack.workspace.token,
        "slack_signing_secret": SIGNING_SECRET,
        "slack_api_url": slack.api_url,
        **settings,
    }
    chosen = Settings(_env_file=None, data_dir=folder, **told)
    services = Services(chosen, store, shelf, assistant, None, None, "0")  # type: ignore[arg-type]
    clock = Clock()
    app = SlackApp(services, clock=clock)
    url = database_url(folder, chosen.store_url)
    work = Workflows(app.jobs(), store=store, url=url, now=clock)
    app.listen(work)
    try:
        with _served(services, app) as address, app.connected(), _swept(work, app):
            if "slack_app_token" not in told:
                slack.delivery.url = f"{address}/slack/events"
            yield SlackPlant(Plant(store, shelf, assistant), slack, app, work, clock, services)
            slack.delivery.url = ""
    finally:
        app.close()
        work.close()
        store.close()


@contextmanager
def _served(services: Services, app: SlackApp) -> Iterator[str]:
    site = create_site(services, [APIRouter(routes=app.routes())])
    config = uvicorn.Config(site, port=0, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def _swept(work: Workflows, app: SlackApp) -> Iterator[None]:
    ending = threading.Event()

    def sweep() -> None:
        while not ending.wait(0.2):
            work.sweep()
            app.sweep()

    thread = threading.Thread(target=sweep)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()
