"""Posting, editing and deleting messages, and what only one person sees."""

import copy

from tests.slack.calls import Call, Json, method
from tests.slack.limits import Refused, check_message
from tests.slack.world import Channel, Message


@method("chat.postMessage")
def post(call: Call) -> Json:
    channel = call.channel()
    check_message(call.arguments)
    check_files(call)
    thread = str(call.get("thread_ts", ""))
    if thread and call.workspace.find(channel.id, thread) is None:
        raise Refused("thread_not_found")
    message = of_the_app(call, channel, thread)
    fill(message, call.arguments)
    call.slack.put(message, team=call.team)
    call.workspace.statuses.pop((channel.id, message.thread), None)
    return _answer(message)


@method("chat.update")
def update(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, own=True)
    if message.stream and not message.stream.stopped:
        raise Refused("streaming_state_conflict")
    check_message(call.arguments)
    check_files(call)
    message.edits.append(message.text)
    fill(message, call.arguments)
    call.slack.edited(message, team=call.team)
    return _answer(message) | {"text": message.text}


@method("chat.delete")
def delete(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel)
    if message.bot_id != call.workspace.bot_id:
        raise Refused("cant_delete_message")
    call.slack.remove(message, team=call.team)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral")
def post_ephemeral(call: Call) -> Json:
    channel, person = call.channel(), call.user()
    check_message(call.arguments)
    check_files(call)
    if person.id not in channel.members | {channel.with_user}:
        raise Refused("user_not_in_channel")
    message = of_the_app(call, channel, str(call.get("thread_ts", "")))
    fill(message, call.arguments)
    message.for_user = person.id
    call.workspace.ephemerals.append(message)
    return {"message_ts": message.ts}


@method("chat.getPermalink")
def permalink(call: Call) -> Json:
    channel = call.channel(member=False)
    message = call.message(channel, "message_ts")
    moment = message.ts.replace(".", "")
    link = f"https://{call.workspace.name}.slack.com/archives/{channel.id}/p{moment}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def of_the_app(call: Call, channel: Channel, thread: str) -> Message:
    """Return an empty message of the app's bot with a ts of its own."""
    return Message(
        ts=call.slack.next_ts(),
        channel=channel.id,
        user=call.workspace.bot.id,
        bot_id=call.workspace.bot_id,
        app_id=call.slack.app_id,
        thread_ts=thread,
        arguments=dict(call.arguments),
        at=call.at,
    )


def fill(message: Message, arguments: Json) -> None:
    """Give a message the content that was asked for; what is not named stays."""
    if arguments.get("markdown_text"):
        message.text = arguments["markdown_text"]
    elif "text" in arguments or "blocks" in arguments:
        message.text = arguments.get("text") or ""
    for name in ("blocks", "attachments"):
        if arguments.get(name) is not None:
            setattr(message, name, copy.deepcopy(arguments[name]))
    if arguments.get("metadata") is not None:
        message.metadata = arguments["metadata"]


def check_files(call: Call) -> None:
    """Refuse an image block of a file that is not there."""
    for block in call.get("blocks") or []:
        file = (block.get("slack_file") or {}).get("id")
        found = call.workspace.files.get(file or "")
        if file and (found is None or not found.complete):
            raise Refused("invalid_blocks", f"[ERROR] invalid slack file {file}")


def _answer(message: Message) -> Json:
    return {"channel": message.channel, "ts": message.ts, "message": message.shown()}
