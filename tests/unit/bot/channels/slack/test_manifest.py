"""The manifests that a newcomer pastes fit Slack's reference and what we answer to."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels import slack
from bot.channels.slack.names import Command, Shortcut
from bot.channels.slack.scopes import SCOPES
from tests.slack.manifest import Manifest
from tests.slack.rules import RULES

HERE = Path(slack.__file__).parent
SOCKET, HTTP = "manifest.yaml", "manifest-http.yaml"
EVENTS = "https://tandem.example/slack/events"
CALLED = (
    "agents.sessions.setStatus assistant.threads.setSuggestedPrompts chat.postMessage "
    "chat.postEphemeral chat.update chat.delete chat.startStream conversations.members "
    "conversations.open conversations.replies conversations.history files.info users.info"
).split()


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


@pytest.fixture(params=[SOCKET, HTTP])
def manifest(request: pytest.FixtureRequest) -> dict[str, Any]:
    return read(request.param)


def test_its_texts_have_room(manifest: dict[str, Any]) -> None:
    shown, features = manifest["display_information"], manifest["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert len(features["agent_view"]["suggested_prompts"]) <= 4
    assert len(features["bot_user"]["display_name"]) <= 80
    for each in features["shortcuts"]:
        assert len(each["name"]) <= 24
        assert len(each["description"]) <= 150
    for each in features["slash_commands"]:
        assert len(each["command"]) <= 32


def test_it_is_an_agent_with_a_home_and_a_conversation(manifest: dict[str, Any]) -> None:
    home = manifest["features"]["app_home"]
    assert "assistant_view" not in manifest["features"]
    assert (home["home_tab_enabled"], home["messages_tab_enabled"]) == (True, True)
    assert home["messages_tab_read_only_enabled"] is False
    assert manifest["settings"]["interactivity"]["is_enabled"] is True


def test_its_commands_and_shortcuts_are_ours(manifest: dict[str, Any]) -> None:
    features = manifest["features"]
    assert [each["command"] for each in features["slash_commands"]] == list(Command)
    assert [each["callback_id"] for each in features["shortcuts"]] == list(Shortcut)
    assert {each["type"] for each in features["shortcuts"]} == {"message"}


def test_it_may_do_what_is_called_and_nothing_more(manifest: dict[str, Any]) -> None:
    scopes = set(Manifest.read(manifest).scopes)
    for method in CALLED:
        assert scopes & set(RULES[method].scopes), method
    assert "users:read.email" not in scopes
    assert not any(each.startswith("mpim") or "admin" in each for each in scopes)


def test_it_is_told_what_its_events_need(manifest: dict[str, Any]) -> None:
    read = Manifest.read(manifest)
    needs = {
        "app_mention": "app_mentions:read",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "message.im": "im:history",
        "member_joined_channel": "channels:read",
        "agent_session_stopped": "assistant:write",
    }
    for event, scope in needs.items():
        assert event in read.events
        assert scope in read.scopes


def test_over_https_slack_is_told_where_we_are_and_over_a_socket_nothing() -> None:
    socket, http = read(SOCKET), read(HTTP)
    assert socket["settings"]["socket_mode_enabled"] is True
    assert "http" not in (HERE / SOCKET).read_text(encoding="utf-8").partition("_metadata")[2]
    settings = http["settings"]
    assert settings["event_subscriptions"].pop("request_url") == EVENTS
    assert settings["interactivity"].pop("request_url") == EVENTS
    assert {each.pop("url") for each in http["features"]["slash_commands"]} == {EVENTS}
    assert http["oauth_config"].pop("redirect_urls") == [
        "https://tandem.example/slack/oauth_redirect"
    ]
    settings["socket_mode_enabled"] = True
    assert http == socket


def test_the_page_for_newcomers_tells_what_each_scope_is_for(manifest: dict[str, Any]) -> None:
    page = (HERE.parents[2] / "docs" / "slack.md").read_text(encoding="utf-8")
    table = page.partition("| scope | for |")[2].partition("\n\n")[0]
    told = {name for row in table.splitlines() for name in re.findall(r"`([a-z_]+:?[a-z]*)`", row)}
    assert Manifest.read(manifest).scopes == told - set(Command)


def test_what_an_installation_asks_for_is_what_the_manifest_asks_for(
    manifest: dict[str, Any],
) -> None:
    assert tuple(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
