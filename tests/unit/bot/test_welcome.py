"""What a start says: where the site is, whom it believes, and how the first admin comes in."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.accounts import code_digest
from bot.services import Services
from bot.settings import Settings
from bot.welcome import Welcome
from tests.small_plant import NOW, Plant


def said(plant: Plant, **settings: Any) -> list[str]:
    chosen = Settings(_env_file=None, **settings)
    lines: list[str] = []
    welcome = Welcome(chosen, say=lines.append)
    services = Services(chosen, plant.store, None, plant.assistant, None, None, "1")  # type: ignore[arg-type]
    welcome.prepare(SimpleNamespace(services=services))  # type: ignore[arg-type]
    welcome.announce("http://127.0.0.1:8090")
    return lines


def test_the_first_start_prints_a_link_and_later_ones_do_not(plant: Plant) -> None:
    where, link = said(plant)
    assert where == "Tandem runs at http://127.0.0.1:8090 (stop with Ctrl-C)"
    assert "http://127.0.0.1:8080/join/" in link
    assert "60 min" in link
    code = link.rpartition("/")[2]
    plant.store.accounts.redeem(code_digest(code), person_id="p-1", password="h", now=NOW)
    assert len(said(plant)) == 1


def test_the_address_people_type_is_the_one_shown(plant: Plant) -> None:
    where, link = said(plant, public_url="https://tandem.plant.example")
    assert "https://tandem.plant.example " in where
    assert "https://tandem.plant.example/join/" in link


def test_a_trusted_proxy_is_said_at_the_start(plant: Plant) -> None:
    settings = {"trusted_proxies": "10.1.2.3", "proxy_header": "X-Remote-User"}
    told = said(plant, **settings)[1]
    assert "10.1.2.3" in told
    assert "X-Remote-User" in told


def test_the_demo_wants_no_admin(plant: Plant) -> None:
    assert len(said(plant, demo=True)) == 1


@pytest.mark.parametrize(
    ("settings", "warned"),
    [
        ({}, False),
        ({"host": "::1"}, False),
        ({"host": "0.0.0.0"}, True),
        ({"host": "10.1.2.3", "public_url": "http://tandem.plant.example"}, True),
        ({"host": "10.1.2.3", "public_url": "https://tandem.plant.example"}, False),
    ],
)
def test_serving_the_network_without_https_is_said(
    plant: Plant, settings: dict[str, Any], warned: bool
) -> None:
    assert any("in the clear" in line for line in said(plant, **settings)) is warned
