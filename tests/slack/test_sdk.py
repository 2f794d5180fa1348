"""The real SDK, driven through the stand-in, finds what it expects of Slack."""

import time

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.slack import Slack, slack_workspace
from tests.slack.bolt_app import Heard, agent, over_sockets
from tests.slack.delivery import sign


def channel(slack: Slack, name: str = "line-3") -> str:
    slack.add_channel(name, members=("amara", "bo"))
    return name


def test_a_mention_is_told_twice_and_answered_by_a_stream(slack: Slack, heard: Heard) -> None:
    asked = slack.says("amara", channel(slack), "@tandem why 38 rpm?")
    reply = slack.reply_to(asked)
    slack.settle()
    assert reply.text == "Because the drum was too fast."
    assert {each["type"] for each in heard if each["ts"] == asked.ts} == {"app_mention", "message"}
    assert [each.method for each in slack.calls if "Stream" in each.method] == [
        "chat.startStream",
        "chat.appendStream",
        "chat.stopStream",
    ]
    assert slack.calls_of("assistant.threads.setStatus")[0].ok
    assert slack.workspace.statuses == {}


def test_what_the_app_says_is_told_to_it_as_a_bots(slack: Slack) -> None:
    asked = slack.says("amara", "@amara", "hello")
    reply = slack.reply_to(asked)
    slack.settle()
    told = [each.payload["event"] for each in slack.envelopes]
    (echo,) = [each for each in told if each["ts"] == reply.ts]
    assert (echo["bot_id"], echo["channel_type"]) == (slack.workspace.bot_id, "im")


def test_an_edit_and_a_deletion_are_told_with_what_was_before(slack: Slack, heard: Heard) -> None:
    asked = slack.says("amara", channel(slack), "drum speed?")
    slack.edits(asked, "line speed?")
    slack.deletes(asked)
    slack.settle()
    edited = next(each for each in heard if each.get("subtype") == "message_changed")
    deleted = next(each for each in heard if each.get("subtype") == "message_deleted")
    assert (edited["previous_message"]["text"], edited["message"]["text"]) == (
        "drum speed?",
        "line speed?",
    )
    assert (deleted["deleted_ts"], deleted["previous_message"]["ts"]) == (asked.ts, asked.ts)


def test_what_has_replies_leaves_a_tombstone_until_they_are_gone(
    slack: Slack, heard: Heard
) -> None:
    asked = slack.says("amara", channel(slack), "@tandem why?")
    reply = slack.reply_to(asked)
    slack.deletes(asked)
    slack.settle()
    left = next(each for each in heard if each.get("subtype") == "message_changed")
    assert (left["message"]["subtype"], left["message"]["ts"]) == ("tombstone", asked.ts)
    assert "why?" in left["previous_message"]["text"]
    slack.deletes(reply)
    assert not {asked.ts, reply.ts} & {each.ts for each in slack.messages("line-3")}


def test_feedback_opens_a_modal_whose_errors_keep_it_open(slack: Slack, heard: Heard) -> None:
    reply = slack.reply_to(slack.says("amara", channel(slack), "@tandem why?"))
    assert slack.clicks("bo", reply, "feedback", "Wrong").ok
    assert slack.modal("bo").body["title"]["text"] == "Not right"
    assert slack.submits("bo", {"instead": "no"}).body["response_action"] == "errors"
    slack.submits("bo", {"instead": "36 rpm", "sure": "Sure"})
    assert slack.workspace.modals["U0BO"] == []
    assert heard[-1]["sure"]["sure"]["selected_option"]["value"] == "sure"


def test_a_modal_is_not_sent_without_what_it_asks_for(slack: Slack) -> None:
    reply = slack.reply_to(slack.says("amara", channel(slack), "@tandem why?"))
    slack.clicks("bo", reply, "feedback", "wrong")
    with pytest.raises(AssertionError, match="What is right"):
        slack.submits("bo", {})
    slack.closes("bo")


def test_a_command_is_acknowledged_and_answered_at_its_address(slack: Slack) -> None:
    slack.commands("amara", channel(slack), "/why", "38 rpm")
    told = slack.until(lambda: [each.text for each in slack.whispers("amara")][-2:])
    assert sorted(told) == ["A moment", "Because."]


def test_a_shortcut_carries_the_message(slack: Slack, heard: Heard) -> None:
    message = slack.says("amara", channel(slack), "drum 2 slows down")
    assert slack.uses_shortcut("bo", "why_this", message).ok
    (shortcut,) = [each for each in heard if each.get("callback_id") == "why_this"]
    assert (shortcut["message"]["text"], shortcut["user"]["id"]) == (message.text, "U0BO")


def test_home_prompts_and_context(slack: Slack, heard: Heard) -> None:
    slack.opens_home("amara")
    assert slack.home("amara").body["type"] == "home"
    slack.opens_home("amara", tab="messages")
    slack.until(lambda: slack.workspace.prompts.get(("D0AMARA", "")))
    slack.looks_at("amara", channel(slack))
    slack.settle()
    assert heard[-1]["context"]["entities"][0]["value"] == "C0LINE3"


def test_an_unsigned_wrongly_signed_or_old_request_is_refused(slack: Slack, heard: Heard) -> None:
    body, _ = slack.event({"type": "app_mention", "text": "hi"}).encoded()
    now = int(time.time())
    for signature, at in (
        ("", now),
        (sign("another secret", body, now), now),
        (sign(slack.signing_secret, body, now - 600), now - 600),
    ):
        answer = slack.posts(body, X_Slack_Signature=signature, X_Slack_Request_Timestamp=str(at))
        assert answer.status_code == 401
    assert heard == []


def test_an_unacknowledged_event_is_told_again_with_number_and_reason() -> None:
    with slack_workspace(app_url="http://127.0.0.1:9/none", retry_after=(0, 0, 0)) as slack:
        slack.add_channel("line-3")
        slack.says("amara", "line-3", "hello")
        slack.settle()
        (envelope,) = slack.envelopes
        assert [each.number for each in envelope.attempts] == [0, 1, 2, 3]
        assert {each.reason for each in envelope.attempts} == {"connection_failed"}


def test_socket_mode_carries_the_same_and_survives_a_refresh() -> None:
    heard = Heard()
    with slack_workspace() as slack, over_sockets(agent(slack, heard), slack):
        asked = slack.says("amara", channel(slack), "@tandem why?")
        assert slack.reply_to(asked).text.startswith("Because")
        assert slack.commands("amara", "line-3", "/why").body == {"text": "A moment"}
        first = slack.delivery.sockets[0]
        slack.disconnects()
        slack.until(lambda: first not in slack.delivery.sockets and slack.delivery.sockets)
        again = slack.says("amara", "line-3", "@tandem and now?")
        assert slack.reply_to(again).text.startswith("Because")
        slack.settle()


def test_a_workspace_is_installed_by_code_once(slack: Slack) -> None:
    back = slack.consents(
        "amara",
        f"https://slack.com/oauth/v2/authorize?client_id={slack.client_id}"
        "&scope=chat:write,im:history&state=s1&redirect_uri=http://127.0.0.1/back",
    )
    code = back.partition("code=")[2].partition("&")[0]
    client = WebClient(base_url=slack.api_url)
    asked = {"client_id": slack.client_id, "client_secret": slack.client_secret, "code": code}
    granted = client.oauth_v2_access(**asked, redirect_uri="http://127.0.0.1/back")
    assert granted["access_token"] == slack.workspace.token
    with pytest.raises(SlackApiError, match="invalid_code"):
        client.oauth_v2_access(**asked)
