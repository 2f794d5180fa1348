"""What Slack tells, as happenings: what happened, its key, who did it, what is needed to act on it.

Knows the shapes of Slack's payloads, and what is not for us: other bots, our own messages, what
was changed but not edited. Does not know who may do what, nor what is done. Keys name what
happened, so that a redelivery, or a mention that also comes as a message, has the key it had.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from html import unescape
from typing import Any

from knowledge.model import Happening

Json = Mapping[str, Any]

_SPOKEN = frozenset({None, "file_share", "thread_broadcast", "me_message"})
"""The kinds of message in which a person says something."""
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]+\|([^>]*)>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>")
_SPECIAL = re.compile(r"<[!#@][^>]*>")


class Work(StrEnum):
    """The jobs that happenings start, by name; the last ones are not told by Slack but fall due."""

    QUESTION = "slack.question"
    EDIT = "slack.edit"
    DELETION = "slack.deletion"
    HEARD = "slack.heard"
    """Somebody who may know spoke in a thread that had no answer; its words are not kept."""
    STOP = "slack.stop"
    COMMAND = "slack.command"
    CLICK = "slack.click"
    SHORTCUT = "slack.shortcut"
    FORM = "slack.form"
    HOME = "slack.home"
    REMOVED = "slack.removed"
    CARD = "slack.card"
    REDRAW = "slack.redraw"
    NOTE = "slack.note"
    REQUEST = "slack.request"
    RECEIPT = "slack.receipt"
    DIGEST = "slack.digest"
    INQUIRY = "slack.inquiry"
    EXPERT = "slack.expert"
    EXPERT_REPLY = "slack.expert.reply"
    WITHDRAWN = "slack.withdrawn"
    STRUCK = "slack.struck"
    TRANSFER_OFFER = "slack.transfer.offer"
    TRANSFER_REDRAW = "slack.transfer.redraw"
    TRANSFER_OVER = "slack.transfer.over"
    TRANSFER_RESULT = "slack.transfer.result"
    TRANSFER_NEWS = "slack.transfer.news"
    TRANSFER_RECEIPT = "slack.transfer.receipt"
    FOLLOWED = "slack.followed"


@dataclass(frozen=True)
class Spot:
    """Where in Slack something is: a channel, and the message whose thread it belongs to."""

    workspace: str
    channel: str
    thread: str = ""

    @property
    def conversation(self) -> str:
        """The id of the conversation that goes on here."""
        return f"slack:{self.workspace}:{self.channel}:{self.thread}"


def name_in(workspace: str, user: str) -> str:
    """Return the name by which the directory knows somebody in Slack."""
    return f"{user}@{workspace}"


def happening_of(body: Json, *, now: datetime) -> Happening | None:
    """Return what the payload tells, or None for what nobody has to act on."""
    if body.get("type") == "event_callback":
        return _event(body, body["event"], now)
    if "command" in body:
        return _command(body, now)
    match body.get("type"):
        case "block_actions":
            return _click(body, now)
        case "message_action" | "shortcut":
            return _shortcut(body, now)
        case "view_submission":
            return _form(body, now)
    return None


def bot_user(body: Json) -> str:
    """Return who we are in the workspace that the event is from, as far as the envelope says."""
    ours = (each["user_id"] for each in body.get("authorizations", ()) if each.get("is_bot"))
    return next(ours, "")


def mentions(text: str) -> frozenset[str]:
    """Return the ids of the users whom a text of Slack's mentions."""
    return frozenset(_MENTION.findall(text))


def plain(text: str, *, without: str = "") -> str:
    """Return what somebody typed, out of Slack's mark-up; the mention of ``without`` is left out.

    Others who are mentioned stay nameless: what is asked is about work.
    """
    text = _MENTION.sub(lambda found: "" if found[1] == without else "@…", text)
    text = _CHANNEL.sub(r"#\1", text)
    text = _LINK.sub(lambda found: found[2] or found[1], text)
    return " ".join(unescape(_SPECIAL.sub("", text)).split())


def asks(text: str) -> bool:
    """Whether what somebody typed ends as a question does."""
    return text.rstrip(" !").endswith(("?", "？", "؟"))


def moment(stamp: str) -> datetime:
    """Return the time that a time stamp of Slack's names."""
    seconds, _, fraction = stamp.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int(fraction[:6] or 0))


def _event(body: Json, event: Json, now: datetime) -> Happening | None:
    workspace = _workspace(body)
    match event["type"]:
        case "app_mention" | "message":
            return _message(workspace, event, bot_user(body))
        case "agent_session_stopped":
            where = {**_spot(workspace, event), "user": event["user"]}
            key = f"{workspace}:{event['channel']}:{event['thread_ts']}:stop:{event['event_ts']}"
            return Happening(Work.STOP, key, now, name_in(workspace, event["user"]), where)
        case "app_home_opened":
            key = f"{workspace}:{event['user']}:{event['tab']}:{event['event_ts']}"
            where = {"workspace": workspace, "channel": event["channel"], "tab": event["tab"]}
            return _by(Work.HOME, key, now, workspace, event["user"], where)
        case "app_uninstalled" | "tokens_revoked":
            revoked = event.get("tokens", {}).get("bot", ())
            if event["type"] == "tokens_revoked" and not revoked:
                return None  # a person's token, and we have none of those
            key = f"{workspace}:removed:{body['event_id']}"
            return Happening(Work.REMOVED, key, now, payload={"workspace": workspace})
    return None


def _message(workspace: str, event: Json, us: str) -> Happening | None:
    match event.get("subtype"):
        case "message_changed":
            return _edit(workspace, event, us)
        case "message_deleted":
            return _deletion(workspace, event, us)
        case subtype if subtype not in _SPOKEN:
            return None
    if _is_a_bots(event, us) or not event.get("user"):
        return None
    key = f"{workspace}:{event['channel']}:{event['ts']}"
    return _by(
        *(Work.QUESTION, key, moment(event["ts"]), workspace, event["user"]),
        {**_spot(workspace, event), **_said(event, us), "ts": event["ts"]},
    )


def _edit(workspace: str, event: Json, us: str) -> Happening | None:
    """Return the edit of somebody's message; Slack also tells of unfurls and replies this way.

    And of a deletion, when replies stand below: a tombstone takes the place of the message.
    """
    after, before = event["message"], event.get("previous_message", {})
    if after.get("subtype") == "tombstone":
        return _deletion(workspace, {**event, "deleted_ts": after["ts"]}, us)
    edited = after.get("edited", {}).get("ts", "")
    changed = edited and after.get("text") != before.get("text")
    if not changed or _is_a_bots(after, us) or after.get("subtype") not in _SPOKEN:
        return None
    where = {"channel": event["channel"], "channel_type": event.get("channel_type")}
    key = f"{workspace}:{event['channel']}:{after['ts']}:edited:{edited}"
    return _by(
        *(Work.EDIT, key, moment(edited), workspace, after["user"]),
        {
            **_spot(workspace, {**after, **where}),
            **_said({**after, **where}, us),
            "ts": after["ts"],
        },
    )


def _deletion(workspace: str, event: Json, us: str) -> Happening | None:
    before = event.get("previous_message", {})
    if _is_a_bots(before, us) or before.get("subtype") == "tombstone":
        return None
    gone = event["deleted_ts"]
    key = f"{workspace}:{event['channel']}:{gone}:deleted"
    where = {**_spot(workspace, {"channel": event["channel"], "ts": gone}), "ts": gone}
    return Happening(Work.DELETION, key, moment(event["ts"]), payload=where)


def _command(body: Json, now: datetime) -> Happening:
    workspace = body["team_id"]
    key = f"{workspace}:{body['channel_id']}:{body['user_id']}:{body['trigger_id']}"
    said = {
        "workspace": workspace,
        "channel": body["channel_id"],
        "command": body["command"],
        "text": plain(body.get("text", "")),
        "response_url": body.get("response_url", ""),
    }
    return _by(Work.COMMAND, key, now, workspace, body["user_id"], said)


def _click(body: Json, now: datetime) -> Happening:
    workspace, action = _workspace(body), body["actions"][0]
    container = body.get("container", {})
    on = container.get("message_ts") or body.get("view", {}).get("id", "")
    act = f"{action['action_id']}:{body['user']['id']}:{action['action_ts']}"
    channel = body.get("channel", {}).get("id") or container.get("channel_id", "")
    clicked = {
        "workspace": workspace,
        "channel": channel,
        "message": container.get("message_ts", ""),
        "thread": container.get("thread_ts") or container.get("message_ts", ""),
        "direct": channel.startswith("D"),
        "ephemeral": bool(container.get("is_ephemeral")),
        "response_url": body.get("response_url", ""),
        "view": body.get("view", {}).get("id", ""),
        "action": action["action_id"],
        "value": _value(action),
    }
    key = f"{workspace}:{channel}:{on}:{act}"
    return _by(Work.CLICK, key, now, workspace, body["user"]["id"], clicked)


def _shortcut(body: Json, now: datetime) -> Happening:
    workspace, user = _workspace(body), body["user"]["id"]
    message: Json = body.get("message", {})
    channel = body.get("channel", {}).get("id", "")
    stamp = message.get("ts") or body.get("message_ts", "")
    key = f"{workspace}:{channel}:{stamp}:{body['callback_id']}:{user}:{body['action_ts']}"
    said = {
        "workspace": workspace,
        "channel": channel,
        "shortcut": body["callback_id"],
        "ts": stamp,
        "thread": message.get("thread_ts") or stamp,
        "text": plain(message.get("text", "")),
        "author": message.get("user", ""),
        "ours": bool(message.get("bot_id")),
        "metadata": message.get("metadata", {}).get("event_payload", {}),
    }
    return _by(Work.SHORTCUT, key, now, workspace, user, said)


def _form(body: Json, now: datetime) -> Happening:
    """Return a form that was sent: a view is sent once, however often the button is pressed."""
    workspace, view = _workspace(body), body["view"]
    sent = {
        "workspace": workspace,
        "form": view["callback_id"],
        "about": view.get("private_metadata", ""),
        "values": view.get("state", {}).get("values", {}),
    }
    key = f"{workspace}:{view['id']}:sent"
    return _by(Work.FORM, key, now, workspace, body["user"]["id"], sent)


def _by(
    name: str, key: str, at: datetime, workspace: str, user: str, payload: dict[str, Any]
) -> Happening:
    return Happening(name, key, at, name_in(workspace, user), {**payload, "user": user})


def _said(event: Json, us: str) -> dict[str, Any]:
    text = event.get("text") or ""
    named = mentions(text)
    return {
        "text": plain(text, without=us),
        "mentioned": event.get("type") == "app_mention" or us in named,
        "to_others": bool(named - {us}),
        "direct": event.get("channel_type") == "im" or event["channel"].startswith("D"),
    }


def _spot(workspace: str, event: Json) -> dict[str, str]:
    thread = event.get("thread_ts") or event.get("ts", "")
    return {"workspace": workspace, "channel": event["channel"], "thread": thread}


def _is_a_bots(message: Json, us: str) -> bool:
    return bool(message.get("bot_id")) or message.get("user") in (us, "USLACKBOT")


def _workspace(body: Json) -> str:
    """Return the workspace in which we are installed, also where another one's person acts."""
    authorised = (each.get("team_id") for each in body.get("authorizations", ()))
    team = body.get("team") or {}
    return next(filter(None, authorised), "") or body.get("team_id") or team.get("id") or ""


def _value(action: Json) -> str:
    chosen = action.get("selected_option") or {}
    return str(action.get("value") or chosen.get("value") or action.get("selected_user") or "")
