"""The settings of Slack: what its app's pages call token, signing secret and client.

Knows which of them belong together. Does not know what Slack does with them.
"""

import re

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings

_WORKSPACE = re.compile(r"[TE][A-Z0-9]+")
_STARTS = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}


class SlackSettings(BaseSettings):
    """The part of the settings that is about Slack; all empty: no Slack."""

    slack_bot_token: SecretStr = Field(
        default=SecretStr(""),
        description="Slack, one workspace: the bot's token (OAuth & Permissions, xoxb-…).",
    )
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""),
        description="Slack: the signing secret (Basic Information), when Slack sends events to "
        "this site; empty with Socket Mode.",
    )
    slack_app_token: SecretStr = Field(
        default=SecretStr(""),
        description="Slack behind a firewall: the app-level token for Socket Mode (xapp-…); "
        "Tandem then calls Slack, and nothing has to reach this site.",
    )
    slack_client_id: str = Field(
        default="", description="Slack, several workspaces: the app's client id, to install it."
    )
    slack_client_secret: SecretStr = Field(
        default=SecretStr(""), description="Slack, several workspaces: the app's client secret."
    )
    slack_workspaces: str = Field(
        default="",
        description="Slack, several workspaces: the ids of those that may install it, such as "
        "T0123ABCD,T0456EFGH; nobody else's people are answered.",
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        description="Where Slack's Web API is; another one for a proxy in between.",
    )

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _of_its_kind(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        start = _STARTS[str(info.field_name)]
        if value.get_secret_value() and not value.get_secret_value().startswith(start):
            raise ValueError(f"copy the token that begins with {start}")
        return value

    @field_validator("slack_client_secret")
    @classmethod
    def _with_its_client(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if value.get_secret_value() and not info.data.get("slack_client_id"):
            raise ValueError("set TANDEM_SLACK_CLIENT_ID too, or leave both empty")
        return value

    @field_validator("slack_workspaces")
    @classmethod
    def _ids(cls, value: str) -> str:
        wrong = [each for each in _split(value) if not _WORKSPACE.fullmatch(each)]
        if wrong:
            raise ValueError("write the ids of workspaces (T…) with commas between them")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _an_api_address(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("write an address that begins with https:// or http://")
        return value if value.endswith("/") else f"{value}/"

    @property
    def slack_guests(self) -> frozenset[str]:
        """The ids of the workspaces that may install it."""
        return frozenset(_split(self.slack_workspaces))

    @property
    def slack(self) -> bool:
        """Whether Slack is set up: there is a way in, and a token or a way to get one."""
        way_in = self.slack_signing_secret or self.slack_app_token
        by_install = self.slack_client_id and self.slack_client_secret
        return bool(way_in) and bool(self.slack_bot_token or by_install)

    @property
    def slack_begun(self) -> bool:
        """Whether anything of it is set, if not enough."""
        secrets = (self.slack_bot_token, self.slack_signing_secret, self.slack_app_token)
        return bool(self.slack_client_id) or any(map(bool, secrets))


def _split(ids: str) -> list[str]:
    return [each.strip() for each in ids.split(",") if each.strip()]
