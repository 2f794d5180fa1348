"""The face in a real browser: asking, deciding, judging, live, by keyboard, readable, reachable."""

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.feedback import decide
from bot.speech import speaking, tr
from knowledge.model import AssessmentTarget
from tests.acceptance import web_face
from tests.acceptance.page_checks import contrast_faults, small_targets, wide_elements
from tests.acceptance.web_face import (
    DESKTOP,
    OPERATOR,
    PHONE,
    STRANGER,
    recommendation,
    served,
    stocked,
)
from tests.small_plant import LINE_4, Plant


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    made = stocked(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def address(plant: Plant, tmp_path: Path) -> Iterator[str]:
    with served(plant, tmp_path) as found:
        yield found


class Visit:
    """One person's tab; whatever the page complains about fails the test."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        self._address = address

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _request(self, request: Any) -> None:
        if not request.url.startswith(self._address):
            self.complaints.append(f"reached out to {request.url}")

    def become(self, name: str = "Amara") -> Page:
        self.page.goto(self._address)
        self.page.get_by_role("button", name=name).click()
        self.page.wait_for_url(self._address + "/")
        return self.page


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    options = getattr(request, "param", {})
    context = browser.new_context(
        viewport=options.get("size", DESKTOP), color_scheme=options.get("scheme", "light")
    )
    visit = Visit(context, address)
    yield visit
    assert visit.complaints == []
    context.close()


def choose(page: Page, number: int = 1) -> None:
    page.locator(f"#card-R-2026-{number:06d}").click()
    expect(page.locator("#subject")).to_have_attribute("data-decision", f"R-2026-{number:06d}")


def ask(page: Page, text: str) -> None:
    count = page.locator("#turns .turn").count()
    page.locator("#text").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("#turns .turn")).to_have_count(count + 1)


def test_an_operator_clicks_asks_why_opens_the_place_and_accepts(
    visit: Visit, plant: Plant
) -> None:
    page = visit.become()
    choose(page)
    page.get_by_role("button", name="Why?", exact=True).click()
    answer = page.locator(".answer").last
    expect(answer.locator(".lead")).to_contain_text("product moisture is 3.4 %")
    expect(answer.locator(".chart tbody tr")).to_have_count(4)
    answer.locator(".quote .cite").click()
    cited = page.locator("#sheet #cited")
    expect(cited).to_contain_text("steps of 2 rpm")
    expect(page.locator("#sheet")).to_contain_text("C, approved")
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).not_to_be_visible()
    assert page.evaluate("document.activeElement.className") == "cite"
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("#decision")).to_contain_text("Accepted by you")
    expect(page.locator("#card-R-2026-000001")).to_contain_text("accepted")
    assert len(plant.store.recommendations.decisions(["R-2026-000001"])["R-2026-000001"]) == 1


def test_follow_ups_keep_their_subject_and_a_reload_shows_it_all(visit: Visit) -> None:
    page = visit.become()
    choose(page)
    ask(page, "why?")
    ask(page, "is it still valid?")
    expect(page.locator("#about")).to_contain_text("Line 4, Drum 2")
    ask(page, "and drum 3?")
    expect(page.locator("#about")).to_contain_text("Line 4, Drum 3")
    page.reload()
    expect(page.locator("#turns .turn")).to_have_count(3)
    expect(page.locator("#subject")).to_contain_text("Line 4, Drum 3")


def test_going_back_and_a_double_click_ask_once(visit: Visit, plant: Plant) -> None:
    page = visit.become()
    choose(page)
    page.get_by_role("button", name="Why?", exact=True).dblclick()
    expect(page.locator("#turns .turn")).to_have_count(1)
    choose(page, 2)
    page.go_back()
    expect(page.locator("#subject")).to_have_attribute("data-decision", "R-2026-000001")
    expect(page.locator("#turns .turn")).to_have_count(1)
    assert len(plant.store.conversations.last("web:p-1", 9)) == 1


def test_candidates_are_clicked_when_the_question_fits_several(visit: Visit) -> None:
    page = visit.become()
    ask(page, "is it still valid?")
    page.locator(".candidates button").first.click()
    expect(page.locator("#turns .turn")).to_have_count(2)
    expect(page.locator(".answer").last).to_have_class("answer status-answered")


def test_not_right_is_told_and_stays_told(visit: Visit, plant: Plant) -> None:
    page = visit.become()
    choose(page)
    ask(page, "why?")
    page.get_by_role("button", name="Not right").click()
    form = page.locator(".correction")
    form.get_by_label("What is right instead?").fill("Clean the sensor first.")
    form.get_by_label("Why?").fill("It reads low when fouled.")
    form.get_by_label("For which equipment?").select_option(LINE_4)
    form.get_by_label("I know something").check()
    form.get_by_label("3, sure").check()
    form.get_by_role("button", name="Send the correction").click()
    told = page.locator(".feedback")
    expect(told).to_contain_text("until somebody other than you has reviewed it")
    page.reload()
    expect(told).to_contain_text("until somebody other than you has reviewed it")
    expect(page.get_by_role("button", name="Not right")).to_have_attribute("aria-pressed", "true")
    question = plant.store.conversations.last("web:p-1", 1)[0].key
    record = plant.store.assessments.for_target(AssessmentTarget.ANSWER, question)[-1]
    assert (record.scope, record.confidence) == (LINE_4, 3)


def test_an_override_gives_its_reason(visit: Visit, plant: Plant) -> None:
    page = visit.become()
    choose(page)
    page.locator("summary", has_text="Override").click()
    form = page.locator(".override form")
    form.get_by_label("It is too hard").check()
    form.get_by_label("In a few words").fill("The drum is being cleaned.")
    form.get_by_role("button", name="Override").click()
    expect(page.locator("#decision")).to_contain_text("Overridden by you")
    (record,) = plant.store.recommendations.decisions(["R-2026-000001"])["R-2026-000001"]
    assert (record.reason_class, record.rationale) == ("complexity", "The drum is being cleaned.")


def test_a_new_recommendation_arrives_by_itself(visit: Visit, address: str) -> None:
    page = visit.become()
    expect(page.locator("[data-stream]")).to_have_attribute("data-live", "current")
    expect(page.locator("#strip .card")).to_have_count(4)
    post_event(address, "R-2026-000900")
    arrived = page.locator("#card-R-2026-000900")
    expect(arrived).to_contain_text("Lower the oil flow")
    expect(page.locator("#strip .card").first).to_have_id("card-R-2026-000900")
    expect(page.locator("#live")).to_contain_text("New recommendation. Line 4, Drum 2")


def test_what_a_mate_decides_elsewhere_is_seen_without_a_click(visit: Visit, plant: Plant) -> None:
    page = visit.become()
    choose(page)
    mate = OPERATOR.__class__("p-2", "Mateusz", OPERATOR.teams)
    decide(
        plant.store,
        key="k",
        person=mate,
        decision_id="R-2026-000001",
        decision="accepted",
        now=datetime.now(UTC),
    )
    expect(page.locator("#card-R-2026-000001")).to_contain_text("accepted")
    expect(page.locator("#subject")).to_contain_text("Accepted")
    expect(page.locator("#subject")).not_to_contain_text("by you")


def test_one_that_a_newer_one_replaced_is_quiet_and_leads_to_it(visit: Visit, plant: Plant) -> None:
    page = visit.become()
    plant.issue(recommendation(9, minutes_ago=0))
    older = page.locator("#card-R-2026-000001")
    expect(older).to_contain_text("replaced by a newer one")
    choose(page)
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
    page.locator("#decision").get_by_role("link").click()
    expect(page.locator("#subject")).to_have_attribute("data-decision", "R-2026-000009")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()


def test_another_team_sees_neither_list_nor_answer(visit: Visit, address: str) -> None:
    page = visit.become("Hana")
    expect(page.locator("#strip")).to_contain_text("No recommendation yet.")
    page.goto(f"{address}/?about=R-2026-000001")
    expect(page.locator("#subject")).to_contain_text("There is no recommendation R-2026-000001")
    assert STRANGER.name in page.locator(".who").inner_text()


def test_everything_works_by_keyboard_with_a_visible_focus(visit: Visit) -> None:
    page = visit.become()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "card-R-2026-000001":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2
    page.keyboard.press("Enter")
    expect(page.locator("#subject")).to_have_attribute("data-decision", "R-2026-000001")
    page.locator(".chips button").first.focus()
    page.keyboard.press("Space")
    expect(page.locator("#turns .turn")).to_have_count(1)
    page.locator(".answer .cite").first.focus()
    page.keyboard.press("Space")
    expect(page.locator("#sheet")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Unclear").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".feedback")).to_contain_text("Noted as unclear")


def test_a_lost_connection_is_said_and_the_text_is_kept(visit: Visit) -> None:
    page = visit.become()
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Your question").fill("why?")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("No connection")
    expect(page.get_by_role("textbox", name="Your question")).to_have_value("why?")
    page.context.set_offline(False)
    visit.complaints.clear()  # the browser reports the failed request itself


def test_a_refused_question_is_explained_and_its_text_is_kept(visit: Visit) -> None:
    page = visit.become()
    page.locator("#ask input[name=key]").evaluate("(field) => { field.value = '' }")
    page.get_by_role("textbox", name="Your question").fill("why?")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("reload the page")
    expect(page.get_by_role("textbox", name="Your question")).to_have_value("why?")
    visit.complaints.clear()  # the browser reports the status 422 itself


def test_a_notice_stays_when_the_list_reloads_by_itself(visit: Visit, address: str) -> None:
    page = visit.become()
    expect(page.locator("[data-stream]")).to_have_attribute("data-live", "current")
    page.locator("#ask input[name=key]").evaluate("(field) => { field.value = '' }")
    ask_box = page.get_by_role("textbox", name="Your question")
    ask_box.fill("why?")
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("reload the page")
    post_event(address, "R-2026-000901")
    expect(page.locator("#card-R-2026-000901")).to_be_visible()
    expect(page.locator("#notice")).to_contain_text("reload the page")
    visit.complaints.clear()  # the browser reports the status 422 itself


LOOKS = [
    pytest.param({"size": size, "scheme": scheme}, id=f"{name}-{scheme}")
    for name, size in (("phone", PHONE), ("desktop", DESKTOP))
    for scheme in ("light", "dark")
]


@pytest.mark.parametrize("visit", LOOKS, indirect=True)
def test_contrast_targets_and_width_hold_on_every_screen(visit: Visit) -> None:
    page = visit.page
    page.goto(visit._address)
    check(page, "who")
    visit.become()
    check(page, "home")
    choose(page)
    page.locator("summary", has_text="Override").click()
    check(page, "subject")
    page.get_by_role("button", name="Why?", exact=True).click()
    page.locator(".answer .lead").wait_for()
    page.locator("details.more > summary").last.click()
    page.get_by_role("button", name="Not right").click()
    page.locator(".correction").wait_for()
    check(page, "answer")
    page.locator(".lead .cite").click()
    page.locator("#sheet h2").wait_for()
    check(page, "sheet")


def check(page: Page, where: str) -> None:
    assert contrast_faults(page) == [], where
    assert small_targets(page) == [], where
    assert wide_elements(page) == [], where


@pytest.mark.parametrize("visit", [{"scheme": "light"}], indirect=True)
def test_the_chosen_theme_is_kept(visit: Visit) -> None:
    page = visit.become()
    page.get_by_role("button", name="Switch between light and dark").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert contrast_faults(page) == []


def test_times_go_on_by_themselves(visit: Visit) -> None:
    page = visit.become()
    card = page.locator("#card-R-2026-000001 time").first
    expect(card).to_have_text("4 min ago")
    page.evaluate("Date.now = ((now) => () => now() + 600000)(Date.now)")
    page.evaluate("updateTimes()")
    expect(card).to_have_text("14 min ago")
    assert "UTC" in (card.get_attribute("title") or "")


def post_event(address: str, decision_id: str) -> None:
    one = recommendation(900, minutes_ago=0)
    event = {
        "specversion": "1.0",
        "type": "tandem.recommendation.issued",
        "id": decision_id,
        "source": "recommender",
        "subject": one.asset,
        "time": one.issued_at.isoformat(),
        "expirytime": (one.issued_at + timedelta(minutes=15)).isoformat(),
        "datacontenttype": "application/json",
        "data": {
            "decision_id": decision_id,
            "action": "Lower the oil flow from 118 to 112 kg/h",
            "model": {"name": "m", "version": "1"},
            "inputs": [{"name": "oil flow", "value": 118, "unit": "kg/h"}],
        },
    }
    request = urllib.request.Request(
        f"{address}/api/events",
        data=json.dumps(event).encode(),
        headers={"Content-Type": "application/cloudevents+json"},
    )
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["accepted"] == 1


@pytest.mark.parametrize("visit", [{"size": PHONE}], indirect=True)
@pytest.mark.parametrize("language", ["de", "pl", "vi", "zh"])
def test_every_language_fits_a_phone_and_its_questions_are_answered(
    visit: Visit, plant: Plant, language: str
) -> None:
    people = tuple(replace(each, language=language) for each in web_face.DIRECTORY.people)
    plant.store.directory.replace(replace(web_face.DIRECTORY, people=people))
    with speaking(language):
        why, wrong, send = tr("Why?"), tr("Not right"), tr("Send the correction")
    page = visit.become()
    assert page.locator("html").get_attribute("lang") == language
    choose(page)
    page.get_by_role("button", name=why, exact=True).click()
    answer = page.locator(".answer").last
    expect(answer.locator(".chart tbody tr")).to_have_count(4)
    answer.get_by_role("button", name=wrong).click()
    expect(page.get_by_role("button", name=send)).to_be_visible()
    for details in page.locator("details:not([open]) > summary").all():
        if details.is_visible():
            details.click()
    assert wide_elements(page) == []
    assert small_targets(page) == []
    with speaking(language):
        for suggested in ("How do I do it?", "Is it still valid?"):
            ask(page, tr(suggested))
            expect(page.locator(".answer").last).to_have_class("answer status-answered")
