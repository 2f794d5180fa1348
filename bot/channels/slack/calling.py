"""Calling Slack: what went wrong with a call, in the words of delivering.

Knows Slack's error codes: which say to wait, which are final, which leave open whether it was
done. Does not know what is called for.
"""

import urllib.error
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError

from bot.delivering import NotNow, NotSent, Refused

_Result = TypeVar("_Result")

_UNSURE = frozenset(
    {"fatal_error", "internal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
"""Slack's own trouble: it may have done what was asked."""

_NEVER_LEFT = (ConnectionRefusedError,)


def called(call: Callable[[], _Result]) -> _Result:
    """Call, and say in the words of delivering what went wrong.

    Raises ``NotNow``, ``NotSent`` and ``Refused``; anything else leaves open whether it was done.
    """
    try:
        return call()
    except SlackApiError as error:
        raise _meant(error) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, _NEVER_LEFT):
            raise NotSent(f"Slack cannot be reached: {error.reason}") from error
        raise


def listed(name: str, ask: Callable[[str | None], Any]) -> Iterator[Any]:
    """Give what stands under ``name`` on all pages; ``ask`` gets the cursor. Raises as ``called``.

    Pages are asked for as they are needed.
    """
    cursor: str | None = None
    while True:
        page = called(lambda at=cursor: ask(at))  # type: ignore[misc]
        yield from page.get(name) or ()
        told: dict[str, str] = page.get("response_metadata") or {}
        cursor = told.get("next_cursor") or None
        if cursor is None:
            return


def code_of(error: SlackApiError) -> str:
    """Return Slack's own word for what went wrong."""
    told = error.response.get("error") if error.response is not None else None
    return str(told or "unknown")


def _meant(error: SlackApiError) -> Exception:
    status = getattr(error.response, "status_code", 200)
    if status == 429 or code_of(error) in ("ratelimited", "rate_limited"):
        headers = getattr(error.response, "headers", {})
        wait = next((value for name, value in headers.items() if name.lower() == "retry-after"), 1)
        return NotNow(float(wait))
    if status >= 500 or code_of(error) in _UNSURE or code_of(error) == "unknown":
        return error
    return Refused(code_of(error))
