"""A steam boiler: dissolved solids, combustion air, feedwater, and the fuel they waste.

Knows concentration by blowdown, and lags of hours. Does not know its sensors or its advisor.
Figures are invented but of a plausible size.
"""

import math
import random
from dataclasses import dataclass, field
from decimal import Decimal

from examples.plant.process.machine import Disturbance, Measured, Signal, wander
from examples.plant.readings import rounded

TDS = "boiler water TDS"
STEAM_LOAD = "steam load"
OXYGEN = "flue gas oxygen"
FEEDWATER = "feedwater temperature"
BLOWDOWN = "blowdown rate"
FUEL = "fuel"


def _normal_set_points() -> dict[str, Decimal]:
    return {BLOWDOWN: Decimal(4), OXYGEN: Decimal("3.0"), FEEDWATER: Decimal(103)}


@dataclass
class Boiler:
    """State of one boiler: TDS ppm, steam load t/h, flue gas oxygen %, feedwater °C."""

    product: str = "natural gas"
    set_points: dict[str, Decimal] = field(default_factory=_normal_set_points)
    tds: float = 2600.0
    load: float = 8.0
    oxygen: float = 3.0
    feedwater: float = 103.0

    def advance(
        self, minutes: float, hour: float, disturbance: Disturbance, rng: random.Random
    ) -> None:
        """Let time pass; disturbances: makeup ppm, load t/h, air %, condensate °C."""
        blowdown = float(self.set_points[BLOWDOWN])
        solids = 1000.0 + (6400.0 + disturbance.get("makeup", 0.0)) / blowdown
        self.tds = wander(self.tds, solids, 120.0, 60.0, minutes, rng)
        day = 8.0 + 1.8 * math.sin(2 * math.pi * (hour - 8.0) / 24.0)
        demand = day + disturbance.get("load", 0.0)
        self.load = min(14.0, max(1.0, wander(self.load, demand, 20.0, 0.5, minutes, rng)))
        air = float(self.set_points[OXYGEN]) + disturbance.get("air", 0.0)
        self.oxygen = max(1.0, wander(self.oxygen, air, 6.0, 0.12, minutes, rng))
        water = float(self.set_points[FEEDWATER]) + disturbance.get("condensate", 0.0)
        self.feedwater = min(108.0, wander(self.feedwater, water, 30.0, 0.6, minutes, rng))

    def signals(self) -> dict[str, Signal]:
        """Return the true values by sensor name."""
        return {
            TDS: self.tds,
            STEAM_LOAD: self.load,
            OXYGEN: self.oxygen,
            FEEDWATER: self.feedwater,
            BLOWDOWN: float(self.set_points[BLOWDOWN]),
            FUEL: self.product,
        }

    def measured(self) -> Measured:
        """Return the fuel efficiency loss against the clean, well-trimmed boiler."""
        scaling = 0.0011 * max(0.0, self.tds - 2200.0)
        stack = 0.5 * abs(self.oxygen - 2.8)
        cold = 0.09 * max(0.0, 104.0 - self.feedwater)
        blowdown = 0.12 * float(self.set_points[BLOWDOWN])
        loss = scaling + stack + cold + blowdown
        return Measured("fuel efficiency loss", rounded(loss, 2), "%", loss, 0.1)

    def normal(self) -> None:
        """Put the set points where a new shift likes them."""
        self.set_points = _normal_set_points()
