"""The stand-in refuses what Slack refuses: an app that passes here keeps the rules there."""

import time
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from tests.slack import Slack
from tests.slack.failures import (
    answers,
    cut_after,
    cut_before,
    rate_limited,
    says_error,
    silent_after,
)
from tests.slack.world import Message


def text(words: str, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": kind, "text": words}


def button(label: str = "Why?", **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "why", "text": text(label), **more}


def modal(**more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": text("Not right"), "blocks": [{"type": "divider"}], **more}


@pytest.fixture
def client(slack: Slack) -> WebClient:
    return WebClient(token=slack.workspace.token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def asked(slack: Slack) -> Message:
    slack.add_channel("line-3", members=("amara",))
    return slack.says("amara", "line-3", "why?")


def refusal(client: WebClient, method: str, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        client.api_call(method, json=arguments)
    return str(refused.value.response["error"])


@pytest.mark.parametrize(
    ("method", "arguments", "missing"),
    [
        ("chat.postMessage", {"text": "x"}, "channel"),
        ("chat.startStream", {"channel": "C0LINE3"}, "thread_ts"),
        ("chat.appendStream", {"channel": "C0LINE3", "ts": "1"}, "markdown_text|chunks"),
        ("views.open", {"view": modal()}, "trigger_id|interactivity_pointer"),
        ("assistant.threads.setStatus", {"channel_id": "C0LINE3", "status": "x"}, "thread_ts"),
        ("files.getUploadURLExternal", {"filename": "a.png"}, "length"),
    ],
)
def test_a_missing_argument_is_named(
    client: WebClient, asked: Message, method: str, arguments: dict[str, Any], missing: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.api_call(method, json=arguments)
    answer = refused.value.response
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] missing required field: {missing}"]


def test_a_token_must_be_there_known_and_of_the_right_kind(slack: Slack, client: WebClient) -> None:
    def with_token(token: str) -> WebClient:
        return WebClient(token=token, base_url=slack.api_url)

    assert refusal(with_token(""), "auth.test") == "not_authed"
    assert refusal(with_token("xoxb-other"), "auth.test") == "invalid_auth"
    assert refusal(with_token(slack.app_token), "auth.test") == "not_allowed_token_type"
    assert refusal(client, "apps.connections.open") == "not_allowed_token_type"
    assert refusal(client, "chat.shout") == "unknown_method"


def test_a_scope_that_the_manifest_does_not_ask_for_is_missing(
    slack: Slack, client: WebClient
) -> None:
    workspace = slack.workspace
    granted, workspace.scopes = workspace.scopes, workspace.scopes - {"users:read"}
    try:
        assert refusal(client, "users.info", user="U0AMARA") == "missing_scope"
    finally:
        workspace.scopes = granted


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section"},
        {"type": "section", "text": text("x" * 3001)},
        {"type": "section", "text": text("")},
        {"type": "section", "fields": [text("x")] * 11},
        {"type": "section", "fields": [text("x" * 2001)]},
        {"type": "header", "text": text("x" * 151)},
        {"type": "header", "text": text("x", "mrkdwn")},
        {"type": "context", "elements": []},
        {"type": "context", "elements": [text("x")] * 11},
        {"type": "actions", "elements": [button(action_id=f"a{n}") for n in range(26)]},
        {"type": "actions", "elements": [button(), button()]},
        {"type": "actions", "elements": [button("x" * 76)]},
        {"type": "actions", "elements": [button(value="x" * 2001)]},
        {"type": "actions", "elements": [button(style="green")]},
        {"type": "actions", "elements": [button(action_id="x" * 256)]},
        {"type": "context_actions", "elements": [button()]},
        {"type": "markdown", "text": "x" * 12_001},
        {"type": "image", "image_url": "https://a/b.png"},
        {"type": "image", "alt_text": "x", "slack_file": {"id": "F0NONE"}},
        {"type": "sketch"},
        {"type": "divider", "block_id": "x" * 256},
    ],
)
def test_a_bad_block_is_refused(client: WebClient, asked: Message, block: dict[str, Any]) -> None:
    found = refusal(client, "chat.postMessage", channel=asked.channel, text="x", blocks=[block])
    assert found == "invalid_blocks"


def test_a_message_has_its_limits(slack: Slack, client: WebClient, asked: Message) -> None:
    def post(**arguments: Any) -> str:
        slack.ahead += 1
        return refusal(client, "chat.postMessage", channel=asked.channel, **arguments)

    divider = {"type": "divider"}
    section = {"type": "section", "text": text("x" * 2900)}
    assert post(blocks=[divider] * 51) == "invalid_blocks"
    assert post(blocks=[section] * 5) == "msg_blocks_too_long"
    assert post(text="x" * 40_001) == "msg_too_long"
    assert post(text="") == "no_text"
    assert post(text="x", markdown_text="x") == "markdown_text_conflict"
    assert post(text="x", metadata={"event_type": "a"}) == "invalid_metadata_format"
    assert post(text="x", thread_ts="1.0") == "thread_not_found"
    assert post(blocks=[{**divider, "block_id": "a"}] * 2) == "invalid_blocks"


def test_the_app_must_be_in_the_channel(slack: Slack, client: WebClient) -> None:
    slack.add_channel("elsewhere", with_bot=False)
    slack.add_channel("secret", with_bot=False, private=True)
    assert refusal(client, "chat.postMessage", channel="C0ELSEWHERE", text="x") == "not_in_channel"
    assert refusal(client, "chat.postMessage", channel="C0SECRET", text="x") == "channel_not_found"
    assert refusal(client, "conversations.info", channel="C0SECRET") == "channel_not_found"


def test_only_its_own_message_is_edited_or_deleted(client: WebClient, asked: Message) -> None:
    named = {"channel": asked.channel, "ts": asked.ts}
    assert refusal(client, "chat.update", **named, text="x") == "cant_update_message"
    assert refusal(client, "chat.delete", **named) == "cant_delete_message"


def test_a_channel_takes_three_at_once_then_one_a_second(
    slack: Slack, client: WebClient, asked: Message
) -> None:
    for _ in range(3):
        client.chat_postMessage(channel=asked.channel, text="x")
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=asked.channel, text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    slack.add_channel("line-4")
    client.chat_postMessage(channel="C0LINE4", text="another channel has its own")
    slack.ahead += 1
    client.chat_postMessage(channel=asked.channel, text="x")


def test_twenty_streams_a_minute(slack: Slack, client: WebClient, asked: Message) -> None:
    named: dict[str, Any] = {"channel": asked.channel, "thread_ts": asked.ts}
    named |= {"recipient_team_id": slack.workspace.id, "recipient_user_id": asked.user}
    for _ in range(20):
        client.chat_startStream(**named)
    assert refusal(client, "chat.startStream", **named) == "ratelimited"
    slack.ahead += 61
    client.chat_startStream(**named)


def test_a_stream_in_a_channel_names_its_reader_and_ends(
    slack: Slack, client: WebClient, asked: Message
) -> None:
    thread = {"channel": asked.channel, "thread_ts": asked.ts}
    assert refusal(client, "chat.startStream", **thread) == "missing_recipient_team_id"
    reader = {"recipient_team_id": slack.workspace.id, "recipient_user_id": asked.user}

    def start() -> dict[str, str]:
        return {"channel": asked.channel, "ts": client.chat_startStream(**thread, **reader)["ts"]}

    running = start()
    more = {"markdown_text": "x"}
    assert refusal(client, "chat.update", **running, text="x") == "streaming_state_conflict"
    client.chat_stopStream(**running)
    assert refusal(client, "chat.appendStream", **running, **more) == (
        "message_not_in_streaming_state"
    )
    stopped = start()
    slack.stops("amara", asked)
    assert refusal(client, "chat.appendStream", **stopped, **more) == "stopped_by_user"
    late = start()
    slack.ahead += 301
    assert refusal(client, "chat.stopStream", **late) == "message_not_in_streaming_state"
    task = {"type": "task_update", "id": "1", "title": "x", "status": "done"}
    begun = start()
    assert refusal(client, "chat.appendStream", **begun, chunks=[task]) == "invalid_chunks"


def test_a_trigger_opens_one_modal_within_three_seconds(slack: Slack, client: WebClient) -> None:
    def opened(trigger: str, method: str = "views.open") -> str:
        return refusal(client, method, trigger_id=trigger, view=modal())

    first = slack.new_trigger("U0AMARA", team=slack.workspace.id)
    client.views_open(trigger_id=first, view=modal())
    assert opened(first) == "exchanged_trigger_id"
    late = slack.new_trigger("U0AMARA", team=slack.workspace.id)
    slack.ahead += 3.1
    assert opened(late) == "expired_trigger_id"
    assert opened("13.T0NORTH.no") == "invalid_trigger_id"
    for _ in range(2):
        trigger = slack.new_trigger("U0AMARA", team=slack.workspace.id)
        client.views_push(trigger_id=trigger, view=modal())
    trigger = slack.new_trigger("U0AMARA", team=slack.workspace.id)
    assert opened(trigger, "views.push") == "push_limit_reached"


@pytest.mark.parametrize(
    "view",
    [
        modal(title=text("x" * 25)),
        modal(title=text("x", "mrkdwn")),
        modal(submit=text("x" * 25)),
        modal(private_metadata="x" * 3001),
        modal(blocks=[]),
        modal(type="home"),
        modal(
            blocks=[
                {
                    "type": "input",
                    "label": text("What?"),
                    "element": {"type": "plain_text_input", "action_id": "a"},
                }
            ]
        ),
    ],
)
def test_a_bad_modal_is_refused(slack: Slack, client: WebClient, view: dict[str, Any]) -> None:
    trigger = slack.new_trigger("U0AMARA", team=slack.workspace.id)
    assert refusal(client, "views.open", trigger_id=trigger, view=view) == "invalid_arguments"


def test_a_view_that_changed_meanwhile_is_not_overwritten(slack: Slack, client: WebClient) -> None:
    trigger = slack.new_trigger("U0AMARA", team=slack.workspace.id)
    view = client.views_open(trigger_id=trigger, view=modal())["view"]
    client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    named = {"view_id": view["id"], "hash": view["hash"], "view": modal()}
    assert refusal(client, "views.update", **named) == "hash_conflict"
    assert refusal(client, "views.update", view_id="V0NONE", view=modal()) == "not_found"


def test_an_agent_shows_four_prompts_and_a_known_status(client: WebClient, asked: Message) -> None:
    named = {"channel_id": asked.channel}
    prompt = {"title": "Why?", "message": "Why?"}
    loading = {"status": "x", "thread_ts": asked.ts, "loading_messages": ["x" * 51]}
    for method, arguments in (
        ("assistant.threads.setSuggestedPrompts", {"prompts": [prompt] * 5}),
        ("assistant.threads.setSuggestedPrompts", {"prompts": []}),
        ("assistant.threads.setStatus", loading),
    ):
        assert refusal(client, method, **named, **arguments) == "invalid_arguments"
    wrong = {"status": "thinking", "thread_ts": asked.ts}
    assert refusal(client, "agents.sessions.setStatus", **named, **wrong) == "invalid_status"


def test_an_address_for_answers_is_good_for_five(slack: Slack, asked: Message) -> None:
    url = slack.new_response_url(slack.workspace.id, asked.channel, asked.user, None)
    codes = [WebhookClient(url).send(text="x").status_code for _ in range(6)]
    assert codes == [200] * 5 + [404]


def test_a_call_fails_as_it_is_told_to_and_may_have_worked(
    slack: Slack, client: WebClient, asked: Message
) -> None:
    def post() -> None:
        client.chat_postMessage(channel=asked.channel, text="x", thread_ts=asked.ts)

    slack.fails("chat.postMessage", rate_limited(2), answers(503), says_error("fatal_error"))
    for _ in range(3):
        with pytest.raises(SlackApiError):
            post()
    assert slack.replies(asked) == []
    slack.fails("*", cut_before(), cut_after())
    for there in (0, 1):
        with pytest.raises(OSError, match=r"(?i)reset|closed|without response"):
            post()
        assert len(slack.replies(asked)) == there
    impatient = WebClient(token=client.token, base_url=client.base_url, timeout=1)
    impatient.retry_handlers = []
    slack.fails("chat.postMessage", silent_after(1.5))
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        impatient.chat_postMessage(channel=asked.channel, text="x", thread_ts=asked.ts)
    assert (len(slack.replies(asked)), time.monotonic() - begun < 1.5) == (2, True)
