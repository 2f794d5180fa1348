"""Outcomes, what-ifs, patterns and the assistant's question in a real browser."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.answering.extractive import ExtractiveComposer
from bot.assistant import Assistant
from bot.inquiries import look
from bot.recommender.what_if import WouldAdvise
from knowledge.model import (
    Decision,
    DecisionKind,
    Measurement,
    Outcome,
    OutcomeResult,
    Person,
    Recommendation,
    Role,
    Rule,
)
from tests.acceptance.page_checks import check
from tests.acceptance.web_face import (
    EVERY_LOOK,
    become,
    looked_at,
    recommendation,
    stocked,
)
from tests.reviewed_plant import MATE
from tests.small_plant import DIRECTORY, OPERATOR, Plant

ENGINEER = Person("p-7", "Ingrid", frozenset({"line-4"}), frozenset({Role.ENGINEER}))
ASKED = "Several overrides on Line 4, Drum 2"


def advises_less_oil(one: Recommendation, assumed: Sequence[Measurement]) -> WouldAdvise:
    """A recommender that advises less oil when it is asked."""
    by_name = {each.name: each for each in assumed}
    told = replace(
        one,
        action="Reduce oil flow from 118 to 112 kg/h",
        inputs=tuple(by_name.get(each.name, each) for each in one.inputs),
        rules_fired=(Rule("SEAS-18", "1", "oil flow > 115 kg/h"),),
    )
    return WouldAdvise(tuple(assumed), told, datetime.now(UTC))


def decided(plant: Plant, number: int, *, by: Person, over: bool, result: OutcomeResult) -> None:
    """Decide on a recommendation of yesterday: overridden with new lots, followed with old ones."""
    one = recommendation(number, minutes_ago=1440 + number)
    lot = Measurement("seasoning lot", "new" if over else "old")
    plant.issue(replace(one, inputs=(*one.inputs, lot)))
    at = one.issued_at + timedelta(minutes=5)
    kind = DecisionKind.OVERRIDDEN if over else DecisionKind.ACCEPTED
    store = plant.store.recommendations
    made = Decision(one.decision_id, kind, at, by.id, "information" * over, "new lot" * over)
    store.add_decision(made, "hmi", f"d{number}", "f")
    outcome = Outcome(one.decision_id, result, at + timedelta(minutes=30))
    store.add_outcome(outcome, "historian", f"o{number}", "f")


@pytest.fixture
def plant(tmp_path: Path) -> Iterator[Plant]:
    made = stocked(tmp_path)
    made.store.directory.replace(replace(DIRECTORY, people=(*DIRECTORY.people, MATE, ENGINEER)))
    composer = ExtractiveComposer(ask=advises_less_oil)
    made.assistant = Assistant(store=made.store, search=made.shelf, composer=composer)  # type: ignore[arg-type]
    for number in range(50, 54):
        by = OPERATOR if number % 2 else MATE
        decided(made, number, by=by, over=True, result=OutcomeResult.BETTER)
    for number in range(60, 70):
        decided(made, number, by=MATE, over=False, result=OutcomeResult.WORSE)
    assert look(made.store, budget=1, now=datetime.now(UTC)) == 2
    yield made
    made.store.close()


@pytest.fixture(**EVERY_LOOK)
def page(
    plant: Plant, tmp_path: Path, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Page]:
    with looked_at(plant, tmp_path, browser, request.param) as found:
        yield found


def test_those_who_were_there_are_asked_and_the_engineer_sees_the_pattern(page: Page) -> None:
    become(page, "Amara")
    question = page.locator("#inquiries")
    expect(question).to_contain_text(ASKED)
    expect(question).to_contain_text("seasoning lot is new")
    check(page, "the question")
    question.get_by_role("textbox").fill("The new lots are drier.")
    question.get_by_role("button", name="Send").click()
    expect(question).to_contain_text("Thank you.")
    check(page, "after the answer")
    page.reload()
    expect(page.locator("#inquiries")).not_to_contain_text(ASKED)

    become(page, "Ingrid")
    page.get_by_role("link", name="Knowledge").click()
    page.get_by_role("link", name="Where recommendations are overridden").click()
    pattern = page.locator(".gap").first
    expect(pattern).to_contain_text("SEAS-07")
    expect(pattern).to_contain_text("seasoning lot is new")
    expect(pattern).to_contain_text("too few people")
    for person in (OPERATOR, MATE):
        expect(page.locator("main")).not_to_contain_text(person.name)
    check(page, "the patterns")


def test_after_a_decision_people_say_what_came_of_it(page: Page) -> None:
    become(page, "Amara")
    page.goto("/?about=R-2026-000001")
    page.get_by_role("button", name="Accept").click()
    worse = page.get_by_role("button", name="Worse")
    expect(worse).to_have_attribute("aria-pressed", "false")
    check(page, "what came of it")
    worse.click()
    expect(page.get_by_role("button", name="Worse")).to_have_attribute("aria-pressed", "true")
    check(page, "told")


def test_what_if_is_answered_live_and_its_source_opens(page: Page) -> None:
    become(page, "Amara")
    page.goto("/?about=R-2026-000001")
    page.get_by_label("Your question").fill("And if moisture were 2.8 %?")
    page.get_by_role("button", name="Ask", exact=True).click()
    turn = page.locator("#turns > *").last
    expect(turn).to_contain_text("would advise “Reduce oil flow from 118 to 112 kg/h”")
    expect(turn).to_contain_text("asked live at")
    check(page, "the live answer")
    turn.locator(".sources a").first.click()
    sheet = page.locator("#sheet")
    expect(sheet).to_contain_text("Input: product moisture = 2.8 %")
    check(page, "the source")
