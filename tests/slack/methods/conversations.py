"""Channels, who is in them, and what was said there."""

from tests.slack.calls import Call, Json, method, page
from tests.slack.limits import Refused
from tests.slack.world import Message

SCOPES = {"channel": "channels", "group": "groups", "im": "im"}


@method("conversations.info")
def info(call: Call) -> Json:
    channel = call.channel(member=False)
    is_in = channel.is_im or call.workspace.bot.id in channel.members
    if channel.is_private and not is_in:
        raise Refused("channel_not_found")
    return {"channel": {**channel.shown(), "is_member": is_in}}


@method("conversations.list")
def list_channels(call: Call) -> Json:
    kinds = str(call.get("types", "public_channel")).split(",")
    names = {"public_channel": "channel", "private_channel": "group", "im": "im"}
    wanted = {names[kind] for kind in kinds if kind in names}
    bot = call.workspace.bot.id
    seen = [
        {**each.shown(), "is_member": each.is_im or bot in each.members}
        for each in call.workspace.channels.values()
        if each.kind in wanted and (each.kind == "channel" or each.is_im or bot in each.members)
    ]
    return page(call, seen, "channels", most=1000)


@method("conversations.members")
def members(call: Call) -> Json:
    channel = call.channel(member=False)
    if channel.is_private and call.workspace.bot.id not in channel.members:
        raise Refused("channel_not_found")
    every = sorted(channel.members | ({channel.with_user} if channel.is_im else set()))
    found = page(call, [{"id": each} for each in every], "members", most=1000)
    return {**found, "members": [each["id"] for each in found["members"]]}


@method("conversations.open")
def open_direct(call: Call) -> Json:
    if call.get("channel"):
        return {"channel": {"id": call.channel().id}}
    users = str(call.get("users")).split(",")
    if len(users) != 1:
        raise Refused("method_not_supported_for_channel_type")
    if users[0] not in call.workspace.users:
        raise Refused("user_not_found")
    if call.workspace.users[users[0]].is_bot:
        raise Refused("cannot_dm_bot")
    return {"channel": {"id": call.slack.direct(users[0], team=call.team).id}}


@method("conversations.history")
def history(call: Call) -> Json:
    """Return what stands in a channel itself, newest first."""
    channel = call.channel()
    _may_read(call, channel.kind)
    top = [
        each
        for each in call.workspace.messages.get(channel.id, {}).values()
        if each.thread_ts in ("", each.ts) and _within(call, each)
    ]
    return _messages(call, sorted(top, key=lambda each: each.ts, reverse=True))


@method("conversations.replies")
def replies(call: Call) -> Json:
    """Return a thread, its first message first."""
    channel = call.channel()
    _may_read(call, channel.kind)
    root = str(call.get("ts"))
    thread = [
        each
        for each in call.workspace.messages.get(channel.id, {}).values()
        if root in (each.ts, each.thread_ts)
    ]
    if not thread:
        raise Refused("thread_not_found")
    first, *others = sorted(thread, key=lambda each: (each.ts != root, each.ts))
    return _messages(call, [first, *[each for each in others if _within(call, each)]])


def _may_read(call: Call, kind: str) -> None:
    scope = f"{SCOPES[kind]}:history"
    if scope not in call.workspace.scopes:
        raise Refused("missing_scope", needed=scope, provided=",".join(call.workspace.scopes))


def _within(call: Call, message: Message) -> bool:
    oldest, latest = str(call.get("oldest", "0")), str(call.get("latest", "99999999999"))
    if call.flag("inclusive"):
        return float(oldest) <= float(message.ts) <= float(latest)
    return float(oldest) < float(message.ts) < float(latest)


def _messages(call: Call, found: list[Message]) -> Json:
    shown = [each.shown(with_metadata=call.flag("include_all_metadata")) for each in found]
    return page(call, shown, "messages", most=999)
