"""Who knows, in a real browser: said that they may be asked, asked, and whoever asked is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.experts import look
from tests.acceptance.page_checks import check
from tests.acceptance.web_face import EVERY_LOOK, become, looked_at, stocked
from tests.reviewed_plant import MATE
from tests.small_plant import DIRECTORY, Plant

ASKED = "Where is the spare belt kept?"


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    made = stocked(tmp_path)
    made.store.directory.replace(replace(DIRECTORY, people=(*DIRECTORY.people, MATE)))
    made.shelf.hits.clear()
    yield made
    made.store.close()


@pytest.fixture(**EVERY_LOOK)
def page(
    plant: Plant, tmp_path: Path, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Page]:
    with looked_at(plant, tmp_path, browser, request.param) as found:
        yield found


def test_expert_says_so_is_asked_and_the_asker_is_told(page: Page, plant: Plant) -> None:
    become(page, "Mateusz")
    page.goto("/contributions")
    page.get_by_label("Quiet from").fill("03:00")
    page.get_by_label("Quiet until").fill("03:01")
    page.get_by_role("button", name="They may ask me").click()
    expect(page.locator("main")).to_contain_text("You may be asked.")
    check(page, "whether one may be asked")

    become(page, "Amara")
    page.get_by_label("Your question").fill(ASKED)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#turns")).to_contain_text("noted this")
    now = datetime.now(UTC)
    assert look(plant.store, alike=plant.shelf.alike, most=2, now=now) == 1

    become(page, "Mateusz")
    question = page.locator("#experts")
    expect(question).to_contain_text(ASKED)
    check(page, "a question to who knows")
    question.get_by_role("textbox").fill("In the loft above the scarf feeder.")
    question.get_by_role("button", name="Send").click()
    expect(question).to_contain_text("Thank you.")

    become(page, "Amara")
    reply = page.locator("#experts")
    expect(reply).to_contain_text("Answered by Mateusz, not yet validated")
    check(page, "the reply to who asked")
    reply.get_by_role("button", name="It helps").click()
    expect(reply).not_to_contain_text("In the loft")
