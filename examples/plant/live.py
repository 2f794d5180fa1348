"""The sample plant now: at every tick one recommendation, and what became of earlier ones.

Knows how plant time runs ahead of the clock on the wall so that something happens. Does not know
how events get anywhere (``delivery``) or how long a tick is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from examples.plant.events import Event, decided_event, issued_event, outcome_event
from examples.plant.numbering import decision_id, slot
from examples.plant.plant import Issued, Plant

MINUTES_A_TICK = 8.0
WARM_UP_MINUTES = 720.0
PATIENCE_TICKS = 60
HORIZON = timedelta(days=30)
COOL_DOWN = timedelta(minutes=96)
DECIDED_SHARE = 0.3
FOLLOWED_SHARE = 0.5


@dataclass(frozen=True)
class _Pending:
    tick: int
    issued: Issued


class LivePlant:
    """A plant whose events carry the time on the wall. ``first`` numbers the first decision.

    Episodes are prepared for one ``horizon`` of plant time after the other.
    """

    def __init__(
        self, *, now: datetime, seed: int, first: int | None = None, horizon: timedelta = HORIZON
    ) -> None:
        self._horizon = horizon
        self._prepared_until = now + horizon
        self._plant = Plant(start=now, until=self._prepared_until, seed=seed)
        self._next = first
        self._by_hand = first is not None
        self._ticks = 0
        self._spoken: dict[str, datetime] = {}
        self._to_decide: list[_Pending] = []
        self._to_measure: list[_Pending] = []
        for _ in range(int(WARM_UP_MINUTES / MINUTES_A_TICK)):
            self._advance()

    def tick(self, now: datetime) -> list[Event]:
        """Return what happens at ``now`` (with zone): follow-ups first, then a recommendation."""
        self._ticks += 1
        events = [*self._decisions(now), *self._outcomes(now)]
        for _ in range(PATIENCE_TICKS):
            self._advance()
            issued = self._recommendation(now)
            if issued is not None:
                return [*events, issued_event(issued)]
        return events

    def _advance(self) -> None:
        if self._plant.clock >= self._prepared_until:
            start, self._prepared_until = self._prepared_until, self._prepared_until + self._horizon
            self._plant.prepare(start, self._prepared_until)
        self._plant.advance(MINUTES_A_TICK)

    def _recommendation(self, now: datetime) -> Issued | None:
        plant = self._plant
        units = [unit for unit in plant.units if self._may_speak(unit.asset)]
        plant.rng.shuffle(units)
        number = self._number(now)
        for unit in units:
            issued = plant.recommend(unit, decision_id(now, number), now)
            if issued is not None:
                self._next = number + 1
                self._spoken[unit.asset] = plant.clock
                self._plan(issued)
                return issued
        return None

    def _number(self, now: datetime) -> int:
        """Return the next number: never below the clock's, unless numbered by hand."""
        if self._next is None:
            return slot(now)
        return self._next if self._by_hand else max(self._next, slot(now))

    def _may_speak(self, asset: str) -> bool:
        spoken = self._spoken.get(asset)
        return spoken is None or self._plant.clock - spoken >= COOL_DOWN

    def _plan(self, issued: Issued) -> None:
        """Plan who follows up: the crew decides on some; of the rest some are simply done."""
        rng = self._plant.rng
        if rng.random() < DECIDED_SHARE:
            self._to_decide.append(_Pending(self._ticks + rng.randrange(5, 16), issued))
        elif rng.random() < FOLLOWED_SHARE:
            name, value = issued.advice.move.set_point, issued.advice.new
            issued.unit.machine.set_points[name] = value
            self._to_measure.append(_Pending(self._ticks + rng.randrange(12, 26), issued))

    def _decisions(self, now: datetime) -> list[Event]:
        events = []
        for pending in _due(self._to_decide, self._ticks):
            verdict = self._plant.decide(pending.issued)
            if verdict is not None:
                events.append(decided_event(pending.issued, verdict, now))
                later = self._ticks + self._plant.rng.randrange(6, 16)
                self._to_measure.append(_Pending(later, pending.issued))
        return events

    def _outcomes(self, now: datetime) -> list[Event]:
        return [
            outcome_event(pending.issued, self._plant.result(pending.issued), now)
            for pending in _due(self._to_measure, self._ticks)
        ]


def _due(waiting: list[_Pending], tick: int) -> list[_Pending]:
    """Take out what is due."""
    found = [pending for pending in waiting if pending.tick <= tick]
    waiting[:] = [pending for pending in waiting if pending.tick > tick]
    return found
