"""The workspace that most tests of Slack begin with: one channel of one line, two who read it."""

from collections.abc import Iterator

import pytest

from tests.slack import Slack, slack_workspace
from tests.slack_plant import MANIFEST


@pytest.fixture
def slack() -> Iterator[Slack]:
    """Yield a stand-in for Slack with the channel of Line 4."""
    with slack_workspace(manifest=MANIFEST) as slack:
        slack.add_channel("line-4", members=("amara", "sunniva"))
        yield slack
