"""What an agent shows besides its messages: status, prompts, titles, sessions."""

from tests.slack.calls import Call, Json, method
from tests.slack.limits import Refused

STATUSES = ("active", "processing", "suspended", "closed")


@method("assistant.threads.setStatus")
def set_status(call: Call) -> Json:
    channel = call.channel("channel_id")
    loading = call.get("loading_messages") or []
    if len(loading) > 10 or any(len(each) > 50 for each in loading):
        raise Refused("invalid_arguments", "[ERROR] loading_messages: 10 of 50 characters")
    key = (channel.id, str(call.get("thread_ts")))
    if call.workspace.find(*key) is None:
        raise Refused("invalid_thread_ts")
    if call.get("status"):
        call.workspace.statuses[key] = {"status": call.get("status"), "loading": loading}
    else:
        call.workspace.statuses.pop(key, None)
    return {}


@method("assistant.threads.setSuggestedPrompts")
def set_prompts(call: Call) -> Json:
    channel, prompts = call.channel("channel_id"), call.get("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= 4:
        raise Refused("invalid_arguments", "[ERROR] prompts: 1 to 4")
    if not all(each.get("title") and each.get("message") for each in prompts):
        raise Refused("invalid_arguments", "[ERROR] a prompt needs title and message")
    call.workspace.prompts[(channel.id, str(call.get("thread_ts", "")))] = prompts
    return {}


@method("assistant.threads.setTitle")
def set_title(call: Call) -> Json:
    channel = call.channel("channel_id")
    call.workspace.titles[(channel.id, str(call.get("thread_ts")))] = call.get("title")
    return {}


@method("agents.sessions.setStatus")
def set_session(call: Call) -> Json:
    channel, thread = call.channel("channel_id"), str(call.get("thread_ts", ""))
    if call.get("status") not in STATUSES:
        raise Refused("invalid_status")
    if not thread or call.workspace.find(channel.id, thread) is None:
        raise Refused("invalid_thread_ts")
    if len(call.get("title", "")) > 200:
        raise Refused("invalid_arguments", "[ERROR] title is over 200")
    session = call.workspace.sessions.setdefault((channel.id, thread), {})
    session.setdefault("title", call.get("title", ""))
    session["status"] = call.get("status")
    answer: Json = {"status": session["status"], "title": session["title"]}
    if "agent_session_stopped" not in call.slack.manifest.events:
        answer["warning"] = "missing_agent_session_stopped_event_subscription"
    return answer


@method("agents.sessions.rename")
def rename(call: Call) -> Json:
    channel, thread = call.channel("channel_id"), str(call.get("thread_ts", ""))
    session = call.workspace.sessions.get((channel.id, thread))
    if session is None:
        raise Refused("session_not_found")
    if len(call.get("title")) > 200:
        raise Refused("invalid_arguments", "[ERROR] title is over 200")
    session["title"] = call.get("title")
    return {"title": session["title"]}
