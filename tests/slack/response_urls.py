"""What the app posts to the address of an interaction."""

from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

from tests.slack.limits import Refused, check_message
from tests.slack.methods.chat import fill
from tests.slack.state import ResponseUrl
from tests.slack.world import Message

if TYPE_CHECKING:
    from tests.slack.state import State

Json = dict[str, Any]
LIFE = 1800.0


def respond(slack: "State", name: str, body: Json) -> Response:
    """Post, replace or delete as the body says; five times in half an hour."""
    found = slack.response_urls.get(name)
    if found is None:
        return PlainTextResponse("invalid_url", 404)
    if found.left <= 0 or slack.now() - found.at > LIFE:
        return PlainTextResponse("used_url" if found.left <= 0 else "expired_url", 404)
    found.left -= 1
    try:
        answered(slack, found, body)
    except Refused as refused:
        return JSONResponse({"ok": False, "error": refused.error}, 400)
    return JSONResponse({"ok": True})


def answered(slack: "State", url: ResponseUrl, body: Json) -> Message | None:
    """Do what an answer to an interaction says; return the message it made or changed."""
    workspace = slack.workspaces[url.team]
    original = workspace.find(url.channel, url.ts) or next(
        (each for each in workspace.ephemerals if each.ts == url.ts), None
    )
    if body.get("delete_original"):
        if original is None:
            raise Refused("message_not_found")
        if original.for_user:
            workspace.ephemerals.remove(original)
        else:
            slack.remove(original, team=url.team)
        return None
    check_message(body)
    if body.get("replace_original") and original:
        original.edits.append(original.text)
        fill(original, body)
        if not original.for_user:
            slack.edited(original, team=url.team)
        return original
    is_public = body.get("response_type") == "in_channel"
    message = Message(
        ts=slack.next_ts(),
        channel=url.channel,
        user=workspace.bot.id,
        bot_id=workspace.bot_id,
        app_id=slack.app_id,
        thread_ts=body.get("thread_ts") or url.thread_ts,
        arguments=dict(body),
        at=slack.now(),
        for_user="" if is_public else url.user,
    )
    fill(message, body)
    if is_public:
        slack.put(message, team=url.team)
    else:
        workspace.ephemerals.append(message)
    return message
