"""Bodies are limited while they are read, whatever their header says."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import Request

from bot.web.bodies import BadBody, form_fields, json_body, typed_body


def request(chunks: list[bytes], **headers: str) -> Request:
    sent = iter([*chunks, b""])

    async def receive() -> dict[str, Any]:
        body = next(sent)
        return {"type": "http.request", "body": body, "more_body": body != b""}

    named = {"content_type": "application/json"} | headers
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()]
    return Request({"type": "http", "headers": raw, "method": "POST"}, receive)


def read(made: Request, limit: int = 100) -> Any:
    return asyncio.run(json_body(made, limit=limit))


def test_json_in_pieces_and_with_a_byte_order_mark_is_read() -> None:
    assert read(request([b"\xef\xbb\xbf{", b'"a": 8.6}'])) == {"a": 8.6}


def test_a_parameter_of_the_content_type_does_not_matter() -> None:
    made = request([b"[]"], content_type="Application/JSON; charset=utf-8")
    assert asyncio.run(typed_body(made, limit=9, types=("application/json",))) == b"[]"


@pytest.mark.parametrize("length", ["101", "1", "", "nonsense"])
def test_a_body_over_the_limit_is_refused_whatever_it_declares(length: str) -> None:
    with pytest.raises(BadBody) as caught:
        read(request([b"x" * 60, b"x" * 60], content_length=length))
    assert caught.value.status == 413


def test_an_endless_body_is_not_read_to_its_end() -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 50

    source = endless()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": await anext(source), "more_body": True}

    headers = [(b"content-type", b"application/json")]
    made = Request({"type": "http", "headers": headers, "method": "POST"}, receive)
    with pytest.raises(BadBody):
        read(made)


def form(body: bytes) -> dict[str, str]:
    made = request([body], content_type="application/x-www-form-urlencoded")
    return asyncio.run(form_fields(made, ("text", "key")))


def test_a_form_gives_the_named_fields_and_empty_ones() -> None:
    sent = form(b"text=M%C3%BCnze+%26+%F0%9F%94%A5&other=1")
    assert sent == {"text": "Münze & 🔥", "key": ""}


@pytest.mark.parametrize("body", [b"text=%ff", b"\xff", b"&".join([b"a=1"] * 60)])
def test_a_form_that_cannot_be_read_says_so(body: bytes) -> None:
    with pytest.raises(BadBody, match="reload the page"):
        form(body)
