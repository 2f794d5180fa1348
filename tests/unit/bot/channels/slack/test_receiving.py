"""What happened has one key, however it comes; what is not for us is no happening."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.slack.receiving import Work, happening_of, moment, plain

NOW = datetime(2026, 11, 20, 14, 12, tzinfo=UTC)
SAID = {
    "type": "message",
    "channel": "C1",
    "channel_type": "channel",
    "user": "U1",
    "text": "<@UBOT> why 38 rpm?",
    "ts": "1763647920.000100",
}


def event(**changes: Any) -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": changes.pop("event_id", "Ev1"),
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
        "event": {**SAID, **changes},
    }


def edited(text: str, **message: Any) -> dict[str, Any]:
    after = {**SAID, "text": text, "edited": {"user": "U1", "ts": "1763647990.000000"}, **message}
    return event(
        subtype="message_changed", message=after, previous_message=SAID, ts="1763647990.000200"
    )


def test_a_mention_and_its_message_are_one_happening() -> None:
    message = happening_of(event(), now=NOW)
    mention = happening_of(event(type="app_mention", event_id="Ev2"), now=NOW)
    assert message is not None
    assert mention is not None
    assert (message.name, message.key) == (mention.name, mention.key)
    assert message.name == Work.QUESTION
    assert message.key == "T1:C1:1763647920.000100"
    assert message.by == "U1@T1"
    assert message.payload["text"] == "why 38 rpm?"
    assert message.payload["mentioned"]
    assert not message.payload["direct"]
    assert message.at == datetime(2025, 11, 20, 14, 12, 0, 100, tzinfo=UTC)


def test_a_reply_belongs_to_its_thread_and_a_first_message_is_its_own() -> None:
    first = happening_of(event(), now=NOW)
    reply = happening_of(event(thread_ts="1763640000.000000"), now=NOW)
    assert first is not None
    assert reply is not None
    assert first.payload["thread"] == SAID["ts"]
    assert reply.payload["thread"] == "1763640000.000000"


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_id": "B1"},
        {"subtype": "bot_message", "bot_id": "B1"},
        {"user": "UBOT"},
        {"user": "USLACKBOT"},
        {"subtype": "channel_join"},
        {"type": "reaction_added"},
        {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}},
    ],
)
def test_other_bots_ourselves_and_what_nobody_said_are_nothing(changes: dict[str, Any]) -> None:
    assert happening_of(event(**changes), now=NOW) is None


def test_an_edit_has_the_key_of_its_message_and_its_own_time() -> None:
    found = happening_of(edited("<@UBOT> why 40 rpm?"), now=NOW)
    assert found is not None
    assert found.name == Work.EDIT
    assert found.key == "T1:C1:1763647920.000100:edited:1763647990.000000"
    assert found.payload["text"] == "why 40 rpm?"
    assert found.payload["ts"] == SAID["ts"]


@pytest.mark.parametrize(
    "body",
    [
        edited(SAID["text"]),  # a link was unfurled, or somebody replied
        edited("other", edited={}),
        edited("other", bot_id="B1"),
    ],
)
def test_what_changed_without_an_edit_of_a_person_is_nothing(body: dict[str, Any]) -> None:
    assert happening_of(body, now=NOW) is None


def test_a_deletion_names_the_message_that_is_gone() -> None:
    found = happening_of(
        event(subtype="message_deleted", deleted_ts=SAID["ts"], ts="1763647999.000000"), now=NOW
    )
    assert found is not None
    assert (found.name, found.key) == (Work.DELETION, f"T1:C1:{SAID['ts']}:deleted")
    stone = {**SAID, "subtype": "tombstone", "user": "USLACKBOT"}
    below = event(
        subtype="message_changed", message=stone, previous_message=SAID, ts="1763647999.0"
    )
    assert happening_of(below, now=NOW) == replace(found, at=moment("1763647999.0"))
    cleared = event(subtype="message_deleted", deleted_ts=SAID["ts"], previous_message=stone)
    assert happening_of(cleared, now=NOW) is None
    ours = {**SAID, "user": "UBOT"}
    withdrawn = event(subtype="message_deleted", deleted_ts="1.2", previous_message=ours)
    assert happening_of(withdrawn, now=NOW) is None


def test_a_command_is_named_by_its_trigger() -> None:
    body = {
        "command": "/why",
        "team_id": "T1",
        "channel_id": "C1",
        "user_id": "U1",
        "trigger_id": "1.2.3",
        "text": "drum 2 &amp; drum 3",
        "response_url": "https://hooks.slack.com/1",
    }
    found = happening_of(body, now=NOW)
    assert found is not None
    assert (found.name, found.key) == (Work.COMMAND, "T1:C1:U1:1.2.3")
    assert found.payload["text"] == "drum 2 & drum 3"


def click(action_ts: str, user: str = "U1") -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": user},
        "channel": {"id": "C1"},
        "trigger_id": action_ts,
        "container": {"type": "message", "message_ts": "5.6", "channel_id": "C1"},
        "actions": [{"action_id": "accept", "value": "v", "action_ts": action_ts}],
    }


def test_two_clicks_are_two_by_person_and_time_and_one_again_is_one() -> None:
    keys = [
        happening_of(click(*each), now=NOW).key  # type: ignore[union-attr]
        for each in (("1.0",), ("1.0",), ("2.0",), ("1.0", "U2"))
    ]
    assert keys[0] == keys[1] == "T1:C1:5.6:accept:U1:1.0"
    assert len(set(keys)) == 3


def test_a_form_is_sent_once() -> None:
    body = {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "view": {"id": "V1", "hash": "h", "callback_id": "correction", "private_metadata": "{}"},
    }
    again = {**body, "view": {**body["view"], "hash": "other"}}  # type: ignore[dict-item]
    first, second = happening_of(body, now=NOW), happening_of(again, now=NOW)
    assert first is not None
    assert second is not None
    assert (first.name, first.key) == (second.name, second.key) == (Work.FORM, "T1:V1:sent")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<@UBOT> why?", "why?"),
        ("ask <@U2> in <#C2|line-4>", "ask @… in #line-4"),
        ("<!channel> see <https://a.example/x|the page> &lt;b&gt;", "see the page <b>"),
        ("<mailto:x@y.example|x@y.example> <https://a.example>", "x@y.example https://a.example"),
    ],
)
def test_what_was_typed_is_read_out_of_the_mark_up(typed: str, read: str) -> None:
    assert plain(typed, without="UBOT") == read


def test_a_time_stamp_is_a_time_to_the_microsecond() -> None:
    assert moment("1763647920.000100") == datetime(2025, 11, 20, 14, 12, 0, 100, tzinfo=UTC)
