"""A page hears the claims of its own question, in order, until the answer is whole."""

import asyncio
from collections.abc import AsyncIterator

from bot.web.telling import Telling, _lines
from knowledge.model import Claim

ONE, TWO = Claim("It is wet.", ("R1",)), Claim("Wait.", ("S1",), quote=True)


async def heard(claims: AsyncIterator[Claim]) -> list[Claim]:
    return [claim async for claim in claims]


def in_thread(telling: Telling, *claims: Claim, person: str = "p", key: str = "k") -> None:
    with telling.to(person, key) as tell:
        for claim in claims:
            tell(claim)


def test_who_listens_before_the_question_hears_all_of_it() -> None:
    async def run() -> list[Claim]:
        telling = Telling()
        listening = asyncio.create_task(heard(telling.listen("p", "k")))
        await asyncio.sleep(0)
        await asyncio.to_thread(in_thread, telling, ONE, TWO)
        return await listening

    assert asyncio.run(run()) == [ONE, TWO]


def test_who_comes_in_the_middle_hears_what_was_told_and_what_follows() -> None:
    async def run() -> list[Claim]:
        telling = Telling()
        with telling.to("p", "k") as tell:
            tell(ONE)
            listening = asyncio.create_task(heard(telling.listen("p", "k")))
            await asyncio.sleep(0.01)
            tell(TWO)
        return await listening

    assert asyncio.run(run()) == [ONE, TWO]


def test_claims_arrive_one_by_one_before_the_answer_is_whole() -> None:
    async def run() -> Claim:
        telling = Telling()
        with telling.to("p", "k") as tell:
            claims = telling.listen("p", "k")
            tell(ONE)
            first = await anext(claims)
            await claims.aclose()  # type: ignore[attr-defined]
            return first

    assert asyncio.run(run()) == ONE


def test_nobody_hears_another_persons_answer() -> None:
    async def run() -> list[Claim]:
        telling = Telling(start=0.05)
        listening = asyncio.create_task(heard(telling.listen("other", "k")))
        await asyncio.sleep(0)
        await asyncio.to_thread(in_thread, telling, ONE)
        return await listening

    assert asyncio.run(run()) == []


def test_listening_for_a_question_that_does_not_come_ends_and_leaves_nothing() -> None:
    telling = Telling(start=0.02)
    assert asyncio.run(heard(telling.listen("p", "k"))) == []
    assert telling._answers == {}


def test_a_question_nobody_listens_to_leaves_nothing() -> None:
    telling = Telling()
    in_thread(telling, ONE)
    assert telling._answers == {}


def test_the_events_are_claims_and_an_end() -> None:
    async def run() -> list[str]:
        telling = Telling()
        with telling.to("p", "k") as tell:
            tell(TWO)
            events = _lines(telling, "p", "k")
            first = await anext(events)
        return [first, *[line async for line in events]]

    assert asyncio.run(run()) == [
        'event: claim\ndata: {"text": "Wait.", "cites": ["S1"], "quote": true}\n\n',
        "event: end\ndata: {}\n\n",
    ]
