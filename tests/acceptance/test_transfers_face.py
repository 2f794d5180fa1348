"""Offers in a real browser: read on a phone, decided with one tap or by keys, and followed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.page_checks import check
from tests.acceptance.web_face import DESKTOP, PHONE, become, stocked
from tests.small_plant import Plant
from tests.travelled_plant import kettle_body, offered


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    made = stocked(tmp_path)
    offered(made, kettle_body(source="SOP-126-1"), number="SOP-126")
    yield made
    made.store.close()


@pytest.mark.parametrize(
    "context",
    [(PHONE, "light", True), (PHONE, "dark", True), (DESKTOP, "light", True)],
    ids=["phone-light", "phone-dark", "desktop-light"],
    indirect=True,
)
def test_offer_and_its_journey_can_be_read_anywhere(page: Page) -> None:
    become(page, "Tomas")
    page.goto("/transfers")
    check(page, "transfers-open")
    page.get_by_text("Reject", exact=True).first.click()
    page.get_by_text("Follow something").click()
    check(page, "transfers-forms")
    page.goto("/knowledge/travels")
    page.get_by_text("Why it was offered").first.click()
    check(page, "travels")
    for origin in ("Sunniva", "Ingrid"):
        become(page, origin)
        page.goto("/transfers")
        check(page, f"transfers-{origin}")


def test_supervisor_rejects_with_one_tap_and_a_usual_reason(page: Page) -> None:
    become(page, "Tomas")
    page.goto("/transfers")
    page.get_by_text("Reject", exact=True).first.click()
    page.get_by_role("button", name="We do it like this already").click()
    expect(page.locator(".done")).to_contain_text("rejected")
    expect(page.locator(".done")).to_be_in_viewport()
    become(page, "Amara")
    page.goto("/transfers")
    page.locator("summary", has_text="History").last.click()
    expect(page.locator("main")).to_contain_text("We do it like this already")


@pytest.mark.parametrize("context", [(DESKTOP, "light", True)], ids=["desktop"], indirect=True)
def test_keys_alone_adapt_it(page: Page) -> None:
    become(page, "Tomas")
    page.goto("/transfers")
    for key in ("j", "d"):
        page.keyboard.press(key)
    page.keyboard.type("ours are smaller")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("Your draft is KB-2")


@pytest.mark.parametrize("context", [(PHONE, "light", False)], ids=["no-script"], indirect=True)
def test_it_is_decided_without_a_script(page: Page) -> None:
    become(page, "Tomas")
    page.goto("/transfers")
    page.get_by_role("button", name="Adopt").click()
    expect(page.locator(".done")).to_contain_text("adopted")
