"""Requests: a configured role is asked to come, and every step of what became of it.

Knows the steps, which may follow which, and when a request is due for the next role. Does not
know who may take a step (``bot.requests``) or where requests are kept. Nothing in it is free text,
and people stand in it by id alone.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from knowledge.model.safety import Called, Hazard


class StepKind(StrEnum):
    """What happened. ``left``: nobody took it in time and it stays with the last role."""

    OPENED = "opened"
    CALLED = "called"
    ESCALATED = "escalated"
    LEFT = "left"
    TAKEN = "taken"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class RequestState(StrEnum):
    """Whether somebody is still waited for."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


_CALLS = frozenset({StepKind.CALLED, StepKind.ESCALATED})
_WHILE_OPEN = frozenset({StepKind.TAKEN, StepKind.WITHDRAWN})
_FOLLOWS = {
    StepKind.OPENED: frozenset({StepKind.CALLED}),
    StepKind.CALLED: _WHILE_OPEN | {StepKind.ESCALATED, StepKind.LEFT},
    StepKind.ESCALATED: _WHILE_OPEN | {StepKind.ESCALATED, StepKind.LEFT},
    StepKind.LEFT: _WHILE_OPEN,
    StepKind.TAKEN: frozenset({StepKind.CLOSED}),
    StepKind.CLOSED: frozenset[StepKind](),
    StepKind.WITHDRAWN: frozenset[StepKind](),
}
_STATES = {
    StepKind.TAKEN: RequestState.TAKEN,
    StepKind.CLOSED: RequestState.CLOSED,
    StepKind.WITHDRAWN: RequestState.WITHDRAWN,
}


@dataclass(frozen=True)
class Step:
    """One step: when, and ``by`` whom ("" when it came by itself).

    ``role`` and ``team`` are those that were called or, when it was taken, of whoever took it.
    """

    kind: StepKind
    at: datetime
    by: str = ""
    role: str = ""
    team: str = ""


@dataclass(frozen=True)
class Request:
    """A request of the person ``asker`` after the routed answer to ``question_id``.

    ``called`` are the roles in order, as the plan had them when it was opened. ``key`` makes
    opening idempotent; ``number`` is what people call it by, given by the store.
    """

    key: str
    question_id: str
    hazard: Hazard
    asset: str | None
    asker: str
    called: tuple[Called, ...]
    steps: tuple[Step, ...]
    number: int = 0

    @classmethod
    def opened(
        cls,
        *,
        key: str,
        question_id: str,
        hazard: Hazard,
        asset: str | None,
        asker: str,
        called: tuple[Called, ...],
        now: datetime,
    ) -> Self:
        """Return a new request with its first role called; ``called`` names at least one."""
        first = called[0]
        steps = (
            Step(StepKind.OPENED, now, by=asker),
            Step(StepKind.CALLED, now, role=first.role, team=first.team),
        )
        return cls(key, question_id, hazard, asset, asker, called, steps)

    @property
    def opened_at(self) -> datetime:
        """When it was opened."""
        return self.steps[0].at

    @property
    def state(self) -> RequestState:
        """What the last step made of it."""
        return _STATES.get(self.steps[-1].kind, RequestState.OPEN)

    @property
    def reached(self) -> tuple[Called, ...]:
        """The roles that have been called so far, the last one last."""
        return self.called[: sum(step.kind in _CALLS for step in self.steps)]

    @property
    def taken(self) -> Step | None:
        """The step with which somebody took it, or None."""
        return self.step(StepKind.TAKEN)

    def step(self, kind: StepKind) -> Step | None:
        """Return the last step of that kind, or None."""
        return next((each for each in reversed(self.steps) if each.kind is kind), None)

    def then(self, step: Step) -> "Request":
        """Return the request with one more step; ``ValueError`` when it cannot follow."""
        last = self.steps[-1].kind
        if step.kind not in _FOLLOWS[last]:
            raise ValueError(f"{step.kind} cannot follow {last}")
        return replace(self, steps=(*self.steps, step))

    def due(self, *, after: timedelta, now: datetime) -> Step | None:
        """Return the step that is due because nobody took it for that long, or None."""
        last = self.steps[-1]
        if last.kind not in _CALLS or now < last.at + after:
            return None
        further = self.called[len(self.reached) :]
        if not further:
            return Step(StepKind.LEFT, now, role=last.role, team=last.team)
        return Step(StepKind.ESCALATED, now, role=further[0].role, team=further[0].team)
