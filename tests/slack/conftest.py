"""A running stand-in with the small app of the SDK's own, over HTTP."""

from collections.abc import Iterator

import pytest

from tests.slack import Slack, slack_workspace
from tests.slack.bolt_app import Heard, agent, over_http
from tests.slack.rates import Rates


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Slack, Heard]]:
    heard = Heard()
    with slack_workspace() as slack, over_http(agent(slack, heard)) as url:
        slack.delivery.url = url
        yield slack, heard
        slack.settle()


@pytest.fixture
def heard(running: tuple[Slack, Heard]) -> Heard:
    running[1].clear()
    return running[1]


@pytest.fixture
def slack(running: tuple[Slack, Heard], heard: Heard) -> Iterator[Slack]:
    slack = running[0]
    slack.calls.clear()
    slack.envelopes.clear()
    slack.rates = Rates()
    yield slack
    slack.settle()
    slack.failures.clear()
    slack.ahead = 0.0
