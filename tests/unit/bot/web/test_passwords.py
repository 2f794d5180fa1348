"""Passwords: what is too weak is said in a sentence; what is kept is a hash with its own salt."""

import asyncio
from typing import Any

import pytest
from argon2 import PasswordHasher

from bot.web.passwords import LONGEST, SHORTEST, Passwords, TooBusy, weakness
from tests.unit.bot.web.conftest import quick

GOOD = "four plain words here"


def test_a_hash_fits_its_password_only_in_every_spelling_of_it() -> None:
    async def test() -> None:
        passwords = quick()
        hashed = await passwords.hashed("gr\u00fcne Tasse am Band")
        assert hashed.startswith("$argon2id$")
        assert hashed != await passwords.hashed("gr\u00fcne Tasse am Band")
        assert await passwords.fits("gru\u0308ne Tasse am Band", hashed)
        assert not await passwords.fits("grüne Tasse am band", hashed)
        assert not await passwords.fits("grüne Tasse am Band", "")
        assert not await passwords.fits("nobody has this password", "")
        assert not await passwords.fits("x", "no hash at all")

    asyncio.run(test())


class Counting(PasswordHasher):
    """Counts what it is asked to verify: the same work is the same time."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.verified: list[str] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Any:  # noqa: A002 - its name
        self.verified.append(str(hash).rsplit("$", 2)[0])
        return super().verify(hash, password)


def test_nobody_takes_as_long_as_somebody() -> None:
    """Time must not tell who has an account: both do the same work."""

    async def test() -> None:
        hasher = Counting()
        passwords = Passwords(hasher)
        hashed = await passwords.hashed(GOOD)
        assert not await passwords.fits("wrong", hashed)
        assert not await passwords.fits("wrong", "")
        somebody, nobody = hasher.verified
        assert nobody == somebody  # the same algorithm, version and costs

    asyncio.run(test())


def test_hashing_happens_a_few_at_a_time_and_a_flood_is_turned_away() -> None:
    async def test() -> None:
        passwords = quick()
        tries = [passwords.fits("x", "") for _ in range(60)]
        done = await asyncio.gather(*tries, return_exceptions=True)
        assert any(isinstance(each, TooBusy) for each in done)
        assert sum(each is False for each in done) >= 20

    asyncio.run(test())


def test_a_hash_made_with_less_work_is_outdated() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    assert Passwords().outdated(weak)
    assert not quick().outdated(weak)


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "Kaffee-Tasse-Band",
        "рабочая смена номер",
        "工厂的操作员每天都在这里工作",
        "correct7Horse!",
    ],
)
def test_a_few_words_in_any_language_will_do(password: str) -> None:
    assert weakness(password, names=("p-1", "Amara")) == ""


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "too short"),
        ("x" * (SHORTEST - 1), "too short"),
        ("ab" * LONGEST, "too long"),
        ("aaaaaaaaaaaa", "too easy"),
        ("1234567890", "too easy"),
        ("abcdefghijkl", "too easy"),
        ("9876543210", "too easy"),
        ("Amara2026!", "little more than a name"),
        ("Password123", "little more than a name"),
        ("tandem tandem", "little more than a name"),
    ],
)
def test_what_anybody_would_try_first_is_refused_in_a_sentence(password: str, told: str) -> None:
    assert told in weakness(password, names=("p-1", "Amara"))
