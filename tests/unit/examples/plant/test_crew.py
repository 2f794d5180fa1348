"""The crew: who decides, and that an objection says what is true."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from examples.plant import crew, episodes
from examples.plant.advisors import sealing, seasoning
from examples.plant.crew import Verdict
from examples.plant.episodes import Episode, Kind
from examples.plant.process.drum import STANDARD_PRODUCT, Drum
from examples.plant.process.sealer import SEAL_TEMPERATURE, Sealer
from examples.plant.readings import rounded
from examples.plant.unit import Unit

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=60)
DRUM = "northfield/snacks/seasoning/line-4/drum-3"


def acting(**sizes: float) -> list[Episode]:
    kinds: dict[str, Kind] = {name: getattr(episodes, name) for name in sizes}
    end = NOW + timedelta(hours=5)
    return [Episode(kind, NOW, end, sizes[name]) for name, kind in kinds.items()]


def drum_with(**sizes: float) -> Unit:
    return settled(drum_unit(Drum(), acting(**sizes)))


def drum_unit(drum: Drum, found: list[Episode]) -> Unit:
    sensors, advisor = seasoning.SENSORS, seasoning.ADVISOR
    return Unit(DRUM, "s", drum, sensors, advisor, {}, STANDARD_PRODUCT, found)


def settled(unit: Unit) -> Unit:
    rng = random.Random(4)
    for minutes in range(0, 61, 10):
        unit.advance(NOW + timedelta(minutes=minutes), 10, rng)
    return unit


def verdicts(unit: Unit) -> Iterator[Verdict]:
    """What sixty crews would do with the unit's recommendation."""
    readings = unit.readings(LATER, LATER, random.Random(4))
    advice = unit.advice(readings)
    assert advice is not None
    for seed in range(60):
        found = crew.decide(unit, advice, readings, LATER, "p-001", random.Random(seed))
        if found is not None:
            yield found


def overrides(unit: Unit, word: str) -> list[Verdict]:
    found = [v for v in verdicts(unit) if v.decision == "overridden" and word in v.rationale]
    assert found
    assert {verdict.reason_class for verdict in found} == {"information"}
    return found


def test_thick_cut_product_is_defended_by_its_procedure_and_the_line_slowed_instead() -> None:
    unit = drum_with(WET=0.6, KETTLE=0.0)
    for verdict in overrides(unit, "SOP-118 section 3.1"):
        assert verdict.action_taken == "Reduced line speed from 95 to 91 % instead"


def test_a_fouled_sensor_is_told_by_a_hand_sample_that_is_true() -> None:
    unit = drum_with(FOULED=1.0)
    truth = unit.machine.signals()["product moisture"]
    assert isinstance(truth, float)
    for verdict in overrides(unit, "Hand sample"):
        assert f"{rounded(truth, 1)} % moisture" in verdict.rationale
        assert "SOP-126" in verdict.action_taken


def test_a_stale_reading_is_named_with_its_time() -> None:
    unit = drum_unit(Drum(moisture=3.4), acting(STALE_MOISTURE=0.0, WET=1.0))
    assert all("since 12:00 UTC" in v.rationale for v in overrides(settled(unit), "has stood at"))


def test_the_old_limit_of_the_riverside_advisor_is_noticed() -> None:
    sealer = Sealer()
    sealer.set_points[SEAL_TEMPERATURE] += 4
    found = acting(WEAK_HEATER=-9.5)
    asset = "northfield/riverside/packaging/line-5/sealer-1"
    sensors, advisor = sealing.SENSORS, sealing.RIVERSIDE_ADVISOR
    unit = Unit(asset, "s", sealer, sensors, advisor, {}, "F-35", found)
    for verdict in overrides(settled(unit), "Revision C of SOP-211 allows 142 °C"):
        assert verdict.action_taken == "Raised jaw pressure from 2.4 to 2.6 bar instead"


def test_an_accepted_recommendation_sets_what_was_recommended() -> None:
    accepted = [v for v in verdicts(drum_with(WET=1.0)) if v.decision == "accepted"]
    assert len(accepted) > 30
    assert {verdict.change for verdict in accepted} == {("drum speed", 38)}


def test_only_operators_of_the_nearest_owning_team_are_on_duty(tmp_path: Path) -> None:
    people = tmp_path / "people.yaml"
    people.write_text(
        "teams: [{id: wide, owns: [a]}, {id: near, owns: [a/b]}, {id: office, owns: [a/b/c]}]\n"
        "people:\n"
        "  - {id: p-1, team: wide, roles: [operator]}\n"
        "  - {id: p-2, team: near, roles: [operator, supervisor]}\n"
        "  - {id: p-3, team: near, roles: [supervisor]}\n"
        "  - {id: p-4, team: office, roles: [engineer]}\n",
        encoding="utf-8",
    )
    crews = crew.operators(people)
    assert {crew.on_duty("a/b/c/d", crews, random.Random(n)) for n in range(20)} == {"p-2"}
