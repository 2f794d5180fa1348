"""Episodes: what goes wrong in the sample plant, for how long and how much.

Knows kinds of disturbances and faults and draws them by chance. Does not know what the
recommenders make of them.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from examples.plant.process import drum, sealer


class Effect(StrEnum):
    """Where an episode acts."""

    PROCESS = "process"
    READS_LOW = "reads low"
    STALE = "stale"
    PRODUCT = "product"
    SILENT = "silent"


@dataclass(frozen=True)
class Kind:
    """One way things go wrong: a range of sizes and hours, and what it acts on.

    ``target`` is a disturbance of the process, the name of a reading, or a product.
    """

    name: str
    effect: Effect
    target: str = ""
    size: tuple[float, float] = (0.0, 0.0)
    hours: tuple[float, float] = (1.0, 3.0)


@dataclass(frozen=True)
class Episode:
    """A kind that acts from ``start`` to ``end`` with one size."""

    kind: Kind
    start: datetime
    end: datetime
    size: float

    def active(self, now: datetime) -> bool:
        """Whether it acts now."""
        return self.start <= now < self.end


WET = Kind("wet product", Effect.PROCESS, "moisture", (0.7, 1.2), (1.5, 4))
DRY = Kind("dry product", Effect.PROCESS, "moisture", (-1.1, -0.8), (1.5, 3))
HUMID = Kind("humid hall", Effect.PROCESS, "humidity", (14, 22), (2, 5))
HIGH_BED = Kind("bridging feeder", Effect.PROCESS, "bed", (9, 14), (2, 5))
FINE_LOT = Kind("fine seasoning lot", Effect.PROCESS, "lot", (0.3, 0.45), (6, 12))
FOULED = Kind("fouled moisture sensor", Effect.READS_LOW, drum.MOISTURE, (0.8, 1.0), (3, 8))
STALE_MOISTURE = Kind("stale moisture", Effect.STALE, drum.MOISTURE, (0, 0), (1, 3))
KETTLE = Kind("kettle product", Effect.PRODUCT, drum.KETTLE_PRODUCT, (0, 0), (6, 12))
WEAK_HEATER = Kind("weak heater", Effect.PROCESS, "heater", (-6.0, -3.8), (2, 6))
LOW_AIR = Kind("low air pressure", Effect.PROCESS, "pressure", (-0.4, -0.25), (1, 3))
THICK_FILM = Kind("thick film", Effect.PROCESS, "film", (3.5, 5.0), (2, 5))
STALE_HEAT = Kind("stale temperature", Effect.STALE, sealer.SEAL_TEMPERATURE, (0, 0), (1, 3))
MAKE_UP = Kind("more make-up water", Effect.PROCESS, "makeup", (3000, 5000), (3, 6))
AIR_LEAK = Kind("false air", Effect.PROCESS, "air", (1.5, 2.2), (2, 4))
COLD_RETURN = Kind("cold condensate", Effect.PROCESS, "condensate", (-8, -5.5), (1.5, 3))
PEAK = Kind("steam peak", Effect.PROCESS, "load", (2, 4), (1, 2))
SILENT = Kind("no reasons", Effect.SILENT, "", (0, 0), (0.7, 1.5))

Odds = Mapping[Kind, float]

DRUM_ODDS: Odds = {
    WET: 4.0,
    DRY: 1.0,
    HUMID: 1.6,
    HIGH_BED: 1.0,
    FINE_LOT: 0.9,
    FOULED: 0.9,
    STALE_MOISTURE: 2.5,
    SILENT: 1.2,
}
KETTLE_DRUM_ODDS: Odds = {**DRUM_ODDS, KETTLE: 5.0}
SEALER_ODDS: Odds = {WEAK_HEATER: 2.0, LOW_AIR: 1.0, THICK_FILM: 1.2, STALE_HEAT: 1.2, SILENT: 0.6}
BOILER_ODDS: Odds = {MAKE_UP: 1.0, AIR_LEAK: 1.2, COLD_RETURN: 1.0, PEAK: 1.0, SILENT: 0.6}


def drawn(
    odds: Odds, start: datetime, end: datetime, rng: random.Random, *, every_hours: float = 6.0
) -> Iterator[Episode]:
    """Yield episodes between two times, one every ``every_hours`` on average; they may overlap."""
    kinds, weights = list(odds), list(odds.values())
    at = start + timedelta(hours=rng.expovariate(1.0 / every_hours))
    while at < end:
        kind = rng.choices(kinds, weights)[0]
        length = timedelta(hours=rng.uniform(*kind.hours))
        yield Episode(kind, at, at + length, rng.uniform(*kind.size))
        at += timedelta(hours=rng.expovariate(1.0 / every_hours))
