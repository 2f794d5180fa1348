"""The frame of a modal: its title and buttons, its fields, and reading what was sent.

Knows Slack's limits of views and fields, which hold by construction, and the shape in which typed
and chosen values come back. Does not know what a form is for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from bot.channels.slack.blocks.elements import OPTION, PLACEHOLDER, TITLE, Json, plain
from bot.channels.slack.names import Field, Form, Ref
from bot.feedback import BadFeedback
from bot.speech import tr

MOST_BLOCKS, MOST_TYPED, MOST_LABEL = 100, 3_000, 150
MOST_OPTIONS, OPTION_VALUE, MOST_GROUPS = 100, 150, 100


class BadForm(ValueError):
    """What was typed cannot be taken: a sentence for each field that says what to do."""

    def __init__(self, wrong: Mapping[Field, str]) -> None:
        super().__init__("; ".join(f"{field}: {remedy}" for field, remedy in wrong.items()))
        self.wrong = dict(wrong)

    @classmethod
    def of(cls, bad: BadFeedback, otherwise: Field) -> "BadForm":
        """Return the refusal of a record, at its field or, if the form has none, at another."""
        known = bad.field in set(Field)
        said = bad.remedy if known else str(bad)
        return cls({Field(bad.field) if known else otherwise: said})

    def response(self) -> Json:
        """Return what Slack is answered, so that the form stays open and says it."""
        errors = {field.value: remedy[:MOST_TYPED] for field, remedy in self.wrong.items()}
        return {"response_action": "errors", "errors": errors}


@dataclass(frozen=True)
class Choice:
    """One option: the value that comes back, and its words."""

    value: str
    text: str


def modal(
    form: Form, title: str, blocks: Sequence[Json], ref: Ref, *, submit: str = "", close: str = ""
) -> Json:
    """Return the view; without ``submit`` it is only read."""
    view: Json = {
        "type": "modal",
        "callback_id": form.value,
        "title": plain(title, TITLE),
        "close": plain(close or (tr("Cancel") if submit else tr("Close")), TITLE),
        "blocks": list(blocks[:MOST_BLOCKS]),
        "private_metadata": ref.written(),
    }
    return view | {"submit": plain(submit, TITLE)} if submit else view


def typed(
    field: Field,
    label: str,
    *,
    value: str = "",
    optional: bool = False,
    lines: bool = True,
    hint: str = "",
) -> Json:
    """Return a field for words."""
    element: Json = {"type": "plain_text_input", "multiline": lines, "max_length": MOST_TYPED}
    if value:
        element["initial_value"] = value[:MOST_TYPED]
    return _input(field, label, element, optional=optional, hint=hint)


def one_of(
    field: Field,
    label: str,
    choices: Sequence[Choice],
    *,
    chosen: str = "",
    optional: bool = False,
    hint: str = "",
) -> Json:
    """Return large round buttons, one of which is chosen; at most ten."""
    options = [_option(each) for each in choices]
    element: Json = {"type": "radio_buttons", "options": options}
    _choose(element, options, chosen)
    return _input(field, label, element, optional=optional, hint=hint)


def listed(
    field: Field,
    label: str,
    choices: Sequence[Choice],
    *,
    chosen: str = "",
    optional: bool = False,
    hint: str = "",
) -> Json:
    """Return a list to choose one of; more than a hundred are grouped by their first letters."""
    fitting = [each for each in choices if len(each.value) <= OPTION_VALUE]
    options = [_option(each) for each in fitting]
    element: Json = {"type": "static_select", "placeholder": plain(tr("Choose"), PLACEHOLDER)}
    if len(options) <= MOST_OPTIONS:
        element["options"] = options
    else:
        element["option_groups"] = _groups(options)
    _choose(element, options, chosen)
    return _input(field, label, element, optional=optional, hint=hint)


def tick(field: Field, label: str, text: str, *, ticked: bool = False) -> Json:
    """Return a box to tick."""
    options = [_option(Choice("yes", text))]
    element: Json = {"type": "checkboxes", "options": options}
    if ticked:
        element["initial_options"] = options
    return _input(field, label, element, optional=True)


def photos(field: Field, label: str) -> Json:
    """Return a field that takes up to three pictures."""
    element: Json = {
        "type": "file_input",
        "filetypes": ["jpg", "jpeg", "png", "heic"],
        "max_files": 3,
    }
    return _input(field, label, element, optional=True)


def clock(field: Field, label: str, at: time | None) -> Json:
    """Return a field for a time of day."""
    element: Json = {"type": "timepicker"}
    if at:
        element["initial_time"] = at.strftime("%H:%M")
    return _input(field, label, element, optional=True)


def people(field: Field, label: str, chosen: Sequence[str], *, hint: str = "") -> Json:
    """Return a field for people of the workspace, by their ids in Slack."""
    element: Json = {"type": "multi_users_select"}
    if chosen:
        element["initial_users"] = list(chosen)
    return _input(field, label, element, optional=True, hint=hint)


@dataclass(frozen=True)
class Sent:
    """What was typed and chosen when a form was sent: ``view.state.values`` of the payload."""

    values: Mapping[str, Mapping[str, Mapping[str, Any]]]
    ref: Ref

    @classmethod
    def of(cls, view: Mapping[str, Any]) -> "Sent":
        """Read the view of a ``view_submission``; raises ``BadReference`` for one not ours."""
        return cls(
            (view.get("state") or {}).get("values") or {}, Ref.read(view.get("private_metadata"))
        )

    def text(self, field: Field) -> str:
        """Return what was typed, or the value of what was chosen, "" for nothing."""
        given = self._given(field)
        option = given.get("selected_option") or {}
        said = given.get("value") or option.get("value") or given.get("selected_time") or ""
        return str(said).strip()

    def time(self, field: Field) -> time | None:
        """Return the time of day that was chosen."""
        said = self.text(field)
        return time.fromisoformat(said) if said else None

    def ticked(self, field: Field) -> bool:
        """Return whether the box is ticked."""
        return bool(self._given(field).get("selected_options"))

    def users(self, field: Field) -> tuple[str, ...]:
        """Return the people that were chosen, by their ids in Slack."""
        return tuple(self._given(field).get("selected_users") or ())

    def files(self, field: Field) -> tuple[str, ...]:
        """Return the ids of the files that were attached."""
        return tuple(each["id"] for each in self._given(field).get("files") or ())

    def _given(self, field: Field) -> Mapping[str, Any]:
        return self.values.get(field.value, {}).get(field.value, {})


def _input(field: Field, label: str, element: Json, *, optional: bool, hint: str = "") -> Json:
    block: Json = {
        "type": "input",
        "block_id": field.value,
        "label": plain(label, MOST_LABEL),
        "element": element | {"action_id": field.value},
        "optional": optional,
    }
    return block | {"hint": plain(hint, MOST_LABEL)} if hint else block


def _option(choice: Choice) -> Json:
    return {"text": plain(choice.text, OPTION), "value": choice.value}


def _choose(element: Json, options: Sequence[Json], chosen: str) -> None:
    initial = next((each for each in options if each["value"] == chosen), None)
    if initial:
        element["initial_option"] = initial


def _groups(options: Sequence[Json]) -> list[Json]:
    """Return the options in groups of a hundred, each named by where it begins and ends."""
    groups = []
    for start in range(0, min(len(options), MOST_OPTIONS * MOST_GROUPS), MOST_OPTIONS):
        part = list(options[start : start + MOST_OPTIONS])
        first, last = (each["text"]["text"][:30] for each in (part[0], part[-1]))
        groups.append({"label": plain(f"{first} – {last}", OPTION), "options": part})
    return groups
