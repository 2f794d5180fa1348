"""What changed is told once, in order, and after a reconnect from where the page stood."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from bot.web.changes import KEPT, Change, Changes, Missed, Seen


class Plant:
    """What the watcher looks at."""

    def __init__(self) -> None:
        self.seen: dict[str, Seen] = {}
        self.looks = 0

    def __call__(self) -> dict[str, Seen]:
        self.looks += 1
        return dict(self.seen)

    def issue(self, name: str, state: str = "open") -> None:
        self.seen = {name: Seen("line-4", state)} | {
            other: seen for other, seen in self.seen.items() if other != name
        }


def watching(plant: Plant, **options: Any) -> Changes:
    return Changes(plant, **({"every": 60.0, "quiet": 60.0} | options))


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 5))


async def told(stream: AsyncIterator[Any]) -> Any:
    return await anext(stream)


def test_a_noted_change_reaches_every_follower() -> None:
    async def test() -> None:
        plant = Plant()
        changes = watching(plant)
        streams = [changes.follow("") for _ in range(3)]
        assert all([isinstance(await told(each), Missed) for each in streams])
        plant.issue("R-1")
        changes.note()
        assert [(await told(each)).key for each in streams] == ["R-1"] * 3
        assert plant.looks == 2  # one watcher serves them all

    run(test)


def test_what_was_written_by_another_way_is_found_without_a_note() -> None:
    async def test() -> None:
        plant = Plant()
        stream = watching(plant, every=0.02).follow("")
        await told(stream)
        plant.issue("R-1")
        assert (await told(stream)).key == "R-1"

    run(test)


def test_several_changes_come_oldest_first_and_a_new_state_is_a_change() -> None:
    async def test() -> None:
        plant = Plant()
        changes = watching(plant)
        stream = changes.follow("")
        await told(stream)
        plant.issue("R-1")
        plant.issue("R-2")
        changes.note()
        assert [(await told(stream)).key for _ in range(2)] == ["R-1", "R-2"]
        plant.issue("R-1", "accepted")
        changes.note()
        assert (await told(stream)).seen.state == "accepted"

    run(test)


def test_a_reconnect_is_told_exactly_what_it_missed() -> None:
    async def test() -> None:
        plant = Plant()
        changes = watching(plant)
        stays, leaves = changes.follow(""), changes.follow("")
        await told(stays)
        await told(leaves)
        plant.issue("R-1")
        changes.note()
        last: Change = await told(leaves)
        await told(stays)
        await leaves.aclose()
        plant.issue("R-2")
        changes.note()
        await told(stays)
        again = changes.follow(last.position)
        assert (await told(again)).key == "R-2"

    run(test)


def test_a_position_of_another_run_or_too_long_ago_means_load_afresh() -> None:
    async def test() -> None:
        plant = Plant()
        changes = watching(plant)
        stream = changes.follow("")
        missed = await told(stream)
        for number in range(KEPT + 2):
            plant.issue(f"R-{number}")
        changes.note()
        await told(stream)
        for old in (missed.position, "0badcafe-1", "nonsense", "", f"{missed.position}999"):
            again = changes.follow(old)
            assert isinstance(await told(again), Missed), old

    run(test)


def test_nothing_happening_is_said_now_and_then() -> None:
    async def test() -> None:
        stream = watching(Plant(), quiet=0.01).follow("")
        await told(stream)
        assert await told(stream) is None

    run(test)


def test_nobody_following_means_nobody_looking() -> None:
    async def test() -> None:
        plant = Plant()
        changes = watching(plant, every=0.01)
        stream = changes.follow("")
        await told(stream)
        await stream.aclose()
        looks = plant.looks
        await asyncio.sleep(0.05)
        assert plant.looks <= looks + 1
        plant.issue("R-1")
        # What happened in between is unknown, so the page is told to load afresh.
        assert isinstance(await told(changes.follow(changes.position)), Missed)

    run(test)


def test_closing_ends_all_streams() -> None:
    async def test() -> None:
        changes = watching(Plant())
        stream = changes.follow("")
        await told(stream)
        waiting = asyncio.create_task(told(stream))
        await asyncio.sleep(0.01)
        changes.close()
        await told_none_or_end(waiting)

    run(test)


async def told_none_or_end(waiting: "asyncio.Task[Any]") -> None:
    with pytest.raises(StopAsyncIteration):
        await waiting


def test_a_failing_look_ends_the_streams_is_logged_and_can_start_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def test() -> None:
        plant = Plant()
        changes = watching(plant)
        stream = changes.follow("")
        await told(stream)
        plant.seen = None  # type: ignore[assignment]
        changes.note()
        with pytest.raises(StopAsyncIteration):
            await told(stream)
        plant.seen = {}
        assert isinstance(await told(changes.follow("")), Missed)

    with caplog.at_level(logging.ERROR):
        run(test)
    assert "watching for changes stopped" in caplog.text


def test_a_note_before_anybody_followed_is_no_error() -> None:
    watching(Plant()).note()
