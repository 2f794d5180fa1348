"""A correction in a real browser: said on the chat page, seen by the team, decided, receipted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.page_checks import check
from tests.acceptance.web_face import DESKTOP, PHONE, become, stocked
from tests.reviewed_plant import REVIEWING
from tests.small_plant import Plant

ABOUT = "/?about=R-2026-000001"


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    made = stocked(tmp_path)
    made.store.directory.replace(REVIEWING)
    yield made
    made.store.close()


LOOKS = pytest.mark.parametrize(
    "context",
    [(PHONE, "light", True), (PHONE, "dark", True), (DESKTOP, "light", True)],
    ids=["phone-light", "phone-dark", "desktop-light"],
    indirect=True,
)


def say(page: Page, name: str, text: str) -> None:
    """Ask why as that person, say that it is not right, and what is right instead."""
    become(page, name)
    page.goto(ABOUT)
    page.get_by_label("Your question").fill("Why?")
    page.get_by_role("button", name="Ask", exact=True).click()
    turn = page.locator(".turn").last
    turn.get_by_role("button", name="Not right").click()
    turn.get_by_label("What is right instead?").fill(text)
    turn.get_by_label("Why?", exact=True).fill("It reads low when it is fouled.")
    turn.get_by_label("I know something it does not know").check()
    turn.get_by_label("3, sure").check()
    turn.get_by_role("button", name="Send the correction").click()
    expect(turn.locator(".feedback .done")).to_contain_text("your team sees it beside such answers")


@LOOKS
def test_a_correction_goes_its_way_from_the_floor_to_the_receipt(page: Page) -> None:
    say(page, "Amara", "Clean the moisture sensor first.")
    check(page, "sent")

    become(page, "Mateusz")
    page.goto(ABOUT)
    page.get_by_label("Your question").fill("Why?")
    page.get_by_role("button", name="Ask", exact=True).click()
    group = page.locator(".group-contribution")
    expect(group).to_contain_text("unreviewed, from Line 4")
    expect(group).to_contain_text("Clean the moisture sensor first.")
    check(page, "beside the answer")
    group.get_by_role("button", name="Source F1").click()
    expect(page.locator("#sheet-body")).to_contain_text("Said by somebody of Line 4")
    check(page, "the sheet")
    page.get_by_role("button", name="Close").click()

    become(page, "Ingrid")
    page.get_by_role("link", name="Review").click()
    one = page.locator("[data-correction]").first
    expect(one).to_contain_text("Amara of Line 4")
    check(page, "the queue")
    one.get_by_text("As what, where and how long").click()
    one.get_by_text("The answer it corrects").click()
    check(page, "opened")
    one.get_by_label("Your reason").fill("I have seen it myself on the line")
    one.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("status").first).to_have_text("Number 1: accepted and applied.")
    page.get_by_text("1 accepted correction").click()
    page.get_by_role("button", name="Ask all of them again").click()
    expect(page.locator(".broken")).to_have_count(0)
    check(page, "accepted")

    become(page, "Amara")
    expect(page.locator(".receipt")).to_contain_text("News of 1 correction of yours")
    check(page, "news")
    page.locator(".receipt").click()
    expect(page.locator(".gap").first).to_contain_text("Accepted by an engineer of Engineering")
    expect(page.locator(".gap").first).to_contain_text("1 answer on Line 4, Drum 2 this week")
    check(page, "the receipt")


def test_the_queue_is_decided_from_the_keyboard(page: Page, plant: Plant) -> None:
    say(page, "Amara", "Go down to 36 rpm.")
    say(page, "Mateusz", "Never below 38 rpm.")
    become(page, "Ingrid")
    page.goto("/review")
    expect(page.locator(".rival").first).to_contain_text("Does not agree with number 2")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("measured otherwise")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Number 2: rejected.")
    page.keyboard.press("a")
    page.keyboard.type("measured")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("Number 1: accepted and applied.")
    states = [each.state.value for each in plant.store.corrections.all()]
    assert states == ["applied", "rejected"]


@pytest.mark.parametrize("context", [(PHONE, "light", False)], ids=["no-script"], indirect=True)
def test_without_a_script_the_page_decides_as_well(page: Page, plant: Plant) -> None:
    become(page, "Amara")
    page.goto(ABOUT)
    page.get_by_label("Your question").fill("Why?")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator(".turn").last.get_by_role("button", name="Not right").click()
    turn = page.locator(".turn").last
    turn.get_by_label("What is right instead?").fill("Clean the sensor.")
    turn.get_by_label("Why?", exact=True).fill("It reads low.")
    turn.get_by_label("I know something it does not know").check()
    turn.get_by_label("3, sure").check()
    turn.get_by_role("button", name="Send the correction").click()
    become(page, "Ingrid")
    page.goto("/review")
    page.get_by_label("Your reason").fill("seen it")
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("status").first).to_have_text("Number 1: rejected.")
    assert [each.state.value for each in plant.store.corrections.all()] == ["rejected"]
