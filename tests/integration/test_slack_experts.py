"""Who knows, in Slack: asked alone, replying in a form; whoever asked is told alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import experts
from tests.safe_plant import SUPERVISOR
from tests.slack import Slack
from tests.slack.world import Message
from tests.slack_plant import SlackPlant, plant_in_slack
from tests.small_plant import LINE_4, OPERATOR

ASKED = "Where is the spare belt of drum 2 kept?"


@pytest.fixture
def here(slack: Slack, tmp_path: Path) -> Iterator[SlackPlant]:
    """A plant where Amara asked in vain, and Sunniva may be asked what she knows."""
    with plant_in_slack(slack, tmp_path) as here:
        here.plant.ask(ASKED, by=OPERATOR, asset=LINE_4)
        experts.join(here.store, SUPERVISOR, now=here.clock())
        alike = here.plant.shelf.alike
        assert experts.look(here.store, alike=alike, most=2, now=here.clock()) == 1
        yield here


def question(slack: Slack, user: str) -> Message:
    return slack.until(lambda: next(iter(slack.messages(f"@{user}")), None))


def test_expert_replies_in_a_form_and_the_asker_is_told(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, "sunniva")
    assert ASKED in asked.everything
    slack.clicks("sunniva", asked, "know")
    slack.modal("sunniva")
    sent = {"expectation": "In the loft.", "unnamed": ["yes"]}
    assert slack.submits("sunniva", sent).ok
    slack.until(lambda: "Whoever asked is told" in asked.everything or None)
    here.app.sweep()
    told = question(slack, "amara")
    assert "In the loft." in told.everything
    assert "not yet validated" in told.everything
    assert "Sunniva" not in told.everything
    slack.until(lambda: not experts.news(here.store, OPERATOR) or None)
    slack.clicks("amara", told, "helped")
    slack.until(lambda: [each.helped for each in here.store.experts.awaited()] == [True] or None)
    assert slack.messages("line-4") == []


def test_who_does_not_know_passes_it_on(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, "sunniva")
    slack.clicks("sunniva", asked, "not_me")
    slack.until(lambda: "Somebody else is asked" in asked.everything or None)
    assert experts.open_for(here.store, SUPERVISOR, now=here.clock()) == []


def test_who_leaves_is_asked_no_more(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, "sunniva")
    slack.clicks("sunniva", asked, "leave_experts")
    slack.until(lambda: "not asked any more" in asked.everything or None)
    assert not experts.is_willing(here.store, SUPERVISOR)
