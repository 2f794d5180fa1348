"""The sealer's physics: cold, thick and fast leaks; hot burns."""

import random
from decimal import Decimal

import pytest

from examples.plant.process.sealer import LINE_SPEED, SEAL_TEMPERATURE, Sealer


def leakers(sealer: Sealer, **disturbance: float) -> float:
    rng = random.Random(5)
    total = 0.0
    for _ in range(60):
        sealer.advance(10, 9.0, disturbance, rng)
        total += float(sealer.measured().value)
    return total / 60


@pytest.mark.parametrize(
    "disturbance", [{"heater": -5.0}, {"pressure": -0.3}, {"film": 4.0}], ids=str
)
def test_cold_jaws_low_pressure_and_thick_film_leak(disturbance: dict[str, float]) -> None:
    assert leakers(Sealer(), **disturbance) > leakers(Sealer()) + 0.5


def test_a_slower_line_leaks_less() -> None:
    slow = Sealer()
    slow.set_points[LINE_SPEED] = Decimal(48)
    assert leakers(slow) < leakers(Sealer())


def test_above_142_degrees_the_film_burns_through() -> None:
    at_limit, above = Sealer(), Sealer()
    at_limit.set_points[SEAL_TEMPERATURE] = Decimal(141)
    above.set_points[SEAL_TEMPERATURE] = Decimal(147)
    assert leakers(above) > leakers(at_limit) + 3
