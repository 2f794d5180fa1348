"""Requests in a real browser: asked, seen by the other side live, taken; and an emergency."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.requests import sweep
from tests.acceptance.test_web_face import (
    DESKTOP,
    LOOKS,
    PHONE,
    Visit,
    ask,
    check,
    choose,
)
from tests.acceptance.web_face import served, stocked
from tests.safe_plant import SAFE_DIRECTORY
from tests.small_plant import Plant

LOCK = """1. Tell the line operator and the shift supervisor. Run the drum empty.
2. Turn the main isolator to 0. Put on your own lock and your own tag with name, date and reason.
3. Prove zero energy: press the start button in local mode; the drum must not move."""
QUESTION = "How do I lock out drum 2?"


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    made = stocked(tmp_path)
    made.store.directory.replace(SAFE_DIRECTORY)
    made.shelf.hits.clear()
    made.shelf.certified(LOCK)
    yield made
    made.store.close()


@pytest.fixture
def address(plant: Plant, tmp_path: Path) -> Iterator[str]:
    with served(plant, tmp_path) as found:
        yield found


@pytest.fixture
def looks(request: pytest.FixtureRequest) -> dict[str, object]:
    found: dict[str, object] = getattr(request, "param", {})
    return found


@pytest.fixture
def visits(browser: Browser, address: str, looks: dict[str, object]) -> Iterator[list[Visit]]:
    """Two people's browsers."""
    options = {"viewport": looks.get("size", DESKTOP), "color_scheme": looks.get("scheme", "light")}
    contexts = [browser.new_context(**options) for _ in range(2)]  # type: ignore[arg-type]
    opened = [Visit(context, address) for context in contexts]
    yield opened
    for visit, context in zip(opened, contexts, strict=True):
        assert visit.complaints == []
        context.close()


def live(page: Page) -> None:
    expect(page.locator("[data-stream]")).to_have_attribute("data-live", re.compile("open|current"))


def both(visits: list[Visit]) -> tuple[Page, Page]:
    """Return the pages of Amara, who asks, and of Leila of maintenance."""
    operator, fitter = visits[0].become("Amara"), visits[1].become("Leila")
    live(operator)
    live(fitter)
    ask(operator, QUESTION)
    return operator, fitter


def picture(page: Page, name: str, looks: dict[str, object]) -> None:
    """Keep a screenshot where TANDEM_TEST_PICTURES names a folder, for people to look at."""
    folder = os.environ.get("TANDEM_TEST_PICTURES")
    if folder:
        size = "phone" if looks.get("size") == PHONE else "desktop"
        page.screenshot(path=f"{folder}/{name}-{size}-{looks.get('scheme', 'light')}.png")


def test_a_role_is_asked_and_both_sides_see_what_becomes_of_it(visits: list[Visit]) -> None:
    operator, fitter = both(visits)
    operator.get_by_role("button", name="Ask to come: Maintenance on shift").dblclick()
    below = operator.locator(".request").last
    expect(below).to_contain_text("You asked for: Maintenance on shift.")
    waiting = fitter.locator("#requests .asked")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("Line 4, Drum 2")
    expect(fitter.locator("#live")).to_contain_text("Line 4 asked for: Maintenance on shift.")
    fitter.get_by_role("button", name="Mark as taken").click()
    expect(waiting).to_contain_text("You took it.")
    expect(below).to_contain_text("Taken by: Maintenance.")
    fitter.get_by_role("button", name="Done").click()
    expect(waiting).to_have_count(0)
    expect(below).to_contain_text("Done.")
    operator.reload()
    expect(operator.locator(".request").last).to_contain_text("Taken by: Maintenance.")


def test_what_nobody_took_goes_on_before_the_askers_eyes(visits: list[Visit], plant: Plant) -> None:
    operator, duty = visits[0].become("Amara"), visits[1].become("Arjun")
    live(operator)
    ask(operator, QUESTION)
    operator.get_by_role("button", name="Ask to come").click()
    expect(operator.locator(".request")).to_contain_text("You asked for")
    expect(duty.locator("#requests .asked")).to_have_count(0)
    sweep(plant.store, now=datetime.now(UTC) + timedelta(minutes=11))
    expect(operator.locator(".request")).to_contain_text("Asked now: Duty engineer.")
    expect(duty.locator("#requests .asked")).to_contain_text("Duty engineer")
    operator.get_by_role("button", name="Nobody is needed any more").click()
    expect(operator.locator(".request")).to_contain_text("You withdrew it.")
    expect(duty.locator("#requests .asked")).to_have_count(0)


def test_a_request_stays_in_sight_and_covers_nothing_that_comes_into_view(
    visits: list[Visit],
) -> None:
    operator, fitter = both(visits)
    for _ in range(4):
        ask(fitter, "What is open?")
    operator.get_by_role("button", name="Ask to come").click()
    bar = fitter.locator("#requests")
    expect(bar.locator(".asked")).to_be_in_viewport()
    ask(fitter, "Who do I ask?")
    fitter.wait_for_timeout(800)  # the newest answer scrolls into view
    expect(bar.locator(".asked")).to_be_in_viewport()
    edges = [fitter.locator(each).bounding_box() for each in ("#requests", "#turns > :last-child")]
    top, newest = edges
    assert top is not None
    assert newest is not None
    assert newest["y"] >= top["y"] + top["height"]


def test_everything_of_a_request_works_by_keyboard(visits: list[Visit]) -> None:
    operator, fitter = both(visits)
    operator.get_by_role("button", name="Ask to come").focus()
    operator.keyboard.press("Enter")
    take = fitter.get_by_role("button", name="Mark as taken")
    take.focus()
    fitter.keyboard.press("Space")
    expect(operator.locator(".request")).to_contain_text("Taken by: Maintenance.")


@pytest.mark.parametrize("looks", LOOKS, indirect=True)
def test_routed_asked_and_taken_hold_on_every_screen(
    visits: list[Visit], looks: dict[str, object]
) -> None:
    operator, fitter = both(visits)
    operator.locator("#turns > :last-child").wait_for()
    operator.wait_for_timeout(600)
    picture(operator, "1-routed", looks)
    check(operator, "routed")
    operator.get_by_role("button", name="Ask to come").click()
    fitter.locator("#requests .asked").wait_for()
    operator.locator(".steps").wait_for()
    picture(operator, "2-asked", looks)
    picture(fitter, "3-waiting", looks)
    check(operator, "asked")
    check(fitter, "waiting")
    fitter.get_by_role("button", name="Mark as taken").click()
    expect(operator.locator(".request")).to_contain_text("Taken by")
    picture(operator, "4-taken", looks)
    picture(fitter, "5-yours", looks)
    check(operator, "taken")
    check(fitter, "yours")


@pytest.mark.parametrize("looks", LOOKS, indirect=True)
def test_an_emergency_is_a_number_to_tap_and_one_line(
    visits: list[Visit], looks: dict[str, object]
) -> None:
    page = visits[0].become()
    choose(page)
    ask(page, "There is a fire at drum 2!")
    number = page.locator(".emergency .number")
    expect(number).to_be_in_viewport()
    expect(number).to_have_attribute("href", "tel:112")
    box = number.bounding_box()
    assert box is not None
    assert box["height"] >= 56
    last = page.locator("#turns > :last-child .answer")
    assert last.inner_text().split("\n", 1)[0].strip() == "112"
    expect(last.locator("button, .sources, .feedback")).to_have_count(0)
    expect(page.locator(".chips")).to_have_count(0)
    page.reload()
    expect(number).to_be_in_viewport()
    picture(page, "6-emergency", looks)
    check(page, "emergency")
