"""CloudEvents 1.0 in JSON: the envelope, its bytes and what an event may weigh.

Knows the envelope and JSON's own traps (NaN, a name given twice, depth, size). Does not know what
``data`` means (``events``).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from knowledge.ingest.fields import (
    ID_LIMIT,
    TEXT_LIMIT,
    BadValue,
    Fields,
    checked_number,
    finite,
    storable,
)

MAX_EVENT_SIZE: Final = 1_000_000
MAX_DEPTH: Final = 32
_EVENT: Final = "event"
# What a re-delivery may change without being another event: its own id and its trace.
_NOT_CONTENT: Final = frozenset({"id", "traceparent", "tracestate"})
_Way = tuple["_Way", str] | None


class NotJson(BadValue):
    """What is no JSON text; at the end of a file it may be JSON that was cut off."""


@dataclass(frozen=True)
class Envelope:
    """What CloudEvents says about an event; ``subject`` is not yet checked to be an asset.

    ``raw`` is the whole event as it came; ``fingerprint`` the sha256 of its content (everything
    but id and trace), the same for a re-delivery under another id.
    """

    type: str
    source: str
    id: str
    time: datetime
    expirytime: datetime | None
    fields: Fields
    data: Fields
    raw: dict[str, object]
    fingerprint: str


def read_envelope(event: object) -> Envelope:
    """Read the envelope of one structured event (a decoded JSON object).

    Raises ``BadValue`` with the field's path, its value and what it must be.
    """
    fields = Fields(event, "")
    raw = fields.rest()
    check_json(raw)
    _check_form(fields)
    time = fields.time("time")
    expirytime = fields.optional_time("expirytime")
    if expirytime is not None and expirytime < time:
        raise BadValue("expirytime", raw["expirytime"], "must not be before time")
    return Envelope(
        type=fields.text("type"),
        source=fields.text("source", 1_000),
        id=fields.text("id", ID_LIMIT),
        time=time,
        expirytime=expirytime,
        fields=fields,
        data=_data(fields),
        raw=raw,
        fingerprint=fingerprint(raw),
    )


def _check_form(fields: Fields) -> None:
    version = fields.raw("specversion")
    if version != "1.0":
        raise BadValue("specversion", version, 'must be "1.0"', missing=version is None)
    content = fields.optional_text("datacontenttype").partition(";")[0].strip().casefold()
    if content and content != "application/json" and not content.endswith("+json"):
        raise BadValue(
            "datacontenttype", content, 'must be "application/json"; send data as a JSON object'
        )


def _data(fields: Fields) -> Fields:
    if fields.has("data_base64"):
        raise BadValue(
            "data_base64", fields.raw("data_base64"), "must be left out; send data as JSON object"
        )
    return fields.nested("data")


def fingerprint(event: Mapping[str, object]) -> str:
    """Return the sha256 of the event's content in canonical JSON."""
    content = {name: value for name, value in event.items() if name not in _NOT_CONTENT}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def parse_json(text: bytes | str) -> object:
    """Return the decoded JSON value of an HTTP body or a line.

    Raises ``BadValue`` for what is no JSON, a name given twice in an object, a number without end,
    nesting without end and bytes that are not UTF-8 (naming their offset). NaN and Infinity pass:
    ``check_json`` refuses them with their path, which is not known here.
    """
    decoded = decoded_text(text) if isinstance(text, bytes) else text
    try:
        return json.loads(decoded, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise NotJson(
            _EVENT,
            decoded[max(0, error.pos - 20) : error.pos + 20],
            f"must be JSON; at {_place(error)}: {_complaint(error)}",
        ) from None
    except RecursionError:
        raise BadValue(_EVENT, decoded, "must not be nested that deeply") from None
    except BadValue:
        raise
    except ValueError:  # an integer of more than 4,300 digits
        raise BadValue(_EVENT, decoded, "must not have numbers of thousands of digits") from None


def _place(error: json.JSONDecodeError) -> str:
    line = f"line {error.lineno}, " if "\n" in error.doc.strip() else ""
    return f"{line}character {error.colno}"


def _complaint(error: json.JSONDecodeError) -> str:
    # Python ends some with "at", because it puts the place behind.
    words = error.msg.removesuffix(" starting at").removesuffix(" at")
    return f"{words[:1].lower()}{words[1:]}"


def decoded_text(data: bytes) -> str:
    """Return the text of UTF-8 bytes, without a byte order mark.

    Raises ``BadValue`` that names the encoding it seems to be.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadValue(_EVENT, "UTF-16", "must be UTF-8; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        kind = NotJson if error.reason == "unexpected end of data" else BadValue
        raise kind(
            _EVENT,
            f"byte 0x{data[error.start]:02x} at offset {error.start}",
            "must be UTF-8; this looks like Latin-1 or Windows-1252, save it as UTF-8",
        ) from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise BadValue(name, value, "must be given once; it stands twice in one object")
        found[name] = value
    return found


def check_json(event: Mapping[str, object]) -> None:
    """Check that the event is JSON that can be kept: depth, size, finite numbers, whole text.

    Raises ``BadValue`` with the path. Iterative, so that no nesting can exhaust the stack.
    """
    size = 0
    todo: list[tuple[object, int, _Way]] = [(event, 0, None)]
    while todo:
        value, depth, way = todo.pop()
        if depth > MAX_DEPTH:
            raise BadValue(_path(way), value, f"must be nested at most {MAX_DEPTH} deep")
        size += len(value) + 3 if isinstance(value, str) else 8
        if isinstance(value, Mapping):
            for name, item in value.items():
                size += _checked_name(name, way)
                todo.append((item, depth + 1, (way, f".{name}")))
        elif isinstance(value, list):
            todo.extend((item, depth + 1, (way, f"[{n}]")) for n, item in enumerate(value))
        else:
            _check_scalar(value, way)
        if size > MAX_EVENT_SIZE:
            raise BadValue(
                _path(way) if isinstance(value, str) and len(value) > TEXT_LIMIT else _EVENT,
                f"more than {MAX_EVENT_SIZE:,} characters",
                "must be smaller; leave out what no answer needs, such as raw curves",
            )


def _checked_name(name: object, way: _Way) -> int:
    if not isinstance(name, str) or not storable(name):
        raise BadValue(_path(way), name, "must have names that are whole text")
    return len(name) + 4


def _check_scalar(value: object, way: _Way) -> None:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        if not finite(value):
            checked_number(_path(way), value)
    elif not isinstance(value, str):
        raise BadValue(_path(way), type(value).__name__, "must be a JSON value")
    elif not storable(value):
        raise BadValue(_path(way), value, "must be text without NUL or half characters")


def _path(way: _Way) -> str:
    parts: list[str] = []
    while way is not None:
        way, part = way
        parts.append(part)
    return "".join(reversed(parts)).lstrip(".") or _EVENT
