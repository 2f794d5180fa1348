"""An offer in its team's channel: posted once, decided, asked about, and told to the origin."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.transfers import look
from knowledge.model import (
    EVERYONE,
    ArticleAct,
    ArticleStep,
    Audience,
    Body,
    ChannelSettings,
    Place,
    Reason,
    Statement,
    Transfer,
    TransferAct,
    TransferBasis,
    TransferStep,
)
from knowledge.store import Store
from tests.slack import Slack, slack_workspace
from tests.slack.world import Message
from tests.slack_plant import ADMIN, MANIFEST, TEAM, SlackPlant, plant_in_slack
from tests.small_plant import OPERATOR, STRANGER

TITLE = "Wait five minutes after cleaning"


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_workspace(manifest=MANIFEST) as slack:
        slack.add_channel("line-4", members=("amara", "sunniva"))
        slack.add_channel("packing", members=("hana",))
        yield slack


@pytest.fixture
def here(slack: Slack, tmp_path: Path) -> Iterator[SlackPlant]:
    with plant_in_slack(slack, tmp_path) as here:
        for channel, team in (("C0LINE4", "line-4"), ("C0PACKING", "packaging")):
            bound = ChannelSettings(opted_in=True, team=team)
            before = here.clock() - timedelta(minutes=1)
            here.store.chats.set_channel(Place.SLACK, TEAM, channel, bound, by=ADMIN.id, at=before)
        yield here


def offer(here: SlackPlant, *, audience: Audience = EVERYONE) -> Transfer:
    """Let an article of Packaging be offered to Line 4; Hana found it."""
    store, now = here.store, here.clock()
    body = Body(
        TITLE,
        ("How long do we wait?",),
        (Statement("Wait 5 min.", ()),),
        key_point=Statement("Wait 5 min, or it reads low.", ()),
        owner="packaging",
        audience=audience,
    )
    draft = store.articles.add(body, at=now)
    step = ArticleStep(ArticleAct.VALIDATED, now, 1, "p-23")
    article = store.articles.step(draft, step)
    assert article is not None
    reasons = (Reason(TransferBasis.QUESTIONS, "", 7, 20),)
    first = (TransferStep(TransferAct.OFFERED, now),)
    new = Transfer(article.number, 1, "line-4", "packaging", reasons, first)
    return store.transfers.offer(new, finders=[STRANGER.id])


def posted(slack: Slack, channel: str = "line-4", words: str = TITLE) -> Message:
    return slack.until(
        lambda: next((e for e in slack.messages(channel) if words in e.everything), None)
    )


def answers(slack: Slack, message: Message) -> list[Message]:
    return [each for each in slack.replies(message) if each.ts != message.ts]


def state(store: Store, one: Transfer) -> TransferAct | None:
    after = store.transfers.get(one.number)
    return after.state if after else None


def look_again(here: SlackPlant, days: float = 0) -> None:
    """Put the clock forward so far that the sweep looks again."""
    here.clock.ahead += timedelta(days=days, seconds=70)


def test_supervisor_adopts_it_in_the_channel_and_finder_and_origin_are_told_once(
    slack: Slack, here: SlackPlant
) -> None:
    one = offer(here)
    look_again(here)
    message = posted(slack)
    assert "The same was asked 7 times in 90 days" in message.everything
    slack.clicks("amara", message, "offer:0")  # an operator may not
    told = slack.until(lambda: next(iter(slack.whispers("amara")), None))
    assert "supervisors and engineers of the team decide" in told.everything
    slack.clicks("sunniva", message, "offer:0")
    slack.until(lambda: state(here.store, one) is TransferAct.ADOPTED or None)
    slack.until(lambda: "Adopted by a supervisor of Line 4" in message.everything or None)
    look_again(here)
    for where in ("packing", "@hana"):
        news = posted(slack, where, "Adopted by a supervisor")
        assert "Sunniva" not in news.everything
    look_again(here)
    slack.until(lambda: here.store.transfers.of_finder(STRANGER.id)[0][1] == 2 or None)
    assert len([e for e in slack.messages("line-4") if TITLE in e.everything]) == 1
    assert len([e for e in slack.messages("packing") if TITLE in e.everything]) == 1


def test_rejecting_asks_why_and_the_reason_is_kept(slack: Slack, here: SlackPlant) -> None:
    one = offer(here)
    look_again(here)
    message = posted(slack)
    slack.clicks("sunniva", message, "explain:2")
    slack.modal("sunniva")
    empty = slack.submits("sunniva", {})
    assert "write in a few words why" in str(empty)
    assert slack.submits("sunniva", {"verdict": "0", "rationale": "ours is dry"}).ok
    slack.until(lambda: state(here.store, one) is TransferAct.REJECTED or None)
    after = here.store.transfers.get(one.number)
    assert after is not None
    assert after.last.reason == "Not our equipment. ours is dry"


def test_how_it_went_is_asked_once_in_the_thread(slack: Slack, here: SlackPlant) -> None:
    one = offer(here)
    look_again(here)
    message = posted(slack)
    adopted = TransferStep(TransferAct.ADOPTED, here.clock(), "p-24", "", "supervisor")
    assert here.store.transfers.append(one, adopted)
    look_again(here, days=13)
    look_again(here)
    assert answers(slack, message) == []
    look_again(here, days=2)
    question = slack.until(lambda: next(iter(answers(slack, message)), None))
    assert "work here?" in question.everything
    look_again(here, days=3)
    slack.clicks("amara", question, "offer:0")
    slack.until(lambda: state(here.store, one) is TransferAct.WORKED or None)
    look_again(here)
    assert len(answers(slack, message)) == 1


def test_nothing_is_posted_where_somebody_may_not_see_it(slack: Slack, here: SlackPlant) -> None:
    slack.add_channel("mixed", members=("amara", "hana"))
    bound = ChannelSettings(opted_in=True, team="line-4")
    before = here.clock() - timedelta(minutes=1)
    here.store.chats.set_channel(Place.SLACK, TEAM, "C0MIXED", bound, by=ADMIN.id, at=before)
    offer(here, audience=frozenset({"line-4"}))
    look_again(here)
    posted(slack)
    look_again(here)
    assert slack.messages("mixed") == []
    assert OPERATOR.name not in posted(slack).everything


def withdraw(here: SlackPlant, one: Transfer) -> None:
    """Take the article out of answers, and let that be looked at."""
    now = here.clock()
    article = here.store.articles.get(one.article)
    assert article is not None
    step = ArticleStep(ArticleAct.UNPUBLISHED, now, 1, "p-23", "wrong")
    assert here.store.articles.step(article, step) is not None
    assert look(here.store, [one.article], now=now) == 1
    look_again(here)


def test_an_offer_that_is_withdrawn_leaves_the_channel(slack: Slack, here: SlackPlant) -> None:
    one = offer(here)
    look_again(here)
    message = posted(slack)
    withdraw(here, one)
    slack.until(lambda: "was withdrawn: do not go by it" in message.everything or None)
    assert "Wait 5 min" not in message.everything
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    assert len(slack.messages("line-4")) == 1


def test_who_took_it_up_is_told_that_it_holds_no_more(slack: Slack, here: SlackPlant) -> None:
    one = offer(here)
    look_again(here)
    message = posted(slack)
    slack.clicks("sunniva", message, "offer:0")
    slack.until(lambda: state(here.store, one) is TransferAct.ADOPTED or None)
    withdraw(here, one)
    told = posted(slack, words="which you had taken up, was taken out of answers")
    assert one.article in told.everything
    assert told.ts != message.ts
    look_again(here)
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    assert len(slack.messages("line-4")) == 2
