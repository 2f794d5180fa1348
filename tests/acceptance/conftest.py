"""What several acceptance tests use: one real browser for a module."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.acceptance import web_face


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium; without one the test is skipped with the remedy."""
    with web_face.browser() as found:
        yield found
