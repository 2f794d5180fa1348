"""A unit: one machine with its sensors, its faults and its recommender.

Knows how truth becomes readings. Does not know when people are asked or what they do.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile

from examples.plant.advice import Advice, Advisor, advise
from examples.plant.episodes import Effect, Episode, Kind, Odds
from examples.plant.process.machine import Machine
from examples.plant.readings import Reading, Readings, Sensor, Value, rounded

UNCERTAIN_AFTER = timedelta(minutes=2)
BAD_AFTER = timedelta(minutes=30)


@dataclass
class Unit:
    """One asset of the plant. ``source`` is the recommender's name on the event bus.

    ``odds`` say what goes wrong with it; ``episodes`` are ordered by their start.
    """

    asset: str
    source: str
    machine: Machine
    sensors: tuple[Sensor, ...]
    advisor: Advisor
    odds: Odds
    usual_product: str
    episodes: list[Episode] = field(default_factory=list)
    _frozen: dict[str, tuple[Value, datetime]] = field(default_factory=dict)

    def advance(self, clock: datetime, minutes: float, rng: random.Random) -> None:
        """Let time pass up to ``clock`` (the plant's own time)."""
        while self.episodes and self.episodes[0].end <= clock:
            del self.episodes[0]
        active = self.active(clock)
        disturbance: dict[str, float] = {}
        for episode in active:
            if episode.kind.effect is Effect.PROCESS:
                target = episode.kind.target
                disturbance[target] = disturbance.get(target, 0.0) + episode.size
        products = [e.kind.target for e in active if e.kind.effect is Effect.PRODUCT]
        self.machine.product = products[0] if products else self.usual_product
        self.machine.advance(minutes, clock.hour + clock.minute / 60.0, disturbance, rng)
        self._freeze(clock, active)

    def readings(self, clock: datetime, stamp: datetime, rng: random.Random) -> Readings:
        """Return what the recommender sees; ``stamp`` is the time to log for ``clock``."""
        signals = self.machine.signals()
        found: dict[str, Reading] = {}
        for sensor in self.sensors:
            signal = signals[sensor.name]
            if isinstance(signal, str):
                found[sensor.name] = Reading(sensor.name, signal, "", "good", stamp)
                continue
            seen = signal - self._reads_low(sensor.name, clock) + rng.gauss(0.0, sensor.noise)
            found[sensor.name] = self._seen(sensor, rounded(seen, sensor.places), clock, stamp)
        return found

    def advice(self, readings: Readings) -> Advice | None:
        """Return what the recommender would do now, or None."""
        return advise(self.advisor, readings, self.machine.set_points)

    def active(self, clock: datetime) -> list[Episode]:
        """Return the episodes that act now."""
        begun = takewhile(lambda episode: episode.start <= clock, self.episodes)
        return [episode for episode in begun if episode.active(clock)]

    def has(self, kind: Kind, clock: datetime) -> bool:
        """Whether an episode of that kind acts now."""
        return any(episode.kind is kind for episode in self.active(clock))

    def end(self, kind: Kind, clock: datetime) -> None:
        """End what somebody has put right."""
        self.episodes = [e for e in self.episodes if e.kind is not kind or e.start > clock]

    def stage(self, episodes: list[Episode]) -> None:
        """Let only these episodes act from now on, with the set points of a new shift."""
        self.episodes = list(episodes)
        self._frozen.clear()
        self.machine.normal()

    def _reads_low(self, name: str, clock: datetime) -> float:
        lows = (
            episode.size
            for episode in self.active(clock)
            if episode.kind.effect is Effect.READS_LOW and episode.kind.target == name
        )
        return max(lows, default=0.0)

    def _freeze(self, clock: datetime, active: list[Episode]) -> None:
        stale = {e.kind.target for e in active if e.kind.effect is Effect.STALE}
        for name in set(self._frozen) - stale:
            del self._frozen[name]
        for sensor in self.sensors:
            if sensor.name not in stale or sensor.name in self._frozen:
                continue
            signal = self.machine.signals()[sensor.name]
            if not isinstance(signal, str):
                seen = signal - self._reads_low(sensor.name, clock)
                self._frozen[sensor.name] = (rounded(seen, sensor.places), clock)

    def _seen(self, sensor: Sensor, value: Value, clock: datetime, stamp: datetime) -> Reading:
        if sensor.name not in self._frozen:
            return Reading(sensor.name, value, sensor.unit, "good", stamp)
        value, since = self._frozen[sensor.name]
        age = clock - since
        quality = "bad" if age >= BAD_AFTER else "uncertain" if age >= UNCERTAIN_AFTER else "good"
        return Reading(sensor.name, value, sensor.unit, quality, stamp - age)
