"""A unit's readings: rounded once, low when fouled, old when stale."""

import random
from datetime import UTC, datetime, timedelta

from examples.plant import episodes
from examples.plant.advisors import seasoning
from examples.plant.episodes import Episode, Kind
from examples.plant.process.drum import KETTLE_PRODUCT, MOISTURE, STANDARD_PRODUCT, Drum
from examples.plant.readings import number
from examples.plant.unit import Unit

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def drum_with(kind: Kind | None, size: float = 0.0, minutes: int = 60) -> Unit:
    acting = [Episode(kind, NOW, NOW + timedelta(minutes=minutes), size)] if kind else []
    sensors, advisor = seasoning.SENSORS, seasoning.ADVISOR
    return Unit("a/b", "s", Drum(), sensors, advisor, {}, STANDARD_PRODUCT, acting)


def after(unit: Unit, minutes: int) -> datetime:
    rng = random.Random(1)
    for step in range(0, minutes + 1, 5):
        unit.advance(NOW + timedelta(minutes=step), 5, rng)
    return NOW + timedelta(minutes=minutes)


def test_readings_have_the_precision_of_their_sensor() -> None:
    unit = drum_with(None)
    seen = unit.readings(after(unit, 30), NOW, random.Random(1))
    for sensor in unit.sensors:
        value = seen[sensor.name].value
        if not isinstance(value, str):
            assert -value.as_tuple().exponent == sensor.places


def test_a_fouled_sensor_reads_low_and_still_says_good() -> None:
    unit = drum_with(episodes.FOULED, 0.9)
    seen = unit.readings(after(unit, 30), NOW, random.Random(1))
    truth = unit.machine.signals()[MOISTURE]
    assert isinstance(truth, float)
    assert 0.7 < truth - float(number(seen, MOISTURE)) < 1.1
    assert seen[MOISTURE].quality == "good"


def test_a_stale_value_stands_still_and_grows_old_openly() -> None:
    unit = drum_with(episodes.STALE_MOISTURE)
    at_10 = unit.readings(after(unit, 10), NOW, random.Random(1))[MOISTURE]
    at_40 = unit.readings(after(unit, 40), NOW, random.Random(2))[MOISTURE]
    assert at_10.value == at_40.value
    assert (at_10.quality, at_40.quality) == ("uncertain", "bad")
    assert NOW - at_40.at == timedelta(minutes=40)


def test_a_stale_value_lives_again_after_its_episode() -> None:
    unit = drum_with(episodes.STALE_MOISTURE, minutes=20)
    assert unit.readings(after(unit, 40), NOW, random.Random(1))[MOISTURE].quality == "good"


def test_the_product_changes_with_its_episode_and_back() -> None:
    unit = drum_with(episodes.KETTLE, minutes=20)
    after(unit, 10)
    assert unit.machine.product == KETTLE_PRODUCT
    after(unit, 30)
    assert unit.machine.product == STANDARD_PRODUCT


def test_a_cleaned_sensor_reads_right_again() -> None:
    unit = drum_with(episodes.FOULED, 0.9)
    clock = after(unit, 10)
    unit.end(episodes.FOULED, clock)
    truth = unit.machine.signals()[MOISTURE]
    assert isinstance(truth, float)
    seen = unit.readings(clock, NOW, random.Random(1))
    assert abs(truth - float(number(seen, MOISTURE))) < 0.2
