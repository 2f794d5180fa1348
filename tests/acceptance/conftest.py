"""What several acceptance tests use: one real browser for a module, one plant for Slack."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.acceptance import slack_face, web_face
from tests.small_plant import Plant


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium; without one the test is skipped with the remedy."""
    with web_face.browser() as found:
        yield found


@pytest.fixture(scope="session")
def plant_known_in_slack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder with the sample plant, to be copied; its people have names in Slack."""
    folder = tmp_path_factory.mktemp("plant-in-slack") / "data"
    slack_face.plant_in_slack(folder)
    return folder


@pytest.fixture
def context(
    plant: Plant, tmp_path: Path, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """Serve the module's own plant to a phone by day, or as a test's parameter says."""
    size, scheme, script = getattr(request, "param", (web_face.PHONE, "light", True))
    with web_face.served(plant, tmp_path) as address:
        found = browser.new_context(
            viewport=size, color_scheme=scheme, base_url=address, java_script_enabled=script
        )
        found.set_default_timeout(10_000)
        yield found
        found.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a page of the plant; a script that fails fails the test."""
    complaints: list[str] = []
    found = context.new_page()
    found.on("pageerror", lambda error: complaints.append(str(error)))
    yield found
    assert complaints == []
