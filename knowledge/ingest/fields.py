"""The fields of one JSON or YAML object, read by name and type, each with its path.

Knows how to say what is wrong with a value: where it stands, what it is, what it must be. Does
not know events or directories (``events``, ``directory``).
"""

import json
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, TypeVar

from knowledge.hygiene import visible
from knowledge.model import InvalidAsset, Value, checked_asset

ID_LIMIT: Final = 200
NAME_LIMIT: Final = 300
TEXT_LIMIT: Final = 10_000
LIST_LIMIT: Final = 1_000
_SHOWN: Final = 60

_Choice = TypeVar("_Choice", bound=StrEnum)
_Read = TypeVar("_Read")
_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
    r"(?P<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
_ABSENT: Final = object()


class BadValue(ValueError):
    """A value that cannot be read: ``path`` says where, ``rule`` what it must be and the remedy.

    ``value`` is None for a field that is missing; ``reason`` then says so.
    """

    def __init__(self, path: str, value: object, rule: str, *, missing: bool = False) -> None:
        self.path = path
        self.value = value
        self.rule = rule
        self.missing = missing
        self.reason = f"is missing; it {rule}" if missing else rule
        found = self.reason if missing else f"is {shown(value)}; it {rule}"
        super().__init__(f"{path} {found}")


def shown(value: object) -> str:
    """Return the value as a person reads it in a sentence; a long one with its full length."""
    if isinstance(value, str):
        head = value[:_SHOWN].encode("utf-8", "replace").decode("utf-8")
        more = f"… ({len(value):,} characters)" if len(value) > _SHOWN else ""
        return json.dumps(head, ensure_ascii=False) + more
    if isinstance(value, Mapping):
        return "an object" if value else "an empty object"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}" if value else "an empty list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else {"nan": "NaN"}.get(str(value), "Infinity")
    if isinstance(value, int) and value.bit_length() > 200:
        return "a number of more than 60 digits"
    return str(value)


def plain(value: object) -> Value | None:
    """Return the value for a JSON report: itself when it is short and finite, else as shown."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int) and value.bit_length() <= 200:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, str) and len(value) <= _SHOWN and storable(value):
        return value
    return shown(value)


def storable(text: str) -> bool:
    """Whether every store can keep the text: no NUL, no surrogate without its other half."""
    try:
        return "\0" not in text and text.encode("utf-8") is not None
    except UnicodeEncodeError:
        return False


def finite(number: float) -> bool:
    """Whether the number is one that arithmetic and every store can take."""
    if isinstance(number, int):
        return number.bit_length() <= 1_000
    return math.isfinite(number)


def checked_text(path: str, value: object, limit: int) -> str:
    """Return ``value`` without blanks around it if it is text of 1 to ``limit`` characters."""
    if not isinstance(value, str):
        raise BadValue(path, value, "must be text, in quotes")
    seen = as_data(value)
    if not seen.strip():
        raise BadValue(path, value, "must be text that is not empty")
    if len(value) > limit:
        raise BadValue(path, value, f"must be at most {limit:,} characters long; shorten it")
    if not storable(value):
        raise BadValue(path, value, "must be text without NUL or half characters; remove them")
    return seen.strip()


def as_data(text: str) -> str:
    """Return only what a reader can see, without the marks that our own quotations use."""
    return visible(text).replace("“", '"').replace("”", '"')


def checked_number(path: str, value: object) -> float | int:
    """Return ``value`` if it is a finite number, as written: an int stays an int."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadValue(path, value, "must be a number such as 3.4, without quotes")
    if not finite(value):
        raise BadValue(path, value, "must be a finite number; leave out what was not measured")
    return value


def checked_value(path: str, value: object) -> Value:
    """Return ``value`` if it is a finite number, text or true/false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return checked_text(path, value, TEXT_LIMIT)
    if isinstance(value, int | float):
        return checked_number(path, value)
    remedy = "leave out what was not measured" if value is None else "log one value a field"
    raise BadValue(path, value, f"must be a number, text or true/false; {remedy}")


def checked_time(path: str, value: object) -> datetime:
    """Return an RFC 3339 time with zone as UTC."""
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if not isinstance(value, str) or match is None:
        raise BadValue(path, value, "must be an RFC 3339 time such as 2026-11-20T14:03:05Z")
    if match["zone"] is None:
        raise BadValue(path, value, "must say its zone; add Z for UTC or an offset such as +01:00")
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadValue(path, value, "must be a time that exists; check its numbers") from None


def checked_path(path: str, value: object) -> str:
    """Return ``value`` if it is an asset path."""
    text = checked_text(path, value, TEXT_LIMIT)
    try:
        return checked_asset(text)
    except InvalidAsset:
        raise BadValue(
            path,
            value,
            "must be an asset path: one to five names of letters, digits, '-', '_' or '.', joined "
            "by '/', such as northfield/snacks/seasoning/line-4/drum-2",
        ) from None


def checked_member(path: str, value: object, known: Collection[str], what: str) -> str:
    """Return ``value`` if it is one of ``known``; ``what`` says what those are."""
    if isinstance(value, str) and value in known:
        return value
    raise BadValue(path, value, f"must be {what}{_hint(value, known)}")


def _hint(value: object, known: Collection[str]) -> str:
    near = get_close_matches(str(value), known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


class Fields:
    """One object's fields. A field that is null counts as absent; ``rest`` is what nobody read.

    Raises ``BadValue`` when ``value`` is no object.
    """

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, Mapping):
            raise BadValue(path or "event", value, "must be an object of named fields, {…}")
        self.path = path
        self._fields: Mapping[object, object] = value
        self._read: set[object] = set()

    def at(self, name: str) -> str:
        """Return the path of a field of this object."""
        return f"{self.path}.{name}" if self.path else name

    def rest(self) -> dict[str, object]:
        """Return the fields that were not read by name so far."""
        return {str(k): v for k, v in self._fields.items() if k not in self._read}

    def nothing_else(self, *names: str) -> None:
        """Refuse what was not read: a misspelt field must not count as absent in silence."""
        for name, value in self.rest().items():
            known = f"must be one of the fields {', '.join(names)}"
            raise BadValue(self.at(name), value, known + _hint(name, names))

    def raw(self, name: str) -> object:
        """Return the field as it stands; None when absent."""
        self._read.add(name)
        return self._fields.get(name)

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.raw(name) is not None

    def text(self, name: str, limit: int = NAME_LIMIT) -> str:
        """Return a required text."""
        return self._required(name, "must be text", lambda p, v: checked_text(p, v, limit))

    def optional_text(self, name: str, limit: int = NAME_LIMIT) -> str:
        """Return a text, or "" when it is absent or empty."""
        value = self.raw(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return ""
        return checked_text(self.at(name), value, limit)

    def number(self, name: str) -> float | int:
        """Return a required finite number."""
        return self._required(name, "must be a number such as 3.4", checked_number)

    def optional_number(self, name: str) -> float | int | None:
        """Return a finite number, or None when absent."""
        return self._optional(name, checked_number)

    def value(self, name: str) -> Value:
        """Return a required number, text or true/false."""
        return self._required(name, "must be a number, text or true/false", checked_value)

    def optional_value(self, name: str) -> Value | None:
        """Return a number, text or true/false, or None when absent."""
        return self._optional(name, checked_value)

    def time(self, name: str) -> datetime:
        """Return a required time in UTC."""
        example = "must be an RFC 3339 time such as 2026-11-20T14:03:05Z"
        return self._required(name, example, checked_time)

    def optional_time(self, name: str) -> datetime | None:
        """Return a time in UTC, or None when absent."""
        return self._optional(name, checked_time)

    def asset(self, name: str) -> str:
        """Return a required asset path."""
        return self._required(
            name, "must be an asset path such as site/area/line-4/drum-2", checked_path
        )

    def choice(self, name: str, choices: type[_Choice]) -> _Choice:
        """Return a required member of the choices."""
        known = "must be one of " + ", ".join(choices)

        def chosen(path: str, value: object) -> _Choice:
            if not isinstance(value, str) or value not in set(choices):
                raise BadValue(path, value, known)
            return choices(value)

        return self._required(name, known, chosen)

    def nested(self, name: str) -> "Fields":
        """Return a required object."""
        return self._required(name, "must be an object, {…}", lambda p, v: Fields(v, p))

    def optional_nested(self, name: str) -> "Fields | None":
        """Return an object, or None when absent."""
        return self._optional(name, lambda p, v: Fields(v, p))

    def items(self, name: str) -> Iterator[tuple[str, object]]:
        """Return path and value of each item of a list; nothing when the list is absent."""
        values = self.raw(name)
        if values is None:
            return iter(())
        if not isinstance(values, list):
            raise BadValue(self.at(name), values, "must be a list, […]")
        if len(values) > LIST_LIMIT:
            raise BadValue(self.at(name), values, f"must have at most {LIST_LIMIT:,} items")
        return ((f"{self.at(name)}[{index}]", item) for index, item in enumerate(values))

    def objects(self, name: str) -> "Iterator[Fields]":
        """Return each item of a list of objects; nothing when the list is absent."""
        return (Fields(item, path) for path, item in self.items(name))

    def required_objects(self, name: str) -> "Iterator[Fields]":
        """Return each item of a list of objects that must be there; it may be empty."""
        if not self.has(name):
            raise BadValue(self.at(name), None, "must be a list, […]", missing=True)
        return self.objects(name)

    def _required(self, name: str, what: str, read: Callable[[str, object], _Read]) -> _Read:
        value = self.raw(name)
        if value is None:
            missing = self._fields.get(name, _ABSENT) is _ABSENT
            raise BadValue(self.at(name), None, what, missing=missing)
        return read(self.at(name), value)

    def _optional(self, name: str, read: Callable[[str, object], _Read]) -> _Read | None:
        value = self.raw(name)
        return None if value is None else read(self.at(name), value)
