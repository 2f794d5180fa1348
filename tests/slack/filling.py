"""A person who fills in a form: what Slack sends back for a view and what was typed."""

from collections.abc import Mapping
from typing import Any

from bot.channels.slack.modals.frame import Sent
from bot.channels.slack.names import Field

Json = dict[str, Any]


def sent(view: Json, typed: Mapping[Field, Any], *, strict: bool = True) -> Sent:
    """Return the form as it is sent; ``strict``: only what can be typed or chosen in it."""
    values = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            given = typed.get(Field(block["block_id"]))
            if strict:
                assert given or block["optional"], block["block_id"]
            values[block["block_id"]] = {
                block["element"]["action_id"]: _state(block["element"], given, strict)
            }
    return Sent.of({"private_metadata": view["private_metadata"], "state": {"values": values}})


def _state(element: Json, given: Any, strict: bool) -> Json:
    kind = element["type"]
    state: Json = {"type": kind}
    match kind:
        case "plain_text_input":
            state["value"] = given
        case "radio_buttons" | "static_select":
            options = [*element.get("options", ())]
            options += [o for g in element.get("option_groups", ()) for o in g["options"]]
            assert not strict or given is None or given in [each["value"] for each in options]
            state["selected_option"] = None if given is None else {"value": given}
        case "checkboxes":
            state["selected_options"] = [{"value": each} for each in given or []]
        case "timepicker":
            state["selected_time"] = given
        case "multi_users_select":
            state["selected_users"] = given or []
        case "file_input":
            state["files"] = [{"id": each} for each in given or []]
    return state
