"""What only one person sees is sent there once at most, and is never lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.slack.receiving import happening_of
from bot.channels.slack.sending import to_channel, to_response
from knowledge.model import Happening
from tests.slack import Slack, slack_workspace
from tests.slack.failures import cut_after
from tests.slack_plant import MANIFEST, TEAM, SlackPlant, fresh, plant_in_slack

WHERE = "C0LINE4"


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_workspace(manifest=MANIFEST) as slack:
        slack.add_channel("line-4", members=("amara", "sunniva"))
        slack.user_id("amara")
        yield slack


@pytest.fixture
def here(slack: Slack, tmp_path: Path) -> Iterator[SlackPlant]:
    with plant_in_slack(slack, tmp_path) as here:
        here.plant.issue(fresh(1))
        yield here


def typed(slack: Slack, here: SlackPlant) -> Happening:
    """Return a command that was typed, before anything is done about it."""
    body = {
        "command": "/why",
        "team_id": TEAM,
        "channel_id": WHERE,
        "user_id": "U0AMARA",
        "trigger_id": "1.2",
        "text": "why 38 rpm on drum 2?",
        "response_url": slack.new_response_url(TEAM, WHERE, "U0AMARA", None),
    }
    happening = happening_of(body, now=here.clock())
    assert happening is not None
    return happening


def test_an_answer_that_was_cut_off_comes_once_more_alone_and_says_so(
    slack: Slack, here: SlackPlant
) -> None:
    happening = typed(slack, here)
    begun = to_channel(
        f"{happening.key}:reply",
        workspace=TEAM,
        channel=WHERE,
        about=f"slack:{happening.key}",
        at=here.clock(),
    )
    begun = to_response(begun, happening.payload["response_url"], "U0AMARA")
    here.store.deliveries.try_now(begun, now=here.clock())  # and then the process was killed
    here.store.inbox.receive(happening)
    told = slack.until(lambda: next(iter(slack.messages("@amara")), None), seconds=20)
    assert "product moisture" in told.everything
    assert "seen this already" in told.everything
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    assert slack.messages("@amara") == [told]
    assert slack.whispers("amara") == []


def test_an_answer_that_is_too_late_for_its_place_comes_alone(
    slack: Slack, here: SlackPlant
) -> None:
    happening = typed(slack, here)
    slack.response_urls[happening.payload["response_url"].rpartition("/")[2]].at -= 1_801
    here.store.inbox.receive(happening)
    told = slack.until(lambda: next(iter(slack.messages("@amara")), None), seconds=20)
    assert "product moisture" in told.everything
    assert "seen this already" not in told.everything


def test_a_hint_of_which_nobody_knows_is_not_repeated(slack: Slack, here: SlackPlant) -> None:
    slack.add_channel("canteen", members=("amara", "hana"))
    slack.fails("chat.postEphemeral", cut_after())
    slack.says("amara", "canteen", "@tandem why 38 rpm on drum 2?")
    slack.until(lambda: slack.whispers("amara") or None)
    slack.until(lambda: not here.store.inbox.unfinished() or None, seconds=20)
    assert len(slack.whispers("amara")) == 1
    assert len(slack.messages("@amara")) == 1
