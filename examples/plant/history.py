"""The sample plant's past: some hundreds of events, the same for the same arguments.

Knows how days went and what stands open at the end. Does not know how events get anywhere.

    python -m examples.plant.history --until 2026-11-20T14:00:00Z --days 14 > history.jsonl
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from examples.plant import episodes
from examples.plant.episodes import Episode, Kind
from examples.plant.events import Event, decided_event, issued_event, outcome_event
from examples.plant.numbering import decision_id, slot
from examples.plant.plant import STEP_MINUTES, Issued, Plant
from examples.plant.process.sealer import SEAL_TEMPERATURE
from examples.plant.units import BOILERS, LINE_3, LINE_4, PACKING_1, PACKING_5

STAGED_MINUTES = 100


@dataclass(frozen=True)
class Scene:
    """What goes on at an asset when it speaks, some minutes before the end.

    ``acting`` gives the episodes' sizes; ``set_points`` what somebody had set before.
    """

    minutes_before: float
    asset: str
    acting: Mapping[Kind, float]
    set_points: Mapping[str, Decimal] = field(default_factory=dict)


STAGE: tuple[Scene, ...] = (
    Scene(12.0, f"{BOILERS}/boiler-1", {episodes.MAKE_UP: 5000.0}),
    Scene(
        10.5,
        f"{PACKING_1}/sealer-2",
        {episodes.WEAK_HEATER: -6.0, episodes.STALE_HEAT: 0.0},
    ),
    Scene(
        9.0,
        f"{PACKING_5}/sealer-1",
        {episodes.WEAK_HEATER: -9.5},
        {SEAL_TEMPERATURE: Decimal(140)},
    ),
    Scene(7.5, f"{LINE_4}/drum-1", {episodes.WET: 1.1, episodes.SILENT: 0.0}),
    Scene(6.0, f"{PACKING_1}/sealer-1", {episodes.WEAK_HEATER: -5.5}),
    Scene(4.5, f"{LINE_3}/drum-1", {episodes.FOULED: 1.3}),
    Scene(3.0, f"{LINE_4}/drum-3", {episodes.WET: 0.6, episodes.KETTLE: 0.0}),
    Scene(1.5, f"{LINE_4}/drum-2", {episodes.WET: 1.2}),
)
"""What stands open at the end, in the order of issue."""

COOL_DOWN = timedelta(minutes=75)
QUIET_BEFORE = timedelta(minutes=30)
"""So long before the stage is set nothing is left to decide about its assets."""


def history(until: datetime, days: int, seed: int) -> Iterator[Event]:
    """Yield the events of ``days`` before ``until``, oldest first.

    ``until`` needs a zone. The last recommendations are still valid at ``until``. Raises
    ``ValueError`` for a time without zone or less than one day.
    """
    if until.tzinfo is None:
        raise ValueError(f"until is {until.isoformat()} without a zone; write it as …Z or …+01:00")
    if days < 1:
        raise ValueError(f"days is {days}; give 1 or more")
    until = until.astimezone(UTC).replace(microsecond=0)
    past = _Past(Plant(start=until - timedelta(days=days), until=until, seed=seed), until)
    events = past.lived()
    yield from sorted(events, key=lambda event: str(event["time"]))


class _Past:
    """One run through the past, a step at a time."""

    def __init__(self, plant: Plant, until: datetime) -> None:
        self.plant = plant
        self.until = until
        self.events: list[Event] = []
        self.staged_from = until - timedelta(minutes=STAGED_MINUTES)
        self.staged_assets = {scene.asset for scene in STAGE}
        self.last: dict[str, datetime] = {}
        self.numbers: set[int] = set()
        self.to_decide: list[tuple[datetime, Issued]] = []
        self.to_measure: list[tuple[datetime, Issued]] = []

    def lived(self) -> list[Event]:
        """Return all events up to the end, in no particular order."""
        next_call = self.plant.clock + timedelta(hours=1)
        staged = False
        while self.plant.clock + timedelta(minutes=STEP_MINUTES) <= self.until:
            if not staged and self.plant.clock >= self.staged_from:
                staged = True
                self._set_the_stage()
            self.plant.advance()
            self._follow_up()
            if self.plant.clock >= next_call:
                self._call()
                next_call += timedelta(minutes=self.plant.rng.uniform(50, 140))
        for scene in STAGE:
            self._issue(scene.asset, self.until - timedelta(minutes=scene.minutes_before))
        return self.events

    def _call(self) -> None:
        """Let one of the units that have something to say speak."""
        clock, rng = self.plant.clock, self.plant.rng
        assets = [unit.asset for unit in self.plant.units if self._may_speak(unit.asset)]
        rng.shuffle(assets)
        at = clock + timedelta(seconds=rng.randrange(0, 300))
        for asset in assets:
            issued = self._issue(asset, at)
            if issued is not None:
                due = at + timedelta(seconds=rng.randrange(90, 780))
                self.to_decide.append((due, issued))
                return

    def _may_speak(self, asset: str) -> bool:
        clock = self.plant.clock
        if clock >= self.staged_from - QUIET_BEFORE and asset in self.staged_assets:
            return False
        return asset not in self.last or clock - self.last[asset] >= COOL_DOWN

    def _issue(self, asset: str, at: datetime) -> Issued | None:
        number = self._number(at)
        issued = self.plant.recommend(self.plant.unit(asset), decision_id(at, number), at)
        if issued is not None and at <= self.until:
            self.numbers.add(number)
            self.last[asset] = self.plant.clock
            self.events.append(issued_event(issued))
            return issued
        return None

    def _number(self, at: datetime) -> int:
        """Return the time's number, or the next free one: the stage is set after the last calls."""
        number = slot(at)
        while number in self.numbers:
            number += 1
        return number

    def _follow_up(self) -> None:
        """Let people decide, and measure, where the time has come."""
        for due, issued in _due(self.to_decide, self.plant.clock):
            verdict = self.plant.decide(issued)
            if verdict is not None:
                self.events.append(decided_event(issued, verdict, due))
            if self.plant.rng.random() < 0.88:
                later = due + timedelta(minutes=self.plant.rng.uniform(25, 50))
                self.to_measure.append((later, issued))
        for due, issued in _due(self.to_measure, self.plant.clock):
            self.events.append(outcome_event(issued, self.plant.result(issued), due))

    def _set_the_stage(self) -> None:
        start, end = self.plant.clock, self.until + timedelta(hours=1)
        self.plant.shift_changes = False
        for scene in STAGE:
            unit = self.plant.unit(scene.asset)
            acting = [Episode(kind, start, end, size) for kind, size in scene.acting.items()]
            unit.stage(acting)
            unit.machine.set_points.update(scene.set_points)


def _due(waiting: list[tuple[datetime, Issued]], clock: datetime) -> list[tuple[datetime, Issued]]:
    """Take out what is due, oldest first."""
    found = sorted((item for item in waiting if item[0] <= clock), key=lambda item: item[0])
    waiting[:] = [item for item in waiting if item[0] > clock]
    return found


def main() -> int:
    """Print the history as JSON lines."""
    parser = argparse.ArgumentParser(prog="python -m examples.plant.history", description=__doc__)
    parser.add_argument("--until", type=datetime.fromisoformat, default=None)
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    until = options.until or datetime.now(UTC)
    try:
        for event in history(until, options.days, options.seed):
            print(json.dumps(event, ensure_ascii=False))
    except ValueError as bad:
        print(f"history: {bad}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
