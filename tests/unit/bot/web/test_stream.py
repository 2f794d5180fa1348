"""The live stream: the wire format, and only what the reader may see."""

import asyncio
import json
from collections.abc import AsyncIterator, Hashable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot import articles
from bot.feedback import decide
from bot.web.cards import seen_now
from bot.web.changes import Changes, What
from bot.web.context import Context
from bot.web.identity import Identity
from bot.web.knowledge import withdrawn_now
from bot.web.pages import Pages
from bot.web.stream import lines
from knowledge.model import Person
from tests.curated_plant import sources_of, validated, with_sop
from tests.reviewed_plant import ENGINEER, REVIEWING
from tests.small_plant import DIRECTORY, LINE_4, NOW, OPERATOR, STRANGER, advice
from tests.unit.bot.web.conftest import Face


def same(person: Person) -> Person:
    return person


def context_of(face: Face) -> Context:
    services = face.services

    def look() -> dict[Hashable, What]:
        store, now = services.store, face.clock()
        return {**seen_now(store, now=now), **withdrawn_now(store, now=now)}

    changes = Changes(look, quiet=0.05)
    pages = Pages.create(zone=services.settings.zone, demo=True)
    return Context(services, pages, Identity(services, b"k"), changes, face.clock)


async def events(stream: AsyncIterator[str], count: int) -> list[dict[str, str]]:
    """Return the next events of the stream, by field; comments are left out."""
    found = []
    while len(found) < count:
        text = await asyncio.wait_for(anext(stream), 5)
        if text.startswith(("retry", ":")):
            continue
        fields = dict(line.split(": ", 1) for line in text.strip().splitlines())
        found.append(fields)
    return found


def test_a_new_recommendation_and_its_decision_arrive(face: Face) -> None:
    async def test() -> None:
        context = context_of(face)
        stream = lines(context, lambda: OPERATOR, "")
        assert (await events(stream, 1))[0]["event"] == "reload"
        face.plant.issue(advice(1))
        context.changes.note()
        (told,) = await events(stream, 1)
        assert told["event"] == "recommendation"
        assert json.loads(told["data"]) == {
            "decision_id": "R-2026-000001",
            "asset": f"{LINE_4}/drum-2",
            "state": "open",
            "text": "Line 4, Drum 2: Reduce drum speed from 42 to 38 rpm",
        }
        decide(
            face.plant.store,
            key="k",
            person=OPERATOR,
            decision_id="R-2026-000001",
            decision="accepted",
            now=NOW,
        )
        context.changes.note()
        assert json.loads((await events(stream, 1))[0]["data"])["state"] == "accepted"

    asyncio.run(test())


def test_an_expiry_is_a_change_too(face: Face) -> None:
    async def test() -> None:
        face.plant.issue(advice(1))
        context = context_of(face)
        stream = lines(context, lambda: OPERATOR, "")
        await events(stream, 1)
        face.clock.now = NOW + timedelta(hours=1)
        context.changes.note()
        assert json.loads((await events(stream, 1))[0]["data"])["state"] == "expired"

    asyncio.run(test())


def test_a_reader_is_told_only_about_equipment_of_their_team(face: Face) -> None:
    async def test() -> None:
        context = context_of(face)
        theirs = advice(9, asset="northfield/p/sealer-1")
        streams = {
            each.id: lines(context, partial(same, each), "") for each in (OPERATOR, STRANGER)
        }
        for stream in streams.values():
            await events(stream, 1)
        face.plant.issue(advice(1), theirs)
        context.changes.note()
        told = {name: await events(stream, 1) for name, stream in streams.items()}
        seen = {name: json.loads(each[0]["data"])["decision_id"] for name, each in told.items()}
        assert seen == {"p-1": "R-2026-000001", "p-9": "R-2026-000009"}

    asyncio.run(test())


def test_an_open_page_is_told_nothing_more_once_the_right_is_gone(face: Face) -> None:
    async def test() -> None:
        context = context_of(face)
        stream = lines(context, lambda: OPERATOR, "")
        await events(stream, 1)
        moved = replace(OPERATOR, teams=frozenset({"packaging"}))
        face.plant.store.directory.replace(replace(DIRECTORY, people=(moved, STRANGER)))
        face.plant.issue(advice(1), advice(9, asset="northfield/p/sealer-1"))
        context.changes.note()
        told = json.loads((await events(stream, 1))[0]["data"])
        assert told["decision_id"] == "R-2026-000009"

    asyncio.run(test())


def test_the_admin_is_told_everything_and_quiet_times_keep_the_line_open(face: Face) -> None:
    async def test() -> None:
        context = context_of(face)
        stream = lines(context, lambda: Person("admin", "Admin", sees_all=True), "")
        assert await anext(stream) == "retry: 2000\n\n"
        await events(stream, 1)
        assert await asyncio.wait_for(anext(stream), 5) == ": still here\n\n"

    asyncio.run(test())


def test_a_page_that_does_not_know_who_asks_is_told_not_to_reconnect(face: Face) -> None:
    assert face.visitor(None).get("/stream").status_code == 204


def test_an_open_page_loses_an_article_and_who_might_never_see_it_hears_nothing(
    face: Face,
) -> None:
    async def test() -> None:
        face.plant.store.directory.replace(REVIEWING)
        with_sop(face.plant)
        one = validated(face.plant)
        context = context_of(face)
        readers = OPERATOR, STRANGER
        streams = [lines(context, lambda reader=each: reader, "") for each in readers]
        for stream in streams:
            assert (await events(stream, 1))[0]["event"] == "reload"
        sources, now = sources_of(face.plant), face.clock.now
        articles.unpublish(sources, ENGINEER, one.number, reason="wrong", now=now)
        context.changes.note()
        (told,) = await events(streams[0], 1)
        assert told["event"] == "withdrawn"
        assert json.loads(told["data"]) == {"article": one.number}
        assert "withdrawn" not in await anext(streams[1])

    asyncio.run(test())
