"""The running plant: all units in one time, their recommendations and what became of them.

Knows the order of things: time passes, a recommender speaks, somebody decides, something comes
of it. Does not know whether it runs in the past (``history``) or now (``recommender``).
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from examples.plant import crew, episodes
from examples.plant.advice import Advice
from examples.plant.crew import Verdict
from examples.plant.episodes import Effect, drawn
from examples.plant.process import drum
from examples.plant.process.machine import Measured
from examples.plant.readings import Readings, rounded
from examples.plant.unit import Unit
from examples.plant.units import build_units

STEP_MINUTES = 10.0


@dataclass(frozen=True)
class Issued:
    """A recommendation as it was made. ``silent``: the recommender logged no reason."""

    decision_id: str
    unit: Unit
    advice: Advice
    readings: Readings
    at: datetime
    silent: bool
    before: Measured

    @property
    def expires_at(self) -> datetime:
        """When it is no longer valid."""
        return self.at + timedelta(minutes=self.unit.advisor.valid_minutes)


@dataclass(frozen=True)
class Result:
    """What was measured some time after a recommendation: better, same or worse."""

    result: str
    before: Measured
    after: Measured
    note: str = ""


class Plant:
    """All units and their clock. Chance prepares episodes up to ``until`` (see ``prepare``)."""

    def __init__(self, *, start: datetime, until: datetime, seed: int) -> None:
        self.clock = start
        self.rng = random.Random(seed)
        self.units = build_units()
        self.prepare(start, until)
        self._crews = crew.operators()
        self.shift_changes = True
        self._shift = self._shift_of(start)

    def unit(self, asset: str) -> Unit:
        """Return the unit of that asset. Raises ``KeyError`` when there is none."""
        for unit in self.units:
            if unit.asset == asset:
                return unit
        raise KeyError(f"no unit {asset!r}; see examples.plant.units.ASSETS")

    def prepare(self, start: datetime, end: datetime) -> None:
        """Let chance prepare the episodes between two times, after those prepared before."""
        for unit in self.units:
            unit.episodes.extend(drawn(unit.odds, start, end, self.rng))

    def advance(self, minutes: float = STEP_MINUTES) -> None:
        """Let time pass, a step at a time; a new shift likes its own set points."""
        self.clock += timedelta(minutes=minutes)
        if self.shift_changes and self._shift_of(self.clock) != self._shift:
            self._shift = self._shift_of(self.clock)
            for unit in self.units:
                if self.rng.random() < 0.6:
                    unit.machine.normal()
        for unit in self.units:
            unit.advance(self.clock, minutes, self.rng)

    def recommend(self, unit: Unit, decision_id: str, stamp: datetime) -> Issued | None:
        """Return the unit's recommendation, logged at ``stamp``, or None when it has none."""
        readings = unit.readings(self.clock, stamp - timedelta(seconds=4), self.rng)
        advice = unit.advice(readings)
        if advice is None:
            return None
        silent = any(e.kind.effect is Effect.SILENT for e in unit.active(self.clock))
        before = unit.machine.measured()
        return Issued(decision_id, unit, advice, readings, stamp, silent, before)

    def decide(self, issued: Issued) -> Verdict | None:
        """Let the crew decide and act, or return None when nobody did."""
        by = crew.on_duty(issued.unit.asset, self._crews, self.rng)
        verdict = crew.decide(issued.unit, issued.advice, issued.readings, self.clock, by, self.rng)
        if verdict is not None:
            self.act(issued.unit, verdict)
        return verdict

    def act(self, unit: Unit, verdict: Verdict) -> None:
        """Do to the machine what was decided."""
        if verdict.change is not None:
            name, value = verdict.change
            unit.machine.set_points[name] = value
        if "cleaned the sensor" in verdict.action_taken:
            unit.end(episodes.FOULED, self.clock)

    def result(self, issued: Issued) -> Result:
        """Return what came of it, measured now against the time of issue."""
        before, after = issued.before, issued.unit.machine.measured()
        note = self._note(issued, after)
        if before.name != after.name:
            better = after.name != "breakage"
            return Result("better" if better else "worse", before, after, note)
        change = after.miss - before.miss
        if abs(change) < after.tolerance:
            return Result("same", before, after, note)
        return Result("better" if change < 0 else "worse", before, after, note)

    def _note(self, issued: Issued, after: Measured) -> str:
        unit = issued.unit
        if after.name == "breakage":
            return f"{unit.machine.product} broke in the slow drum."
        moisture = unit.machine.signals().get(drum.MOISTURE)
        if isinstance(moisture, float) and unit.has(episodes.FOULED, self.clock):
            return (
                f"Hand sample afterwards: {rounded(moisture, 1)} % moisture, the sensor reads low."
            )
        return ""

    @staticmethod
    def _shift_of(at: datetime) -> int:
        return int((at.timestamp() / 3600.0 - 6.0) // 8.0)
