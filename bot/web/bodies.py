"""Reading bodies, JSON and forms: their size, their type, and the sentence when something is wrong.

Knows HTTP bodies. Does not know what is in them.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.speech import tr

MEGABYTE = 1_000_000
MOST_FIELDS = 50


class BadBody(Exception):
    """The body cannot be read; ``sentence`` says why and what to send, ``status`` is for HTTP."""

    def __init__(self, sentence: str, *, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


async def typed_body(request: Request, *, limit: int, types: tuple[str, ...]) -> bytes:
    """Return the body if it is of one of these content types and at most ``limit`` bytes.

    Raises ``BadBody``.
    """
    content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if content_type not in types:
        raise BadBody(f"Content-Type is {content_type!r}: send {' or '.join(types)}.", status=415)
    return await read_body(request, limit)


async def json_body(request: Request, *, limit: int) -> Any:
    """Return the body as JSON values. Raises ``BadBody``; ``limit`` is in bytes."""
    body = await typed_body(request, limit=limit, types=("application/json",))
    try:
        return json.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadBody(
            f"The body is not UTF-8: byte {error.start} is {body[error.start]:#04x}; send UTF-8."
        ) from None
    except json.JSONDecodeError as error:
        raise BadBody(
            f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except RecursionError:
        raise BadBody("The body is nested too deeply; flatten it.") from None


async def form_fields(request: Request, names: Iterable[str]) -> dict[str, str]:
    """Return these fields of a form as text; what was not sent is empty. Raises ``BadBody``."""
    body = await typed_body(request, limit=MEGABYTE, types=("application/x-www-form-urlencoded",))
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError as error:
        raise BadBody(
            tr("The form cannot be read ({reason}); reload the page.", reason=error)
        ) from None
    sent = dict(pairs)
    return {name: sent.get(name, "") for name in names}


def number_in(text: str) -> int:
    """Return the whole number that a form or an address holds, 0 when it is none we could use."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


async def read_body(request: Request, limit: int) -> bytes:
    """Return the body if it is at most ``limit`` bytes. Raises ``BadBody``."""
    declared = request.headers.get("content-length", "")
    chunks, size = [], int(declared) if declared.isdecimal() else 0
    if size <= limit:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                break
            chunks.append(chunk)
    if size > limit:
        raise BadBody(
            tr(
                "The body is larger than {limit} MB; send it in smaller pieces.",
                limit=f"{limit / MEGABYTE:g}",
            ),
            status=413,
        )
    return b"".join(chunks)
