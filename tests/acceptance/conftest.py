"""What several acceptance tests use: one real browser for a module, one plant for Slack."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.acceptance import slack_face, web_face


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
