"""The sheet behind a citation leads to the same place on the web; who stays unnamed is not told."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot import corrections
from tests.safe_plant import ENGINEER
from tests.slack import Slack
from tests.slack.validity import nodes
from tests.slack_plant import SlackPlant, fresh, plant_in_slack
from tests.small_plant import OPERATOR

SITE = "https://tandem.example"


@pytest.fixture
def here(slack: Slack, tmp_path: Path) -> Iterator[SlackPlant]:
    with plant_in_slack(slack, tmp_path, public_url=SITE) as here:
        here.plant.issue(fresh(1))
        here.plant.shelf.put("Lower the drum speed in steps of 2 rpm.")
        yield here


def address(slack: Slack) -> str:
    blocks = slack.modal("amara").body["blocks"]
    return next(each["url"] for each in nodes(blocks) if each.get("url"))


def test_a_citation_opens_here_and_from_here_on_the_web(slack: Slack, here: SlackPlant) -> None:
    answer = slack.reply_to(slack.says("amara", "line-4", "@tandem how do I do it on drum 2?"))
    slack.clicks("amara", answer, "source:0", "R1 log")
    assert address(slack) == f"{SITE}/logs/R-2026-000001"
    slack.closes("amara")
    slack.clicks("amara", answer, "source:1", "S1 SOP-114")
    there = urlsplit(address(slack))
    assert there.path == "/evidence/S1"
    (question,) = parse_qs(there.query)["question"]
    turn = here.store.conversations.get(question)
    assert turn is not None
    assert turn.person_id == OPERATOR.id


def test_who_stays_unnamed_is_not_told_to_reviewers(slack: Slack, here: SlackPlant) -> None:
    answer = slack.reply_to(slack.says("amara", "line-4", "@tandem why 38 rpm on drum 2?"))
    slack.clicks("amara", answer, "feedback", "Not right")
    slack.modal("amara")
    typed = {
        "expectation": "40 rpm is enough",
        "rationale": "the felt is new",
        "reason_class": "information",
        "confidence": "3",
        "unnamed": ["yes"],
    }
    assert slack.submits("amara", typed).ok
    (kept,) = slack.until(lambda: here.store.corrections.unfinished() or None)
    directory = here.store.directory.load()
    told = corrections.told(kept, reader=ENGINEER, directory=directory)
    assert OPERATOR.name not in told.by
