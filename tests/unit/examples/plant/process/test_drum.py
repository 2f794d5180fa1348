"""The drum's physics: what moves the seasoning, and which way."""

import random
from decimal import Decimal

import pytest

from examples.plant.process.drum import (
    BED_LEVEL,
    DRUM_SPEED,
    KETTLE_PRODUCT,
    OIL_FLOW,
    Drum,
)


def seasoning_after(drum: Drum, **disturbance: float) -> float:
    rng = random.Random(3)
    total = 0.0
    for step in range(200):
        drum.advance(10, 9.0, disturbance, rng)
        total += drum.seasoning if step >= 50 else 0.0
    return total / 150


@pytest.mark.parametrize("name", ["moisture", "humidity", "bed", "lot"])
def test_moisture_humidity_bed_and_fine_lots_add_seasoning(name: str) -> None:
    size = 10.0 if name in {"humidity", "bed"} else 0.5
    assert seasoning_after(Drum(), **{name: size}) > seasoning_after(Drum()) + 0.05


@pytest.mark.parametrize(("name", "lower"), [(DRUM_SPEED, 38), (OIL_FLOW, 20)])
def test_a_slower_drum_and_less_oil_take_seasoning_away(name: str, lower: int) -> None:
    drum = Drum()
    drum.set_points[name] = Decimal(lower)
    assert seasoning_after(drum) < seasoning_after(Drum()) - 0.05


def test_a_humid_hall_raises_the_bed() -> None:
    humid, dry = Drum(), Drum()
    seasoning_after(humid, humidity=20.0)
    seasoning_after(dry)
    assert humid.signals()[BED_LEVEL] > dry.signals()[BED_LEVEL]  # type: ignore[operator]


def test_thick_cut_product_breaks_in_a_slow_drum_only() -> None:
    fast, slow = Drum(product=KETTLE_PRODUCT), Drum(product=KETTLE_PRODUCT)
    slow.set_points[DRUM_SPEED] = Decimal(38)
    seasoning_after(fast)
    seasoning_after(slow)
    assert fast.measured().name == "seasoning on product"
    assert slow.measured().name == "breakage"
    assert slow.measured().value > 6


def test_a_lag_does_not_arrive_at_once() -> None:
    drum = Drum()
    drum.set_points[DRUM_SPEED] = Decimal(38)
    drum.advance(1, 9.0, {}, random.Random(1))
    assert 38.5 < drum.drum_speed < 42
    drum.advance(10, 9.0, {}, random.Random(1))
    assert drum.drum_speed == pytest.approx(38, abs=0.01)
