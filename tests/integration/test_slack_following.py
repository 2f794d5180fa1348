"""What people follow for themselves reaches them in Slack, once a day and when they want it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import experts, transfers
from bot.channels.slack import following
from knowledge.model import (
    EVERYONE,
    ArticleAct,
    ArticleStep,
    Audience,
    Body,
    Person,
    Statement,
)
from tests.slack import Slack, slack_workspace
from tests.slack_plant import MANIFEST, SlackPlant, plant_in_slack
from tests.small_plant import LINE_4, OPERATOR, STRANGER


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_workspace(manifest=MANIFEST) as slack:
        yield slack


@pytest.fixture
def here(slack: Slack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackPlant]:
    """A plant whose morning was an hour ago; somebody vouched for things two hours ago."""
    with plant_in_slack(slack, tmp_path) as here:
        zone = here.services.settings.zone
        monkeypatch.setattr(
            following, "AT", (here.clock() - timedelta(hours=1)).astimezone(zone).time()
        )
        yield here


def vouched(here: SlackPlant, title: str, *, audience: Audience = EVERYONE) -> str:
    at = here.clock() - timedelta(hours=2)
    body = Body(
        title, (title,), (Statement(title, ()),), scope=(f"{LINE_4}/drum-2",), audience=audience
    )
    draft = here.store.articles.add(body, at=at)
    one = here.store.articles.step(draft, ArticleStep(ArticleAct.VALIDATED, at, 1, "p-23"))
    assert one is not None
    return one.number


def follow(here: SlackPlant, person: Person) -> None:
    wanted = {"kind": "equipment", "value": "drum"}
    transfers.follow(here.store, person, wanted, now=here.clock())


def test_what_is_new_comes_in_one_message_to_who_may_see_it(slack: Slack, here: SlackPlant) -> None:
    one, two = vouched(here, "Wait five minutes"), vouched(here, "Clean the probe")
    hidden = vouched(here, "Only for Line 4", audience=frozenset({"line-4"}))
    follow(here, OPERATOR)
    follow(here, STRANGER)
    here.clock.ahead += timedelta(minutes=2)
    told = slack.until(lambda: next(iter(slack.messages("@amara")), None))
    assert all(each in told.everything for each in (one, two, hidden, "drum"))
    other = slack.until(lambda: next(iter(slack.messages("@hana")), None))
    assert one in other.everything
    assert hidden not in other.everything
    here.clock.ahead += timedelta(minutes=5)
    vouched(here, "Later")
    here.app.sweep()
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    assert len(slack.messages("@amara")) == 1


def test_quiet_hours_are_quiet(slack: Slack, here: SlackPlant) -> None:
    now = here.clock().astimezone(here.services.settings.zone)
    hours = [f"{now + timedelta(hours=by):%H:%M}" for by in (-1, 1)]
    experts.join(here.store, OPERATOR, quiet=(hours[0], hours[1]), now=now)
    vouched(here, "Wait five minutes")
    follow(here, OPERATOR)
    follow(here, STRANGER)
    here.clock.ahead += timedelta(minutes=2)
    slack.until(lambda: next(iter(slack.messages("@hana")), None))
    assert slack.messages("@amara") == []
    experts.leave(here.store, OPERATOR)
    here.clock.ahead += timedelta(minutes=2)
    slack.until(lambda: next(iter(slack.messages("@amara")), None))
