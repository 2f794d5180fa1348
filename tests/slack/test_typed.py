"""Slack's own types and validators tell a good call from a bad one."""

from pathlib import Path
from typing import Any

from tests.slack import Slack
from tests.slack.calls import Call
from tests.slack.typed import compile_calls, validate


def call(slack: Slack, method: str, **arguments: Any) -> Call:
    return Call(method, arguments, "xoxb-", 0.0, slack)


def section(**more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "38 rpm"}, **more}


def test_what_the_sdks_own_app_calls_compiles(slack: Slack, tmp_path: Path) -> None:
    reply = slack.reply_to(slack.says("amara", "@amara", "hello"))
    slack.add_channel("line-3")
    slack.reply_to(slack.says("amara", "line-3", "@tandem why?"))
    slack.opens_home("amara")
    slack.opens_home("amara", tab="messages")
    slack.clicks("amara", slack.messages("line-3")[-1], "feedback", "wrong")
    slack.settle()
    slack.closes("amara")
    assert reply.text
    assert len({each.method for each in slack.calls}) >= 8
    assert compile_calls(slack.calls, tmp_path) == []
    assert validate(slack.calls) == []


def test_a_bad_call_does_not_compile(slack: Slack, tmp_path: Path) -> None:
    bad = [
        call(slack, "chat.postMessage", text="no channel"),
        call(slack, "chat.update", channel="C1", ts="1.0", text="x", colour="red"),
        call(slack, "chat.postMessage", channel="C1", text="x", blocks=[section(text="38 rpm")]),
        call(slack, "views.open", trigger_id="1", view={"type": "modal", "blocks": []}),
        call(slack, "chat.appendStream", channel="C1", ts="1.0", chunks=[{"type": "task_update"}]),
    ]
    found = compile_calls(bad, tmp_path)
    lines = {int(each.partition("(")[2].partition(",")[0]) for each in found}
    assert len(lines) >= 5, found


def test_the_sdk_refuses_what_is_too_long_or_unknown(slack: Slack) -> None:
    long = section(text={"type": "mrkdwn", "text": "x" * 3001})
    (too_long,) = validate([call(slack, "chat.postMessage", blocks=[long])])
    (unknown,) = validate([call(slack, "chat.postMessage", blocks=[section(colour="red")])])
    assert "3000" in too_long
    assert "colour" in unknown
