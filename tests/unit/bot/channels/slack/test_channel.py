"""Real answers as Slack shows them, as snapshots that a person can read."""

import pytest

from bot.channels.slack.blocks.answers import Beside
from bot.channels.slack.channel import SlackChannel
from bot.messages import Reply
from bot.shown.cards import card_of
from bot.shown.referred import referred_of
from tests.safe_plant import SAFE_DIRECTORY
from tests.slack.golden import same_as
from tests.slack.validity import check_post
from tests.small_plant import NOW, OPERATOR, Plant, advice

DRUM_2 = "R-2026-000001"


@pytest.fixture
def told(plant: Plant) -> Plant:
    plant.store.directory.replace(SAFE_DIRECTORY)
    plant.issue(advice(1), advice(2, drum=3))
    plant.shelf.put("1. Lower the drum speed in steps of 2 rpm.\n2. Wait 10 minutes.")
    return plant


def shown(reply: Reply, plant: Plant, name: str) -> None:
    """Compare all parts of the answer, with what stands beside it for its asker."""
    decision = reply.answer.decision_id
    beside = Beside(
        referred=referred_of(
            reply.answer, question_id=reply.question_id, reader=OPERATOR, store=plant.store
        ),
        card=card_of(plant.store, OPERATOR, decision, now=NOW) if decision else None,
    )
    posts = SlackChannel().parts(reply, beside)
    for post in posts:
        check_post(post)
    same_as(name, [{"text": post.text, "blocks": post.blocks} for post in posts])


def test_why(told: Plant) -> None:
    shown(told.ask("Why?", decision_id=DRUM_2), told, "answer_why")


def test_how(told: Plant) -> None:
    shown(told.ask("How do I do it?", decision_id=DRUM_2), told, "answer_how")


def test_which(told: Plant) -> None:
    shown(told.ask("Why the drum speed?"), told, "answer_which")


def test_hazard(told: Plant) -> None:
    told.shelf.certified("1. Turn the isolator to 0. 2. Hang your own lock and tag.")
    shown(told.ask("How do I lock out drum 2?"), told, "answer_hazard")


def test_emergency(told: Plant) -> None:
    shown(told.ask("Fire!"), told, "answer_emergency")


def test_nothing_found(told: Plant) -> None:
    told.shelf.hits.clear()
    shown(told.ask("What is the pension scheme?"), told, "answer_nothing")
