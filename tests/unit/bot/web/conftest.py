"""A site over a small plant: real store, real assistant, a shelf instead of the search."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from argon2 import PasswordHasher
from fastapi import FastAPI
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from pydantic_settings import BaseSettings
from pydantic_settings import PydanticBaseSettingsSource as Said
from starlette.testclient import TestClient

from bot.services import Services
from bot.settings import Settings
from bot.web import pages
from bot.web.csrf import HEADER, VISIT_COOKIE, token_for
from bot.web.identity import COOKIE, Identity, signing_key
from bot.web.passwords import Passwords
from bot.web.site import create_site
from knowledge.model import Person
from tests.curated_plant import with_sop
from tests.reviewed_plant import REVIEWING
from tests.small_plant import NOW, OPERATOR, Plant

HERE = ("127.0.0.1", 50000)
ELSEWHERE = ("192.0.2.7", 50000)
ADDRESS = "http://127.0.0.1:8080"


@dataclass
class Clock:
    """The site's clock, which a test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Face:
    """What a test drives: visitors of one site, over one plant."""

    plant: Plant
    site: FastAPI
    services: Services
    clock: Clock

    def visitor(
        self, person: Person | None = OPERATOR, *, client: tuple[str, int] = HERE, **headers: str
    ) -> TestClient:
        """Return a browser on this machine in which that person was chosen at /who."""
        browser = TestClient(
            self.site,
            base_url=ADDRESS,
            client=client,
            headers=headers,
            follow_redirects=False,
            raise_server_exceptions=False,
        )
        key = signing_key(self.services.settings.data_dir)
        if person is not None:
            value = Identity(self.services, key, self.clock).cookie_for(person)
            browser.cookies.set(COOKIE, value)
        if person is None or not self.services.settings.demo:
            value = "a visit of this test"
            browser.cookies.set(VISIT_COOKIE, value)
        # What its pages hold: every form and every script of ours sends it.
        browser.headers[HEADER] = token_for(key, value)
        return browser

    def page(self, person: Person | None = OPERATOR) -> TestClient:
        """Return the same browser as its page's own scripts send: pieces instead of pages."""
        return self.visitor(person, **{"HX-Request": "true"})

    def asked(self, text: str = "Why?", *, by: Person = OPERATOR, **fields: str) -> str:
        """Ask on the page and return the question's id."""
        form = {"key": uuid.uuid4().hex, "text": text, **fields}
        assert self.page(by).post("/ask", data=form).status_code == 200
        return self.services.store.conversations.last(f"web:{by.id}", 1)[0].key


class Told(Settings):
    """Settings as a test says them: nothing of the environment is looked at."""

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: Said, *_: Said, **others: Said
    ) -> tuple[Said, ...]:
        return (init_settings,)


def quick() -> Passwords:
    """Return real hashing with as little work as the library allows."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


class Compiled(BytecodeCache):
    """Keeps each template as it was compiled for the first site."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="package", autouse=True)
def sites_share_templates_and_a_loop() -> Iterator[None]:
    """Compile each template once, and start one event loop: browsers start one for each request."""
    with start_blocking_portal() as portal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "Environment", partial(Environment, bytecode_cache=Compiled()))
        patch.setattr(TestClient, "portal", portal)
        yield


FaceOf = Callable[..., Face]


@pytest.fixture
def face_of(plant: Plant, tmp_path: Path) -> FaceOf:
    def build(mining: Any = None, **settings: Any) -> Face:
        clock = Clock()
        chosen = {"data_dir": tmp_path, "demo": True, **settings}
        services = Services(
            settings=Told(**chosen),
            store=plant.store,
            search=plant.shelf,  # type: ignore[arg-type]
            assistant=plant.assistant,
            embedder=None,  # type: ignore[arg-type]
            mining=mining,
            version="0.1.0",
        )
        return Face(plant, create_site(services, clock=clock, passwords=quick()), services, clock)

    return build


@pytest.fixture
def face(face_of: FaceOf) -> Face:
    """The demo's site."""
    return face_of()


@pytest.fixture
def console(face: Face) -> Face:
    """A face with engineers and a procedure."""
    face.services.store.directory.replace(REVIEWING)
    with_sop(face.plant)
    return face
