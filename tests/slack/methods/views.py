"""Modals and Home tabs."""

from tests.slack.calls import Call, Json, method
from tests.slack.limits import Refused, check_view
from tests.slack.world import View

DEEPEST = 3


@method("views.open")
def open_modal(call: Call) -> Json:
    person = call.slack.spend_trigger(str(call.get("trigger_id")), team=call.team)
    view = _modal(call, person)
    call.workspace.modals[person] = [view]
    return shown(call, view)


@method("views.push")
def push(call: Call) -> Json:
    person = call.slack.spend_trigger(str(call.get("trigger_id")), team=call.team)
    stack = call.workspace.modals.get(person) or []
    if not stack:
        raise Refused("invalid_trigger_id")
    if len(stack) >= DEEPEST:
        raise Refused("push_limit_reached")
    view = _modal(call, person, on=stack[-1])
    stack.append(view)
    return shown(call, view)


@method("views.update")
def update(call: Call) -> Json:
    view = call.workspace.view(str(call.get("view_id") or call.get("external_id")))
    if view is None:
        raise Refused("not_found")
    if call.get("hash") and call.get("hash") != view.hash:
        raise Refused("hash_conflict")
    kind = view.body["type"]
    check_view(call.get("view"), kind)
    view.body, view.hash = call.slack.named(call.get("view")), call.slack.new_hash()
    return shown(call, view)


@method("views.publish")
def publish(call: Call) -> Json:
    person = call.user("user_id")
    check_view(call.get("view"), "home")
    before = call.workspace.homes.get(person.id)
    if before and call.get("hash") and call.get("hash") != before.hash:
        raise Refused("hash_conflict")
    name = before.id if before else call.slack.new_id("V")
    body = call.slack.named(call.get("view"))
    view = View(name, person.id, body, call.slack.new_hash(), name)
    call.workspace.homes[person.id] = view
    return shown(call, view)


def _modal(call: Call, person: str, *, on: View | None = None) -> View:
    body = call.get("view")
    check_view(body, "modal")
    return call.slack.new_view(person, body, team=call.team, on=on)


def shown(call: Call, view: View) -> Json:
    """Return the answer that holds a view."""
    return {"view": view.shown(call.team, call.slack.app_id, call.workspace.bot_id)}
