"""A site served on loopback over a small plant, and a real browser to look at it with."""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from bot.answering.extractive import ExtractiveComposer
from bot.assistant import Assistant
from bot.services import Services
from bot.settings import Settings
from bot.web.site import create_site
from knowledge.model import (
    Alternative,
    ConsultedDocument,
    Decision,
    DecisionKind,
    Explanation,
    Factor,
    Measurement,
    Outcome,
    OutcomeResult,
    Recommendation,
)
from knowledge.store import Store
from tests.servers import must_skip
from tests.small_plant import DIRECTORY, OPERATOR, STRANGER, Plant, Shelf, advice

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 860}
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STEPS = """1. Tell the operator at the fryer on the radio.
2. Lower the drum speed in steps of 2 rpm and wait 3 minutes after each step.
3. Never go below 36 rpm: the product bed stops rolling.

| Product | Lowest speed | Highest speed |
|---|---|---|
| Thin cut | 36 rpm | 44 rpm |
| Kettle cut | 40 rpm | 46 rpm |"""


def recommendation(number: int, *, minutes_ago: float, drum: int = 2, **changes: Any) -> Any:
    """Return a recommendation with a full log, issued that many minutes before this moment."""
    issued = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    full: dict[str, Any] = {
        "issued_at": issued,
        "expires_at": issued + timedelta(minutes=15),
        "inputs": (
            Measurement("product moisture", 3.4, "%", "good", issued),
            Measurement("drum speed", 42, "rpm", "good", issued),
            Measurement("oil flow", 118.5, "kg/h", "good", issued),
            Measurement("ambient humidity", 48, "%", "uncertain", issued),
        ),
        "explanation": Explanation(
            "linear contributions",
            "probability of over-seasoning",
            0.12,
            (
                Factor("product moisture", 0.31),
                Factor("oil flow", -0.11),
                Factor("drum speed", 0.05),
                Factor("ambient humidity", -0.03),
            ),
        ),
        "alternatives": (
            Alternative("Reduce line speed to 88 %", 0.41, "loses 6 t per shift"),
            Alternative("Wait for the next sample", 0.22, "the drift is faster than the lab"),
        ),
        "documents": (ConsultedDocument("SOP-114", "C", "6.2", 0.8),),
    }
    return advice(number, drum=drum, **(full | changes))


def stocked(folder: Path) -> Plant:
    """Return a plant with a procedure, two open recommendations and a past one with an outcome."""
    store = Store.open(f"sqlite:///{folder}/tandem.db")
    store.directory.replace(DIRECTORY)
    shelf = Shelf(store)
    since = datetime.now(UTC).date() - timedelta(days=180)
    shelf.put(STEPS, effective_from=since)
    assistant = Assistant(store=store, search=shelf, composer=ExtractiveComposer())  # type: ignore[arg-type]
    plant = Plant(store, shelf, assistant)
    plant.issue(
        recommendation(1, minutes_ago=4),
        recommendation(2, minutes_ago=2, drum=3, action="Raise oil flow from 112 to 118 kg/h"),
        recommendation(3, minutes_ago=190),
        recommendation(4, minutes_ago=60, drum=3),
    )
    at = datetime.now(UTC) - timedelta(minutes=185)
    decided = Decision("R-2026-000003", DecisionKind.ACCEPTED, at, "p-2")
    store.recommendations.add_decision(decided, "test", "d1", "d1")
    worked = Outcome("R-2026-000003", OutcomeResult.BETTER, at + timedelta(minutes=30))
    store.recommendations.add_outcome(worked, "test", "o1", "o1")
    return plant


@contextlib.contextmanager
def served(plant: Plant, folder: Path, **settings: Any) -> Iterator[str]:
    """Serve the plant's site on a free loopback port; yields its address."""
    services = Services(
        settings=Settings(_env_file=None, **{"data_dir": folder, "demo": True, **settings}),
        store=plant.store,
        search=plant.shelf,  # type: ignore[arg-type]
        assistant=plant.assistant,
        embedder=None,  # type: ignore[arg-type]
        mining=None,  # type: ignore[arg-type]
        version="0.1.0",
    )
    with running(create_site(services)) as address:
        yield address


@contextlib.contextmanager
def running(site: FastAPI) -> Iterator[str]:
    """Run an ASGI app under uvicorn in a thread."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(site, log_level="warning", lifespan="off", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        site.state.changes.close()
        server.should_exit = True
        thread.join(10)
        listener.close()


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Start Debian's browser, or skip with the command that installs it."""
    if not CHROMIUM.exists():
        must_skip("needs a browser: apt-get install chromium")
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", "0")  # never look for a downloaded one
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield found
        found.close()


EVERY_LOOK = {
    "params": [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")],
    "ids": ["phone-light", "phone-dark", "desktop-light", "desktop-dark"],
}
"""What a fixture takes to show a page on both screens, by day and by night."""


@contextlib.contextmanager
def looked_at(plant: Plant, folder: Path, browser: Browser, look: Any) -> Iterator[Page]:
    """Serve the plant and open a page of it in one look; a script that fails fails the test."""
    size, scheme = look
    with served(plant, folder) as address:
        context = browser.new_context(viewport=size, color_scheme=scheme, base_url=address)
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.set_default_timeout(10_000)
        yield page
        context.close()
        assert complaints == []


def become(page: Page, name: str) -> None:
    """Choose who one is."""
    page.goto("/who")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url("**/")


__all__ = ["OPERATOR", "STRANGER", "Recommendation", "browser", "pytest", "served", "stocked"]
