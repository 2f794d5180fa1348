"""The assistant asks in Slack: alone, once, and it takes no for an answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import inquiries
from knowledge.model import Decision, DecisionKind, Measurement, Person
from tests.safe_plant import SUPERVISOR
from tests.slack import Slack
from tests.slack.world import Message
from tests.slack_plant import SlackPlant, fresh, plant_in_slack
from tests.small_plant import OPERATOR


@pytest.fixture
def here(slack: Slack, tmp_path: Path) -> Iterator[SlackPlant]:
    """A plant where two of Line 4 overrode what was recommended for drum 2, with a new lot."""
    with plant_in_slack(slack, tmp_path) as here:
        for number in range(20, 32):
            happened(here, number, OPERATOR, DecisionKind.ACCEPTED, lot="old")
        for number, by in ((11, OPERATOR), (12, SUPERVISOR), (13, OPERATOR)):
            happened(here, number, by, DecisionKind.OVERRIDDEN, lot="new")
        assert inquiries.look(here.store, budget=1, now=here.clock()) == 2
        yield here


def happened(here: SlackPlant, number: int, by: Person, kind: DecisionKind, *, lot: str) -> None:
    at = here.clock() - timedelta(hours=2)
    one = fresh(number, issued_at=at, expires_at=at + timedelta(minutes=15))
    here.plant.issue(replace(one, inputs=(*one.inputs, Measurement("seasoning lot", lot))))
    made = Decision(one.decision_id, kind, at, by.id, "information", "why")
    here.store.recommendations.add_decision(made, "hmi", f"d{number}", "f")


def question(slack: Slack, user: str) -> Message:
    return slack.until(lambda: next(iter(slack.messages(f"@{user}")), None))


def test_it_is_asked_alone_once_and_what_was_seen_is_kept(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, "amara")
    assert "What did you see?" in asked.everything
    assert "Sunniva" not in asked.everything
    question(slack, "sunniva")
    attempt = slack.clicks("amara", asked, "saw")
    slack.modal("amara")
    said = {"expectation": "The felt was wet after the wash.", "unnamed": ["yes"]}
    assert slack.submits("amara", said).ok
    slack.redelivers(attempt.envelope)
    slack.until(lambda: "is kept" in asked.everything or None)
    (kept,) = here.store.corrections.by_author(OPERATOR.id)
    assert (kept.text, kept.unnamed) == ("The felt was wet after the wash.", True)
    here.app.sweep()
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    assert len(slack.messages("@amara")) == 1
    assert slack.messages("line-4") == []


def test_no_is_an_answer(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, "amara")
    slack.clicks("amara", asked, "let_go")
    slack.until(lambda: "not asked about this" in asked.everything or None)
    assert inquiries.open_for(here.store, OPERATOR, now=here.clock()) == []
    assert here.store.corrections.all() == []


def test_who_wants_no_questions_is_asked_none_and_may_come_back(
    slack: Slack, here: SlackPlant
) -> None:
    asked = question(slack, "amara")
    slack.clicks("amara", asked, "never_ask")
    slack.until(lambda: "not asked anything" in asked.everything or None)
    assert here.store.inquiries.has_left(OPERATOR.id)
    slack.clicks("amara", asked, "ask_again")
    slack.until(lambda: not here.store.inquiries.has_left(OPERATOR.id) or None)
    slack.until(lambda: "now and then" in asked.everything or None)


def test_what_was_answered_elsewhere_is_not_open_here(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, "amara")
    ((number, _), *_) = inquiries.to_tell(here.store, now=here.clock())
    inquiries.answer(here.store, OPERATOR, number, text="on the web", now=here.clock())
    slack.clicks("amara", asked, "saw")
    assert "not open any more" in str(slack.modal("amara").body)
    slack.until(lambda: "not open any more" in asked.everything or None)
