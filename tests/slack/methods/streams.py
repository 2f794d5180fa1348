"""Messages that grow while a person reads them."""

import copy

from tests.slack.calls import Call, Json, method
from tests.slack.limits import (
    IN_MESSAGES,
    MESSAGE_BLOCKS,
    Refused,
    check_blocks,
    check_chunks,
    check_metadata,
)
from tests.slack.methods.chat import of_the_app
from tests.slack.world import STREAM_LIFE, Message, Stream


@method("chat.startStream")
def start(call: Call) -> Json:
    channel = call.channel()
    if call.workspace.find(channel.id, str(call.get("thread_ts"))) is None:
        raise Refused("thread_not_found")
    if not channel.is_im:
        for name in ("recipient_team_id", "recipient_user_id"):
            if not call.get(name):
                raise Refused(f"missing_{name}")
        call.user("recipient_user_id")
    if call.get("task_display_mode") not in (None, "timeline", "plan"):
        raise Refused("invalid_arguments", "[ERROR] task_display_mode")
    check_chunks(call.arguments)
    message = of_the_app(call, channel, str(call.get("thread_ts")))
    message.stream = Stream(started_at=call.slack.now())
    _grow(message, call.arguments)
    call.slack.put(message, team=call.team, quietly=True)
    call.workspace.statuses.pop((channel.id, message.thread), None)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.appendStream")
def append(call: Call) -> Json:
    message = _streaming(call)
    check_chunks(call.arguments)
    _grow(message, call.arguments)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.stopStream")
def stop(call: Call) -> Json:
    message = _streaming(call)
    check_chunks(call.arguments)
    check_metadata(call.get("metadata"))
    status = call.get("session_status")
    if status not in (None, "active", "processing", "suspended", "closed"):
        raise Refused("invalid_arguments", "[ERROR] session_status")
    if call.get("blocks"):
        check_blocks(call.get("blocks"), IN_MESSAGES, MESSAGE_BLOCKS)
    _grow(message, call.arguments)
    message.blocks.extend(copy.deepcopy(call.get("blocks", [])))
    message.metadata = call.get("metadata", message.metadata)
    message.arguments |= call.arguments
    assert message.stream
    message.stream.stopped = "stopped"
    if status:
        key = (message.channel, message.thread)
        call.workspace.sessions.setdefault(key, {})["status"] = status
    call.slack.announce(message, team=call.team)
    return {"channel": message.channel, "ts": message.ts, "message": message.shown()}


def _streaming(call: Call) -> Message:
    message = call.message(call.channel())
    if message.bot_id != call.workspace.bot_id:
        raise Refused("message_not_owned_by_app")
    stream = message.stream
    if stream and not stream.stopped and call.slack.now() - stream.started_at > STREAM_LIFE:
        stream.stopped = "expired"
    if stream is None or stream.stopped in ("stopped", "expired"):
        raise Refused("message_not_in_streaming_state")
    if stream.stopped == "by_user":
        raise Refused("stopped_by_user")
    return message


def _grow(message: Message, arguments: Json) -> None:
    message.text += arguments.get("markdown_text") or ""
    assert message.stream
    for chunk in arguments.get("chunks") or []:
        if chunk["type"] == "markdown_text":
            message.text += chunk["text"]
        elif chunk["type"] == "task_update":
            message.stream.tasks.setdefault(chunk["id"], {}).update(chunk)
        elif chunk["type"] == "plan_update":
            message.stream.title = chunk["title"]
        else:
            message.blocks.extend(copy.deepcopy(chunk["blocks"]))
