"""The Home tab by role, what can be asked in Messages, reviews with receipts, digests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from knowledge.model import (
    EVERYONE,
    Article,
    ArticleState,
    Body,
    ChannelSettings,
    Life,
    Place,
    Statement,
)
from tests.slack import Slack
from tests.slack_plant import ADMIN, TEAM, SlackPlant, fresh, plant_in_slack


@pytest.fixture
def here(slack: Slack, tmp_path: Path) -> Iterator[SlackPlant]:
    with plant_in_slack(slack, tmp_path) as here:
        here.plant.issue(fresh(1))
        yield here


def corrected(slack: Slack, text: str = "40 rpm is enough", *, by: str = "amara") -> None:
    """Let somebody correct an answer."""
    answer = slack.reply_to(slack.says(by, f"@{by}", "why 38 rpm on drum 2?"))
    slack.clicks(by, answer, "feedback", "Not right")
    slack.modal(by)
    given = {
        "expectation": text,
        "rationale": "the felt is new",
        "reason_class": "information",
        "confidence": "3",
    }
    assert slack.submits(by, given).ok


def test_home_shows_an_operator_what_wants_a_decision_and_a_click_there_updates_it(
    slack: Slack, here: SlackPlant
) -> None:
    slack.opens_home("amara")
    home = slack.home("amara")
    assert "Reduce drum speed from 42 to 38 rpm" in str(home.body)
    assert "To review" not in str(home.body)
    slack.clicks("amara", home, "accept")
    slack.until(lambda: "Reduce drum speed" not in str(slack.home("amara").body) or None)
    slack.clicks("amara", slack.home("amara"), "ask:0")
    slack.until(lambda: [e for e in slack.messages("@amara") if e.bot_id] or None)


def test_home_tells_a_stranger_how_to_be_known(slack: Slack, here: SlackPlant) -> None:
    slack.opens_home("olga")
    assert "/tandem link" in str(slack.home("olga").body)


def test_messages_offer_what_fits_the_line_now(slack: Slack, here: SlackPlant) -> None:
    slack.opens_home("amara", tab="messages")
    prompts = slack.until(lambda: slack.workspace.prompts or None)
    (offered,) = prompts.values()
    assert "R-2026-000001" in offered[0]["message"]


def test_an_engineer_decides_in_a_form_and_the_author_gets_one_receipt(
    slack: Slack, here: SlackPlant
) -> None:
    corrected(slack)
    slack.until(lambda: here.store.corrections.unfinished() or None)
    slack.opens_home("ingrid")
    home = slack.home("ingrid")
    assert "40 rpm is enough" in str(home.body)
    assert "Amara" not in str(home.body)
    slack.clicks("ingrid", home, "review")
    slack.modal("ingrid")
    assert slack.submits("ingrid", {"verdict": "evidence", "rationale": "measured it"}).ok
    receipt = slack.until(
        lambda: next((e for e in slack.messages("@amara") if "measured it" in e.everything), None)
    )
    assert "40 rpm is enough" in receipt.everything
    assert "Ingrid" not in receipt.everything
    here.app.sweep()
    assert len([e for e in slack.messages("@amara") if "measured it" in e.everything]) == 1


def test_an_engineer_sees_what_disagrees_and_lets_one_of_them_hold(
    slack: Slack, here: SlackPlant
) -> None:
    corrected(slack)
    slack.until(lambda: len(here.store.corrections.all()) == 1 or None)
    corrected(slack, "36 rpm is enough", by="sunniva")
    slack.until(lambda: len(here.store.corrections.all()) == 2 or None)
    slack.opens_home("ingrid")
    slack.clicks("ingrid", slack.home("ingrid"), "review")
    shown = str(slack.modal("ingrid").body)
    (held,) = [number for number in (1, 2) if f"Does not agree with number {number}" in shown]
    said = {"verdict": f"over-{held}", "rationale": "measured it"}
    assert slack.submits("ingrid", said).ok
    slack.until(lambda: not [e for e in here.store.corrections.all() if e.in_review] or None)
    states = {each.number: each.state for each in here.store.corrections.all()}
    assert states == {held: Life.SUPERSEDED, 3 - held: Life.APPLIED}


def test_an_engineer_reads_a_draft_and_says_that_it_is_not_to_become_an_article(
    slack: Slack, here: SlackPlant
) -> None:
    body = Body("Wait five minutes", ("how long?",), (Statement("Wait 5 min.", ()),))
    here.store.articles.add(replace(body, audience=EVERYONE), at=here.clock())
    slack.opens_home("ingrid")
    home = slack.home("ingrid")
    assert "Wait five minutes" in str(home.body)
    slack.clicks("ingrid", home, "draft")
    slack.modal("ingrid")
    refused = slack.submits("ingrid", {"verdict": "reject"})
    assert refused.body["response_action"] == "errors"
    assert slack.submits("ingrid", {"verdict": "reject", "rationale": "SOP-114 says it"}).ok
    one = slack.until(lambda: _archived(here))
    assert one.last.reason == "SOP-114 says it"


def _archived(here: SlackPlant) -> Article | None:
    one = here.store.articles.get("KB-1")
    return one if one and one.state is ArticleState.ARCHIVED else None


def test_a_supervisor_sees_the_area_and_sets_when_the_digest_comes(
    slack: Slack, here: SlackPlant
) -> None:
    slack.opens_home("sunniva")
    home = slack.home("sunniva")
    assert "Line 4, Drum 2: 1 recommendation wants a decision." in str(home.body)
    slack.clicks("sunniva", home, "digest")
    slack.modal("sunniva")
    soon = here.clock() + timedelta(minutes=2)
    assert slack.submits("sunniva", {"digest_at": soon.strftime("%H:%M")}).ok
    here.clock.ahead = timedelta(minutes=3)
    digest = slack.until(
        lambda: next((e for e in slack.messages("@sunniva") if "wants a d" in e.everything), None)
    )
    assert "Drum 2" in digest.everything
    here.app.sweep()
    assert len([e for e in slack.messages("@sunniva") if "wants a d" in e.everything]) == 1


def test_a_channel_gets_a_digest_only_of_what_all_there_may_see(
    slack: Slack, here: SlackPlant
) -> None:
    slack.add_channel("canteen", members=("amara", "hana"))
    at = (here.clock() + timedelta(minutes=2)).time().replace(second=0, microsecond=0)
    for channel in ("C0LINE4", "C0CANTEEN"):
        settings = ChannelSettings(team="line-4", digest_at=at)
        here.store.chats.set_channel(
            Place.SLACK, TEAM, channel, settings, by=ADMIN.id, at=here.clock()
        )
    here.clock.ahead = timedelta(minutes=3)
    told = slack.until(lambda: next(iter(slack.messages("line-4")), None))
    assert "Drum 2" in told.everything
    kept = slack.until(lambda: next(iter(slack.messages("canteen")), None))
    assert "not everybody" in kept.everything
    assert "Drum 2" not in kept.everything
