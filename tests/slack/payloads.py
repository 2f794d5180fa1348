"""The payloads of interactions and commands, and the values a person enters in a modal."""

from typing import Any

from tests.slack.state import State
from tests.slack.world import Message, View

Json = dict[str, Any]


def event_callback(slack: State, team: str, event: Json) -> Json:
    """Return what an event arrives in."""
    workspace = slack.of(team)
    grant = {"enterprise_id": None, "team_id": workspace.id, "user_id": workspace.bot.id}
    return {
        "token": "a-verification-token",
        "team_id": workspace.id,
        "context_team_id": workspace.id,
        "context_enterprise_id": None,
        "api_app_id": slack.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": slack.new_id("Ev"),
        "event_time": int(slack.now()),
        "authorizations": [{**grant, "is_bot": True, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": slack.new_id("4-"),
    }


def interaction(slack: State, kind: str, user: str, team: str) -> Json:
    """Return what every interaction says: who, where, and leave to open a modal."""
    workspace = slack.of(team)
    person = workspace.users[user]
    return {
        "type": kind,
        "user": {
            "id": user,
            "username": person.name,
            "name": person.name,
            "team_id": workspace.id,
        },
        "api_app_id": slack.app_id,
        "token": "a-verification-token",
        "trigger_id": slack.new_trigger(user, team=workspace.id),
        "team": {"id": workspace.id, "domain": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def in_message(slack: State, message: Message, user: str, team: str) -> Json:
    """Return what an interaction with a message says about where it was."""
    channel = slack.of(team).channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.for_user),
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    workspace = slack.of(team)
    return {
        "container": container,
        "channel": {"id": channel.id, "name": channel.name},
        "message": message.shown(with_metadata=True),
        "state": {"values": {}},
        "response_url": slack.new_response_url(workspace.id, channel.id, user, message),
    }


def in_view(slack: State, view: View, team: str) -> Json:
    """Return what an interaction with a view says about where it was."""
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": shown_view(slack, view, team),
    }


def shown_view(slack: State, view: View, team: str) -> Json:
    """Return the view as payloads have it."""
    workspace = slack.of(team)
    return view.shown(workspace.id, slack.app_id, workspace.bot_id)


def find_element(
    blocks: list[Json], action_id: str, value: str = "", block_id: str = ""
) -> tuple[Json, str]:
    """Return the element with that action id (and value) and the id of its block."""
    found = [
        (element, name)
        for element, name in elements(blocks)
        if element.get("action_id") == action_id
        and (not value or value in _values(element))
        and (not block_id or name == block_id)
    ]
    if not found:
        there = sorted({str(each.get("action_id")) for each, _ in elements(blocks)})
        raise AssertionError(f"nothing to click named {action_id} {value}; there is {there}")
    return found[0]


def elements(part: object, block_id: str = "") -> list[tuple[Json, str]]:
    """Return everything one can click or fill in, with the id of its block."""
    if isinstance(part, list):
        return [found for each in part for found in elements(each, block_id)]
    if not isinstance(part, dict):
        return []
    block_id = part.get("block_id", block_id)
    own = [(part, block_id)] if "action_id" in part else []
    inner = [value for value in part.values() if isinstance(value, dict | list)]
    return own + [found for each in inner for found in elements(each, block_id)]


def clicked(element: Json, block_id: str, moment: str, choice: Any) -> Json:
    """Return the action of a click or choice."""
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block_id,
        "action_ts": moment,
    }
    if element["type"] == "feedback_buttons":
        button = next(
            each
            for each in (element["positive_button"], element["negative_button"])
            if choice in (None, each["value"], each["text"]["text"])
        )
        return action | {"text": button["text"], "value": button["value"]}
    if element["type"] in ("button", "icon_button"):
        if "text" in element:
            action["text"] = element["text"]
        return action | ({"value": element["value"]} if "value" in element else {})
    return action | entered(element, choice)


def entered(element: Json, choice: Any) -> Json:
    """Return the state of an input with that choice; with none, as it began."""
    kind = element["type"]
    if kind in ("static_select", "radio_buttons", "overflow", "external_select"):
        option = element.get("initial_option") if choice is None else _option(element, choice)
        return {"selected_option": option}
    if kind in ("multi_static_select", "checkboxes"):
        if choice is None:
            return {"selected_options": element.get("initial_options", [])}
        return {"selected_options": [_option(element, each) for each in choice]}
    if kind == "file_input":
        return {"files": choice or []}
    name = {
        "users_select": "selected_user",
        "channels_select": "selected_channel",
        "conversations_select": "selected_conversation",
        "multi_users_select": "selected_users",
        "multi_channels_select": "selected_channels",
        "multi_conversations_select": "selected_conversations",
        "datepicker": "selected_date",
        "timepicker": "selected_time",
        "datetimepicker": "selected_date_time",
    }.get(kind, "value")
    return {name: choice if choice is not None else _initial(element)}


def state_of(view: View, values: Json) -> Json:
    """Return the state of a modal filled in with those values, by action id or block id."""
    state: Json = {}
    unknown = set(values)
    for block in view.body["blocks"]:
        for element, block_id in elements(block):
            if element["type"] in ("button", "icon_button", "feedback_buttons"):
                continue
            names = {element["action_id"], block_id} & values.keys()
            unknown -= names
            choice = values[names.pop()] if names else None
            filled = entered(element, choice)
            is_empty = not any(filled.values())
            if block["type"] == "input" and is_empty and not block.get("optional"):
                raise AssertionError(f"the modal asks for {block_id}: {block['label']['text']}")
            state.setdefault(block_id, {})[element["action_id"]] = {
                "type": element["type"],
                **filled,
            }
    if unknown:
        raise AssertionError(f"the modal has no {sorted(unknown)}; it has {state}")
    return {"values": state}


def _values(element: Json) -> list[str]:
    options = element.get("options", [])
    buttons = [element.get("positive_button", {}), element.get("negative_button", {})]
    every = [element, *options, *buttons]
    texts = [(each.get("text") or {}) for each in every]
    named = [text.get("text", "") for text in texts if isinstance(text, dict)]
    return [str(each.get("value", "")) for each in every] + named


def _option(element: Json, choice: str) -> Json:
    groups = element.get("option_groups", [])
    options = element.get("options") or [each for group in groups for each in group["options"]]
    for option in options:
        if choice in (option["value"], option["text"]["text"]):
            assert isinstance(option, dict)
            return option
    raise AssertionError(f"no option {choice} in {[each['value'] for each in options]}")


def _initial(element: Json) -> Any:
    found = [value for name, value in element.items() if name.startswith("initial_")]
    return found[0] if found else None
