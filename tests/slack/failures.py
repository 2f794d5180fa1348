"""What goes wrong on purpose: Slack answers late, wrongly, or not at all.

A failure says when it happens (before or after the work is done) and what the caller sees.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """One way to fail a call."""

    works: bool = False
    """Whether the call has its effect all the same."""
    status: int = 0
    """Answered with that HTTP status; 0: as ``error`` or ``cut`` say."""
    error: str = ""
    """Answered as ``ok: false`` with this error."""
    retry_after: int = 0
    cut: bool = False
    """Whether the connection is closed without an answer."""
    silence: float = 0.0
    """Seconds without an answer, before what else is said here happens."""


def rate_limited(seconds: int = 1) -> Failure:
    """Say that it was too much, and when to come again."""
    return Failure(status=429, error="ratelimited", retry_after=seconds)


def answers(status: int) -> Failure:
    """Answer with a broken server's status and page."""
    return Failure(status=status)


def says_error(error: str) -> Failure:
    """Refuse with that error."""
    return Failure(error=error)


def cut_before() -> Failure:
    """Close the connection and do nothing."""
    return Failure(cut=True)


def cut_after() -> Failure:
    """Do the work and close the connection: the caller cannot know."""
    return Failure(works=True, cut=True)


def silent_before(seconds: float) -> Failure:
    """Do nothing and answer nothing for that long, then cut."""
    return Failure(silence=seconds, cut=True)


def silent_after(seconds: float) -> Failure:
    """Do the work and answer nothing for that long, then cut."""
    return Failure(works=True, silence=seconds, cut=True)


def slow(seconds: float) -> Failure:
    """Do the work and answer well, late."""
    return Failure(works=True, silence=seconds)
