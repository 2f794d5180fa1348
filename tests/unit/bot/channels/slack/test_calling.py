"""What went wrong with a call: to wait, to give up, to send again, or nobody knows."""

import urllib.error
from types import SimpleNamespace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.channels.slack.calling import called, listed
from bot.delivering import NotNow, NotSent, Refused


def failing(error: BaseException) -> Any:
    def call() -> None:
        raise error

    return call


def refused(code: str, status: int = 200, **headers: str) -> SlackApiError:
    response = SimpleNamespace(status_code=status, headers=headers, get={"error": code}.get)
    return SlackApiError("no", response)  # type: ignore[no-untyped-call]


def test_too_many_calls_say_how_long_to_wait() -> None:
    with pytest.raises(NotNow) as told:
        called(failing(refused("ratelimited", 429, **{"Retry-After": "7"})))
    assert told.value.seconds == 7


@pytest.mark.parametrize("code", ["channel_not_found", "invalid_blocks", "account_inactive"])
def test_what_slack_will_never_take_is_refused(code: str) -> None:
    with pytest.raises(Refused, match=code):
        called(failing(refused(code)))


@pytest.mark.parametrize(
    "error",
    [
        refused("fatal_error"),
        refused("internal_error"),
        refused("anything", 503),
        TimeoutError(),
        ConnectionResetError(),
        urllib.error.URLError(TimeoutError()),
    ],
)
def test_where_nobody_knows_whether_it_was_done_the_error_stays_as_it_is(
    error: Exception,
) -> None:
    with pytest.raises(type(error)) as told:
        called(failing(error))
    assert not isinstance(told.value, (NotNow, NotSent, Refused))


def test_what_never_left_this_machine_was_not_sent() -> None:
    with pytest.raises(NotSent):
        called(failing(urllib.error.URLError(ConnectionRefusedError())))


def test_pages_are_followed_to_the_last_and_asked_for_as_needed() -> None:
    pages: dict[str | None, Any] = {
        None: {"members": ["a", "b"], "response_metadata": {"next_cursor": "n"}},
        "n": {"members": ["c"], "response_metadata": {"next_cursor": ""}},
    }
    asked = []

    def ask(cursor: str | None) -> Any:
        asked.append(cursor)
        return pages[cursor]

    found = listed("members", ask)
    assert next(found) == "a"
    assert asked == [None]
    assert [*found] == ["b", "c"]
