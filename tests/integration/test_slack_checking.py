"""``tandem doctor`` says what is wrong with Slack, by name, and what to do."""

from collections.abc import Iterator

import pytest

from bot.channels.slack.checking import Finding, findings
from bot.doctor import PROBLEM, slack_checks
from bot.settings import Settings
from tests.slack import Slack, slack_workspace
from tests.slack_plant import MANIFEST, SIGNING_SECRET


@pytest.fixture(scope="module")
def slack() -> Iterator[Slack]:
    with slack_workspace(manifest=MANIFEST) as slack:
        yield slack


def found(slack: Slack, **told: str) -> list[Finding]:
    settings = Settings(_env_file=None, slack_api_url=slack.api_url, **told)  # type: ignore[arg-type]
    assert settings.slack_begun
    return list(findings(settings))


def test_what_is_set_up_is_fine(slack: Slack) -> None:
    both = found(slack, slack_bot_token=slack.workspace.token, slack_app_token=slack.app_token)
    assert [each.remedy for each in both] == ["", ""]
    assert both[0].text == f"answers in the workspace {slack.workspace.name} ({slack.workspace.id})"


def test_half_of_it_is_named(slack: Slack) -> None:
    (no_way_in, _) = found(slack, slack_bot_token=slack.workspace.token)
    assert "TANDEM_SLACK_APP_TOKEN" in no_way_in.remedy
    (no_token,) = found(slack, slack_signing_secret=SIGNING_SECRET)
    assert "TANDEM_SLACK_BOT_TOKEN" in no_token.remedy


def test_a_wrong_token_is_named_with_what_slack_says(slack: Slack) -> None:
    bot, app = found(slack, slack_bot_token="xoxb-other", slack_app_token="xapp-other")
    assert bot.text == "Slack refuses TANDEM_SLACK_BOT_TOKEN: invalid_auth"
    assert app.text == "Slack refuses TANDEM_SLACK_APP_TOKEN: invalid_auth"


def test_a_scope_that_was_never_granted_is_named(slack: Slack) -> None:
    granted, slack.workspace.scopes = slack.workspace.scopes, frozenset({"chat:write"})
    try:
        told = {"slack_bot_token": slack.workspace.token, "slack_signing_secret": SIGNING_SECRET}
        _, missing = found(slack, **told)
    finally:
        slack.workspace.scopes = granted
    assert "users:read" in missing.text
    assert "install it again" in missing.remedy


def test_without_a_way_out_it_says_so() -> None:
    nowhere = Settings(
        _env_file=None,
        slack_api_url="http://127.0.0.1:9/api/",
        slack_bot_token="xoxb-x",  # type: ignore[arg-type]
        slack_signing_secret=SIGNING_SECRET,  # type: ignore[arg-type]
    )
    (found,) = findings(nowhere)
    assert "cannot be reached" in found.text
    assert "TANDEM_SLACK_API_URL" in found.remedy


def test_the_doctor_asks_only_where_slack_is_wanted() -> None:
    assert list(slack_checks(Settings(_env_file=None))) == []
    half = Settings(_env_file=None, slack_signing_secret=SIGNING_SECRET)  # type: ignore[arg-type]
    (check,) = slack_checks(half)
    assert (check.name, check.state) == ("slack", PROBLEM)
