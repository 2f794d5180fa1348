"""A seasoning drum: how much seasoning ends up on the product.

Knows pick-up, lags and breakage of thick-cut product. Does not know its sensors or its advisor.
Figures are invented but of a plausible size.
"""

import math
import random
from dataclasses import dataclass, field
from decimal import Decimal

from examples.plant.process.machine import Disturbance, Measured, Signal, lag, wander
from examples.plant.readings import rounded

DRUM_SPEED = "drum speed"
LINE_SPEED = "line speed"
OIL_FLOW = "oil flow"
FEEDER_RATE = "scarf feeder rate"
MOISTURE = "product moisture"
HUMIDITY = "ambient humidity"
BED_LEVEL = "seasoning bed level"
STANDARD_PRODUCT = "Flat Cut Classic Salted"
KETTLE_PRODUCT = "Kettle Thick Cut Vinegar"
THICK_CUT_MOISTURE = 0.6
TARGETS = {STANDARD_PRODUCT: 6.0, KETTLE_PRODUCT: 5.2}


def _normal_set_points() -> dict[str, Decimal]:
    return {
        DRUM_SPEED: Decimal(42),
        LINE_SPEED: Decimal(95),
        OIL_FLOW: Decimal(24),
        FEEDER_RATE: Decimal(100),
    }


@dataclass
class Drum:
    """State of one drum: moisture %, humidity %RH, bed level %, seasoning % by weight."""

    product: str = STANDARD_PRODUCT
    set_points: dict[str, Decimal] = field(default_factory=_normal_set_points)
    moisture: float = 2.4
    humidity: float = 48.0
    bed_level: float = 50.0
    drum_speed: float = 42.0
    line_speed: float = 95.0
    oil_flow: float = 24.0
    seasoning: float = 6.05

    def advance(
        self, minutes: float, hour: float, disturbance: Disturbance, rng: random.Random
    ) -> None:
        """Let time pass; disturbances: moisture %, humidity %RH, bed %, lot (% by weight)."""
        set_points = {name: float(value) for name, value in self.set_points.items()}
        base = 2.4 + disturbance.get("moisture", 0.0)
        base += THICK_CUT_MOISTURE if self.product == KETTLE_PRODUCT else 0.0
        self.moisture = max(0.8, wander(self.moisture, base, 10, 0.08, minutes, rng))
        day = 46.0 + 7.0 * math.sin(2 * math.pi * (hour - 9.0) / 24.0)
        outside = day + disturbance.get("humidity", 0.0)
        self.humidity = min(88.0, wander(self.humidity, outside, 90, 3.0, minutes, rng))
        bed = 50.0 + 0.8 * (set_points[FEEDER_RATE] - 100.0) + disturbance.get("bed", 0.0)
        bed += 0.5 * max(0.0, self.humidity - 58.0)
        self.bed_level = min(90.0, max(15.0, wander(self.bed_level, bed, 40, 3.0, minutes, rng)))
        self.drum_speed = lag(self.drum_speed, set_points[DRUM_SPEED], 1.0, minutes)
        self.line_speed = lag(self.line_speed, set_points[LINE_SPEED], 3.0, minutes)
        self.oil_flow = lag(self.oil_flow, set_points[OIL_FLOW], 2.0, minutes)
        pick_up = self._pick_up() + disturbance.get("lot", 0.0)
        self.seasoning = lag(self.seasoning, pick_up, 8.0, minutes)

    def signals(self) -> dict[str, Signal]:
        """Return the true values by sensor name."""
        return {
            MOISTURE: self.moisture,
            DRUM_SPEED: self.drum_speed,
            LINE_SPEED: self.line_speed,
            OIL_FLOW: self.oil_flow,
            HUMIDITY: self.humidity,
            BED_LEVEL: self.bed_level,
            "product": self.product,
        }

    def measured(self) -> Measured:
        """Return the seasoning on product, or the breakage where a slow drum breaks it."""
        if self.product == KETTLE_PRODUCT and self.drum_speed < 39.5:
            breakage = 2.1 + 2.35 * (40.0 - self.drum_speed)
            return Measured("breakage", rounded(breakage, 1), "%", breakage - 2.1, 0.5)
        seasoning = rounded(self.seasoning, 2)
        miss = abs(self.seasoning - TARGETS[self.product])
        return Measured("seasoning on product", seasoning, "% by weight", miss, 0.04)

    def normal(self) -> None:
        """Put the set points where a new shift likes them."""
        self.set_points = _normal_set_points()

    def _pick_up(self) -> float:
        return (
            TARGETS[self.product]
            + 0.62 * (self.moisture - 2.4)
            + 0.027 * (self.drum_speed - 40.0)
            + 0.015 * (self.line_speed - 95.0)
            + 0.03 * (self.oil_flow - 24.0)
            + 0.006 * (self.humidity - 45.0)
            + 0.015 * (self.bed_level - 50.0)
        )
