"""Questions without an answer in a real browser: asked in vain, seen by the engineer, closed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from knowledge.model import Person, Role
from tests.acceptance.page_checks import check
from tests.acceptance.web_face import EVERY_LOOK, become, looked_at, stocked
from tests.small_plant import DIRECTORY, Plant

LICENCE = "which forklift licence do I need to move the pallets of seasoning?"
ENGINEER = Person("p-7", "Ingrid", frozenset({"line-4"}), frozenset({Role.ENGINEER}))


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    made = stocked(tmp_path)
    made.store.directory.replace(replace(DIRECTORY, people=(*DIRECTORY.people, ENGINEER)))
    made.shelf.hits.clear()
    yield made
    made.store.close()


@pytest.fixture(**EVERY_LOOK)
def page(
    plant: Plant, tmp_path: Path, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Page]:
    with looked_at(plant, tmp_path, browser, request.param) as found:
        yield found


def test_a_question_in_vain_is_found_and_closed_by_the_engineer(page: Page, plant: Plant) -> None:
    become(page, "Amara")
    expect(page.get_by_role("link", name="Knowledge")).to_have_count(0)
    page.get_by_label("Your question").fill(LICENCE)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".missing")).to_contain_text("I have noted this for the process engineers.")

    become(page, "Ingrid")
    check(page, "the header")
    page.get_by_role("link", name="Knowledge").click()
    page.get_by_role("link", name="Questions without an answer").click()
    gap = page.locator(".gap").first
    expect(gap).to_contain_text(LICENCE)
    expect(gap).to_contain_text("1 time")
    check(page, "the list")

    gap.get_by_role("button", name="Ask again").click()
    expect(page.get_by_role("status").first).to_have_text("Still without an answer.")
    plant.shelf.put("To move pallets you need the forklift licence F1.", number="SOP-150")
    page.locator(".gap").first.get_by_role("button", name="Ask again").click()
    expect(page.locator(".gap .done")).to_contain_text("Now answered: SOP-150 rev C, 6.2")
    check(page, "asked again")

    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.get_by_label("Why, such as the document that says it")).to_be_focused()
    check(page, "the form")
    expect(page.get_by_label("Why, such as")).to_have_value("SOP-150 rev C, 6.2")
    page.get_by_role("button", name="It is answered").click()
    expect(page.get_by_text("Nothing is open.")).to_be_visible()
    page.locator("details.more > summary").click()
    expect(page.locator(".gap .done")).to_contain_text("SOP-150 rev C, 6.2")
    check(page, "closed")


def test_the_page_works_by_keyboard(page: Page) -> None:
    become(page, "Amara")
    page.get_by_label("Your question").fill(LICENCE)
    page.keyboard.press("Enter")
    page.locator(".missing").wait_for()
    become(page, "Ingrid")
    page.goto("/gaps")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Ask again":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Still without an answer.")
