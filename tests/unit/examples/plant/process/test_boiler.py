"""The boiler's physics: blowdown dilutes, slowly; air, solids and cold water waste fuel."""

import random
from decimal import Decimal

import pytest

from examples.plant.process.boiler import BLOWDOWN, Boiler


def run(boiler: Boiler, hours: float = 20.0, **disturbance: float) -> Boiler:
    rng = random.Random(2)
    for _ in range(int(hours * 6)):
        boiler.advance(10, 9.0, disturbance, rng)
    return boiler


def test_more_blowdown_lowers_the_solids_but_not_at_once() -> None:
    boiler = run(Boiler())
    boiler.set_points[BLOWDOWN] = Decimal("5.5")
    before = boiler.tds
    after_ten_minutes = run(boiler, hours=1 / 6).tds
    after_a_day = run(boiler, hours=24).tds
    assert abs(before - after_ten_minutes) < 120
    assert after_a_day < before - 250


@pytest.mark.parametrize(
    "disturbance", [{"makeup": 4000.0}, {"air": 2.0}, {"condensate": -7.0}], ids=str
)
def test_make_up_false_air_and_cold_return_waste_fuel(disturbance: dict[str, float]) -> None:
    assert run(Boiler(), **disturbance).measured().miss > run(Boiler()).measured().miss + 0.3
