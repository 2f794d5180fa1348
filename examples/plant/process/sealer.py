"""A bag sealer: how many bags leak.

Knows heat, pressure, film and dwell. Does not know its sensors or its advisor. Figures are
invented but of a plausible size.
"""

import math
import random
from dataclasses import dataclass, field
from decimal import Decimal

from examples.plant.process.machine import Disturbance, Measured, Signal, lag, wander
from examples.plant.readings import rounded

SEAL_TEMPERATURE = "seal temperature"
JAW_PRESSURE = "jaw pressure"
LINE_SPEED = "line speed"
FILM_THICKNESS = "film thickness"
FILM_TYPE = "film type"


def _normal_set_points() -> dict[str, Decimal]:
    return {
        SEAL_TEMPERATURE: Decimal(136),
        JAW_PRESSURE: Decimal("2.4"),
        LINE_SPEED: Decimal(60),
    }


@dataclass
class Sealer:
    """State of one sealer: jaw temperature °C, pressure bar, film µm, speed bags/min."""

    product: str = "F-35"
    set_points: dict[str, Decimal] = field(default_factory=_normal_set_points)
    temperature: float = 136.0
    pressure: float = 2.4
    film: float = 35.0
    speed: float = 60.0

    def advance(
        self, minutes: float, hour: float, disturbance: Disturbance, rng: random.Random
    ) -> None:
        """Let time pass; disturbances: heater °C, pressure bar, film µm."""
        del hour
        set_points = {name: float(value) for name, value in self.set_points.items()}
        heat = set_points[SEAL_TEMPERATURE] + disturbance.get("heater", 0.0)
        self.temperature = wander(self.temperature, heat, 4.0, 0.5, minutes, rng)
        air = set_points[JAW_PRESSURE] + disturbance.get("pressure", 0.0)
        self.pressure = wander(self.pressure, air, 3.0, 0.02, minutes, rng)
        gauge = 35.0 + disturbance.get("film", 0.0)
        self.film = wander(self.film, gauge, 30.0, 0.5, minutes, rng)
        self.speed = lag(self.speed, set_points[LINE_SPEED], 1.0, minutes)

    def signals(self) -> dict[str, Signal]:
        """Return the true values by sensor name."""
        return {
            SEAL_TEMPERATURE: self.temperature,
            JAW_PRESSURE: self.pressure,
            FILM_THICKNESS: self.film,
            LINE_SPEED: self.speed,
            FILM_TYPE: self.product,
        }

    def measured(self) -> Measured:
        """Return the leaking bags per 1,000; above 142 °C the film burns through instead."""
        cold = math.exp(
            0.22 * (136.0 - self.temperature)
            - 1.6 * (self.pressure - 2.4)
            + 0.12 * (self.film - 35.0)
            + 0.03 * (self.speed - 60.0)
        )
        burnt = 0.9 * max(0.0, self.temperature - 142.0)
        leakers = min(120.0, 2.0 * cold + burnt)
        return Measured("leakers", rounded(leakers, 1), "per 1,000 bags", leakers, 0.4)

    def normal(self) -> None:
        """Put the set points where a new shift likes them."""
        self.set_points = _normal_set_points()
