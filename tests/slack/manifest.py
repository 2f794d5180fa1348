"""The app's manifest as the stand-in reads it: what it may do and what it is told of."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

AGENT: Json = {
    "display_information": {"name": "Tandem"},
    "features": {
        "agent_view": {"agent_description": "Answers why."},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Tandem", "always_online": True},
        "shortcuts": [
            {"name": "Why this?", "type": "message", "callback_id": "why_this"},
            {"name": "Correct this", "type": "message", "callback_id": "correct_this"},
        ],
        "slash_commands": [{"command": "/why"}, {"command": "/tandem"}],
    },
    "oauth_config": {
        "scopes": {
            "bot": (
                "app_mentions:read assistant:write channels:history channels:read chat:write "
                "commands files:read files:write groups:history groups:read im:history im:read "
                "im:write reactions:write users:read"
            ).split()
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": (
                "agent_session_stopped app_context_changed app_home_opened app_mention "
                "app_uninstalled message.channels message.groups message.im tokens_revoked"
            ).split()
        }
    },
}
"""An agent app of its own, for the stand-in's tests and until a product's manifest is given."""


@dataclass(frozen=True)
class Manifest:
    """What the stand-in needs to know of an app."""

    name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: frozenset[str]
    shortcuts: dict[str, str]
    """Kind (``message`` or ``global``) by callback id."""

    @classmethod
    def read(cls, body: Json) -> "Manifest":
        """Return what a manifest says."""
        features, settings = body["features"], body["settings"]
        return cls(
            name=body["display_information"]["name"],
            scopes=frozenset(body["oauth_config"]["scopes"]["bot"]),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
            commands=frozenset(each["command"] for each in features.get("slash_commands", [])),
            shortcuts={each["callback_id"]: each["type"] for each in features.get("shortcuts", [])},
        )
