"""The live plant: something to say at every tick, never a number twice, follow-ups of its own."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from examples.plant.history import history
from examples.plant.live import LivePlant

START = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


@cache
def ticks(seed: int = 7, first: int | None = None, count: int = 60) -> tuple[dict[str, Any], ...]:
    plant = LivePlant(now=START, seed=seed, first=first)
    events: list[Any] = []
    for number in range(count):
        events += plant.tick(START + timedelta(seconds=20 * number))
    return tuple(events)


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [event for event in ticks() if event["type"].endswith(kind)]


def test_every_tick_brings_a_recommendation() -> None:
    assert len(of_kind("issued")) == 60


def test_events_carry_the_time_on_the_wall() -> None:
    times = [event["time"] for event in ticks()]
    assert times == sorted(times)
    assert times[0] == "2026-11-20T14:00:00Z"
    assert times[-1] == "2026-11-20T14:19:40Z"


def test_decision_ids_are_never_given_twice_also_beside_the_past() -> None:
    past = {str(event["id"]) for event in history(START, 2, 7)}
    ids = [event["id"] for event in ticks()]
    assert len(set(ids)) == len(ids)
    assert not past & set(ids)


def test_a_plant_that_starts_again_gives_no_number_twice() -> None:
    again = LivePlant(now=START + timedelta(minutes=30), seed=7)
    event: Any = again.tick(START + timedelta(minutes=30))[-1]
    assert event["id"] > max(event["id"] for event in of_kind("issued"))


def test_numbering_can_start_where_somebody_says() -> None:
    ids = [e["data"]["decision_id"] for e in ticks(first=123, count=3) if "issued" in e["type"]]
    assert ids == ["R-2026-000123", "R-2026-000124", "R-2026-000125"]


def test_decisions_and_outcomes_follow_recommendations_of_this_run() -> None:
    issued = {event["data"]["decision_id"]: event["time"] for event in of_kind("issued")}
    assert of_kind("decided")
    assert of_kind("outcome")
    for event in [*of_kind("decided"), *of_kind("outcome")]:
        assert event["time"] > issued[event["data"]["decision_id"]]


def test_most_recommendations_are_left_to_the_people_at_the_screen() -> None:
    assert len(of_kind("decided")) < len(of_kind("issued")) / 2


def test_no_asset_is_alone_to_speak() -> None:
    assets = [event["subject"] for event in of_kind("issued")]
    assert len(set(assets)) >= 8
    assert max(assets.count(asset) for asset in set(assets)) < len(assets) / 3


def test_the_same_seed_gives_the_same_events() -> None:
    plant = LivePlant(now=START, seed=7)
    events = [e for n in range(20) for e in plant.tick(START + timedelta(seconds=20 * n))]
    assert tuple(events) == ticks()[: len(events)]


def test_the_plant_goes_on_when_its_prepared_episodes_are_used_up() -> None:
    plant = LivePlant(now=START, seed=7, horizon=timedelta(hours=14))
    for number in range(80):
        events: list[Any] = plant.tick(START + timedelta(seconds=20 * number))
        assert events[-1]["type"].endswith("issued")
