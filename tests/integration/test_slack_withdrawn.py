"""An article that is withdrawn leaves the messages in Slack that cite it, and they say so."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import articles
from bot.channels.slack.blocks import answers
from knowledge.model import Body, Statement
from tests.curated_plant import AUDIENCE, passage
from tests.safe_plant import ENGINEER
from tests.slack import Slack
from tests.slack.failures import rate_limited, says_error
from tests.slack.world import Message
from tests.slack_plant import SlackPlant, plant_in_slack
from tests.small_plant import LINE_4
from tests.unit.bot.answering.test_curated import QUESTION

SAID = "Wait 5 min after cleaning the sensor."
GONE = "on which this rested, was withdrawn on"


@pytest.fixture
def here(slack: Slack, tmp_path: Path) -> Iterator[SlackPlant]:
    with plant_in_slack(slack, tmp_path) as here:
        here.plant.shelf.put(SAID, audience=AUDIENCE)
        yield here


@pytest.fixture
def number(here: SlackPlant) -> str:
    """The number of a published article."""
    body = Body(
        "How long to wait after cleaning",
        (QUESTION,),
        (Statement("After cleaning the sensor wait 5 min.", ("S1",)),),
        sources=(passage(),),
        scope=(LINE_4,),
        owner="engineering",
    )
    sources, now = here.services.assistant.sources(), here.clock()
    one = articles.create(sources, ENGINEER, body, now=now)
    return articles.publish(sources, ENGINEER, one.number, now=now).number


def unpublish(here: SlackPlant, number: str) -> None:
    sources, now = here.services.assistant.sources(), here.clock()
    articles.unpublish(sources, ENGINEER, number, reason="wrong", now=now)


def says_it_is_gone(slack: Slack, *messages: Message) -> None:
    for each in messages:
        slack.until(lambda each=each: GONE in each.everything or None)


def asked(slack: Slack, channel: str, number: str) -> Message:
    text = QUESTION if channel.startswith("@") else f"@tandem {QUESTION}"
    reply = slack.reply_to(slack.says("amara", channel, text))
    assert number in reply.everything
    return reply


def test_messages_that_cite_it_lose_it_and_say_so(
    slack: Slack, here: SlackPlant, number: str
) -> None:
    there, alone = asked(slack, "line-4", number), asked(slack, "@amara", number)
    other = slack.reply_to(slack.says("amara", "line-4", "@tandem hello"))
    unpublish(here, number)
    says_it_is_gone(slack, there, alone)
    for each in (there, alone):
        assert "K1" not in each.everything
        assert len(each.edits) == 1
    assert not other.edits
    assert len(slack.messages("line-4")) == 4


def test_rate_limits_are_waited_for_and_refusals_stop_nothing(
    slack: Slack, here: SlackPlant, number: str
) -> None:
    replies = [asked(slack, "line-4", number) for _ in range(4)]
    slack.fails("chat.update", rate_limited(1), says_error("edit_window_closed"))
    unpublish(here, number)
    slack.until(lambda: sum(GONE in each.everything for each in replies) == 3 or None)


def test_further_parts_and_copies_lose_it_too(
    slack: Slack, here: SlackPlant, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "FIRST", 1)
    slack.add_channel("canteen", members=("amara", "hana"))
    slack.says("amara", "canteen", f"@tandem {QUESTION}")
    private = slack.until(lambda: next(iter(slack.messages("@amara")), None))
    slack.clicks("amara", private, "more")
    part = slack.until(lambda: next(iter(slack.messages("@amara")[1:]), None))
    assert number in private.everything + part.everything
    unpublish(here, number)
    says_it_is_gone(slack, private)
    slack.until(lambda: part.edits or None)
    assert "K1" not in private.everything + part.everything


def told_alone(slack: Slack, here: SlackPlant, number: str) -> Message:
    """Ask by a command; return the answer, which only its asker sees."""
    slack.commands("amara", "line-4", "/why", QUESTION)
    told = slack.until(lambda: next(iter(slack.whispers("amara")), None))
    assert number in told.everything
    assert not slack.messages("@amara")
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    return told


def test_who_alone_saw_an_answer_is_told_where_they_saw_it(
    slack: Slack, here: SlackPlant, number: str
) -> None:
    told_alone(slack, here, number)
    unpublish(here, number)
    instead = slack.until(lambda: next(iter(slack.whispers("amara")[1:]), None))
    assert GONE in instead.everything
    assert QUESTION in instead.everything
    assert "K1" not in instead.everything
    assert instead.arguments["replace_original"]
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    assert len(slack.whispers("amara")) == 2
    assert not slack.messages("@amara")


def test_who_alone_saw_an_answer_is_told_alone_when_it_cannot_be_replaced_any_more(
    slack: Slack, here: SlackPlant, number: str
) -> None:
    told_alone(slack, here, number)
    for each in slack.response_urls.values():
        each.at -= 1_801
    unpublish(here, number)
    instead = slack.until(lambda: next(iter(slack.messages("@amara")), None))
    assert GONE in instead.everything
    assert "K1" not in instead.everything
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    assert len(slack.messages("@amara")) == 1


def test_nobody_is_told_of_what_they_alone_saw_days_ago(
    slack: Slack, here: SlackPlant, number: str
) -> None:
    told_alone(slack, here, number)
    here.clock.ahead += timedelta(days=2)
    there = asked(slack, "line-4", number)
    unpublish(here, number)
    says_it_is_gone(slack, there)
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    assert len(slack.whispers("amara")) == 1
    assert not slack.messages("@amara")
