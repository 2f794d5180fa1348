"""Which arguments each method needs, which token and scope, and how often it may be called.

Written down from the reference, beside the SDK: what the SDK lets through is refused here.
"""

from dataclasses import dataclass

TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
"""Calls a minute and workspace."""


@dataclass(frozen=True)
class Rule:
    """What Slack asks of a call; ``needs`` may hold ``a|b``: one of them."""

    needs: tuple[str, ...] = ()
    token: str = "bot"
    scopes: tuple[str, ...] = ()
    """One of these must be granted."""
    a_minute: int = 0
    """Calls a minute; 0: a rule of its own, or none that matters."""


def _rule(needs: str = "", scopes: str = "", a_minute: int = TIER_3, token: str = "bot") -> Rule:
    return Rule(tuple(needs.split()), token, tuple(scopes.split()), a_minute)


_READ = "channels:read groups:read im:read mpim:read"
_HISTORY = "channels:history groups:history im:history mpim:history"

RULES: dict[str, Rule] = {
    "api.test": _rule(token="none", a_minute=0),
    "auth.test": _rule(a_minute=600),
    "apps.connections.open": _rule(token="app", a_minute=TIER_1 * 10, scopes="connections:write"),
    "oauth.v2.access": _rule("code", token="client", a_minute=TIER_4),
    "chat.postMessage": _rule("channel", "chat:write", a_minute=0),
    "chat.postEphemeral": _rule("channel user", "chat:write", TIER_4),
    "chat.update": _rule("channel ts", "chat:write"),
    "chat.delete": _rule("channel ts", "chat:write"),
    "chat.getPermalink": _rule("channel message_ts", a_minute=600),
    "chat.startStream": _rule("channel thread_ts", "chat:write", TIER_2),
    "chat.appendStream": _rule("channel ts markdown_text|chunks", "chat:write", TIER_4),
    "chat.stopStream": _rule("channel ts", "chat:write", TIER_2),
    "conversations.info": _rule("channel", _READ),
    "conversations.members": _rule("channel", _READ, TIER_4),
    "conversations.list": _rule("", _READ, TIER_2),
    "conversations.history": _rule("channel", _HISTORY),
    "conversations.replies": _rule("channel ts", _HISTORY),
    "conversations.open": _rule("users|channel", "im:write mpim:write"),
    "users.info": _rule("user", "users:read", TIER_4),
    "users.list": _rule("", "users:read", TIER_2),
    "views.open": _rule("view trigger_id|interactivity_pointer", a_minute=TIER_4),
    "views.push": _rule("view trigger_id|interactivity_pointer", a_minute=TIER_4),
    "views.update": _rule("view view_id|external_id", a_minute=TIER_4),
    "views.publish": _rule("view user_id", a_minute=TIER_4),
    "assistant.threads.setStatus": _rule(
        "channel_id thread_ts status", "assistant:write chat:write", 600
    ),
    "assistant.threads.setSuggestedPrompts": _rule("channel_id prompts", "assistant:write"),
    "assistant.threads.setTitle": _rule("channel_id thread_ts title", "assistant:write"),
    "agents.sessions.setStatus": _rule("channel_id status", "chat:write"),
    "agents.sessions.rename": _rule("channel_id title", "chat:write"),
    "files.getUploadURLExternal": _rule("filename length", "files:write", TIER_4),
    "files.completeUploadExternal": _rule("files", "files:write", TIER_4),
    "files.info": _rule("file", "files:read", TIER_4),
    "reactions.add": _rule("channel name timestamp", "reactions:write"),
    "reactions.remove": _rule("channel name timestamp", "reactions:write", TIER_2),
}

KINDS = {
    "bot": ("xoxb-", "not_allowed_token_type"),
    "app": ("xapp-", "not_allowed_token_type"),
}
"""How a token of that kind begins, and what is answered to another."""

STRUCTURED = frozenset(
    "blocks attachments metadata view chunks prompts files loading_messages".split()
)
"""Arguments that come as JSON in a form."""
