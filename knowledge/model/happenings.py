"""Happenings: what came in from outside or fell due, each once, and how far its work is.

Knows the record that stands in the inbox. Does not know who brings it, nor what is done about it:
``name`` is the job that does (``bot.jobs``).

A key says what happened, not in which envelope it came, so that a redelivery with a new id, or a
mention that also comes as a message, has the key it had before:

- a chat message: workspace, channel, the message's own time stamp;
- an edit or a deletion of one: the same, and the edit's own time stamp, or the word "deleted";
- a click, a shortcut, a form sent: workspace, the message or view it was on, which control, the
  person and the action's own time stamp;
- a typed command: workspace, channel, person and the trigger that the service gave it;
- something to be told to a program: the id of what it is told of;
- a period of a schedule: when the period began (``bot.jobs.schedules``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class WorkState(StrEnum):
    """How far the work on a happening is."""

    RECEIVED = "received"
    STARTED = "started"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Happening:
    """One thing that happened, and how far its work is.

    ``name`` and ``key`` together are its identity. ``by`` is who did it, as the channel knows
    them ("" for nobody). ``payload`` is what is needed to work on it, as JSON: it is kept here and
    nowhere else, so that it can be erased. The rest is the inbox's: ``begun`` counts how often
    work on it began, ``ended`` how often it ended without being done, ``due`` is the time before
    which it is not tried again, ``reference`` is where in the log its last failure stands.
    """

    name: str
    key: str
    at: datetime
    by: str = ""
    payload: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    state: WorkState = WorkState.RECEIVED
    begun: int = 0
    ended: int = 0
    due: datetime | None = None
    reference: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether nothing more is done about it."""
        return self.state in (WorkState.DONE, WorkState.FAILED)
