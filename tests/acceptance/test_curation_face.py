"""The console in a real browser: found by keys, edited with a check beside it, kept, validated."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot import articles
from tests.acceptance.page_checks import check
from tests.acceptance.web_face import EVERY_LOOK, become, looked_at, stocked
from tests.curated_plant import drafted, published, sources_of, with_sop
from tests.reviewed_plant import ENGINEER, REVIEWING
from tests.small_plant import Plant


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    made = stocked(tmp_path)
    made.store.directory.replace(REVIEWING)
    with_sop(made, number="SOP-114")
    drafted(made)
    yield made
    made.store.close()


@pytest.fixture(**EVERY_LOOK)
def page(
    plant: Plant, tmp_path: Path, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Page]:
    with looked_at(plant, tmp_path, browser, request.param) as found:
        yield found


def test_a_draft_is_found_by_keys_edited_kept_and_validated_by_somebody_else(page: Page) -> None:
    become(page, "Ingrid")
    page.goto("/curation")
    check(page, "list")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("How long to wait after cleaning")
    check(page, "draft")
    answer = page.get_by_label("Answer: one sentence a line")
    page.keyboard.press("e")
    expect(answer).to_be_focused()
    answer.fill("Wait 9 min after cleaning the sensor. [S1]")
    expect(page.locator("#seen")).to_contain_text("It cannot be kept yet")
    answer.fill("Wait 5 min after cleaning the sensor. [S1]")
    page.get_by_label("Title").fill("Waiting after cleaning")
    expect(page.locator("#seen")).to_contain_text("Not kept yet.")
    expect(page.locator("#seen h3").first).to_have_text("Waiting after cleaning")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.get_by_label("Why?", exact=True)).to_be_focused()
    answer.press("Control+Enter")
    expect(page.locator("p.done").first).to_have_text("Kept.")
    expect(page.get_by_text("somebody else validates it")).to_be_visible()
    become(page, "Arjun")
    page.goto("/curation/articles/KB-1")
    page.keyboard.press("v")
    page.keyboard.press("Enter")
    expect(page.get_by_text("validated").first).to_be_visible()
    page.goto("/knowledge/KB-1")
    expect(page.get_by_role("heading", name="Waiting after cleaning")).to_be_visible()
    check(page, "read")


def test_an_open_page_loses_what_is_unpublished_while_it_is_read(page: Page, plant: Plant) -> None:
    one = published(plant)
    become(page, "Amara")
    page.get_by_label("Your question").fill("How long to wait after cleaning?")
    page.keyboard.press("Enter")
    turn = page.locator(".turn").last
    expect(turn).to_contain_text(f"{one.number} version 1")
    read = page.context.new_page()
    read.goto(page.url.partition("?")[0] + f"knowledge/{one.number}")
    page.wait_for_function("document.querySelector('[data-live]')")
    now = datetime.now(UTC)
    articles.unpublish(sources_of(plant), ENGINEER, one.number, reason="wrong", now=now)
    expect(turn).to_contain_text("on which this rested, was withdrawn", timeout=10_000)
    expect(turn).not_to_contain_text(f"{one.number} version 1")
    expect(page.locator("#live")).to_contain_text("do not go by it any more")
    read.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(read.locator("main")).to_contain_text("There is no article")
