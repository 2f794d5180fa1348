"""Tokens, installing, Socket Mode and people."""

import secrets

from tests.slack.calls import Call, Json, method, page
from tests.slack.limits import Refused


@method("api.test")
def api_test(call: Call) -> Json:
    if call.get("error"):
        raise Refused(call.get("error"))
    return {"args": call.arguments}


@method("auth.test")
def auth_test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": f"https://{workspace.name}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot.name,
        "team_id": workspace.id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot_id,
        "app_id": call.slack.app_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open")
def open_connection(call: Call) -> Json:
    ticket = secrets.token_urlsafe(12)
    call.slack.tickets.add(ticket)
    url = call.slack.url.replace("http://", "ws://")
    return {"url": f"{url}/link/?ticket={ticket}&app_id={call.slack.app_id}"}


@method("oauth.v2.access")
def access(call: Call) -> Json:
    """Give the token of a workspace for a code, once."""
    granted = call.slack.codes.pop(str(call.get("code")), None)
    if granted is None:
        raise Refused("invalid_code")
    team, person, redirect = granted
    if redirect and call.get("redirect_uri") != redirect:
        raise Refused("bad_redirect_uri")
    workspace = call.slack.workspaces[team]
    return {
        "access_token": workspace.token,
        "token_type": "bot",
        "scope": ",".join(sorted(workspace.scopes)),
        "bot_user_id": workspace.bot.id,
        "app_id": call.slack.app_id,
        "team": {"name": workspace.name, "id": workspace.id},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": person},
    }


@method("users.info")
def user_info(call: Call) -> Json:
    return {"user": call.user().shown(call.team)}


@method("users.list")
def list_users(call: Call) -> Json:
    every = [user.shown(call.team) for user in call.workspace.users.values()]
    return page(call, every, "members", most=1000)
