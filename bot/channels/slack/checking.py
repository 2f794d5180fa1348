"""Whether Slack is set up: what is missing in the settings, and what Slack says to the tokens.

Knows the remedy of each. Calls Slack once for each token and changes nothing there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.channels.slack.calling import code_of
from bot.channels.slack.scopes import SCOPES
from bot.settings import Settings

_SECONDS = 5


@dataclass(frozen=True)
class Finding:
    """One finding; a remedy unless it is fine."""

    text: str
    remedy: str = ""


def findings(settings: Settings) -> Iterator[Finding]:
    """Give what is found, the settings first; tokens are asked of Slack."""
    if not settings.slack_signing_secret and not settings.slack_app_token:
        yield Finding(
            "there is no way in: nothing that is said in Slack reaches Tandem",
            "Set TANDEM_SLACK_APP_TOKEN (Socket Mode) or TANDEM_SLACK_SIGNING_SECRET (HTTPS).",
        )
    if not settings.slack_bot_token and not settings.slack_client_secret:
        yield Finding(
            "there is no token to answer with",
            "Set TANDEM_SLACK_BOT_TOKEN, or TANDEM_SLACK_CLIENT_ID and TANDEM_SLACK_CLIENT_SECRET.",
        )
    if bot := settings.slack_bot_token.get_secret_value():
        yield from _bot(_client(settings, bot))
    if app := settings.slack_app_token.get_secret_value():
        yield _socket(_client(settings, app))


def _bot(client: WebClient) -> Iterator[Finding]:
    try:
        told = client.auth_test()
    except (SlackClientError, OSError) as error:
        yield _refused("TANDEM_SLACK_BOT_TOKEN", error)
        return
    yield Finding(f"answers in the workspace {told.get('team')} ({told.get('team_id')})")
    missing = sorted(set(SCOPES) - _granted(told))
    if missing:
        yield Finding(
            f"Slack does not grant {', '.join(missing)}",
            "Put the current manifest into the app (App Manifest) and install it again.",
        )


def _socket(client: WebClient) -> Finding:
    try:
        client.apps_connections_open(app_token=client.token or "")
    except (SlackClientError, OSError) as error:
        return _refused("TANDEM_SLACK_APP_TOKEN", error)
    return Finding("connects over Socket Mode")


def _granted(told: SlackResponse) -> set[str]:
    headers = {name.lower(): value for name, value in told.headers.items()}
    return set(str(headers.get("x-oauth-scopes", "")).replace(" ", "").split(","))


def _refused(name: str, error: Exception) -> Finding:
    if isinstance(error, SlackApiError):
        return Finding(
            f"Slack refuses {name}: {code_of(error)}",
            f"Copy {name} once more from the app's page (docs/slack.md), and install the app.",
        )
    return Finding(
        f"Slack cannot be reached ({error})",
        "Let this machine reach https://slack.com, or set TANDEM_SLACK_API_URL for a proxy.",
    )


def _client(settings: Settings, token: str) -> WebClient:
    return WebClient(
        token=token, base_url=settings.slack_api_url, timeout=_SECONDS, retry_handlers=[]
    )
