"""What knowing who is asking costs a request, and a password: ``python -m bench.signing_in``.

In this process, over a store of its own: the asker by the demo's cookie, a session, a token; the
form token; and the hash of a password with the parameters that are served.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.requests import Request

from bot.accounts import digest, new_token
from bot.services import Services
from bot.settings import Settings
from bot.web.csrf import token_for
from bot.web.identity import COOKIE, Identity
from bot.web.passwords import Passwords
from bot.web.sessions import SESSION_COOKIE
from knowledge.model import Directory, Person, Team
from knowledge.store import Session, Store

PEOPLE, SESSIONS, TIMES = 2_000, 2_000, 2_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/tandem.db")
        people = tuple(Person(f"p-{n}", f"Person {n}", frozenset({"t"})) for n in range(PEOPLE))
        store.directory.replace(Directory(teams=(Team("t", "T"),), people=people))
        now = datetime.now(UTC)
        for number in range(SESSIONS):
            ends = now + timedelta(hours=12)
            hashed = digest(f"secret {number}")
            store.sessions.start(
                Session(hashed, f"p-{number}", "password", "", now, now, 7200, ends)
            )
        demo, plant = (_identity(store, folder, demo=each) for each in (True, False))
        person = people[PEOPLE // 2]
        token = new_token(plant.services, person, now=now)
        for name, identity, headers in (
            ("demo cookie", demo, {"cookie": f"{COOKIE}={demo.cookie_for(person)}"}),
            ("session", plant, {"cookie": f"{SESSION_COOKIE}=secret {SESSIONS // 2}"}),
            ("token", plant, {"authorization": f"Bearer {token}"}),
        ):
            request = _request(headers)
            print(f"{name:<12} {_p50(lambda i=identity, r=request: i.visitor(r)):.3f} ms p50")
        print(f"{'form token':<12} {_p50(lambda: token_for(b'k' * 64, 'v' * 43)):.3f} ms p50")
        print(f"{'password':<12} {_hashing():.0f} ms p50, one at a time")
        store.close()


def _identity(store: Store, folder: str, *, demo: bool) -> Identity:
    settings = Settings(_env_file=None, data_dir=Path(folder), demo=demo)  # type: ignore[call-arg]
    services = Services(settings, store, None, None, None, None, "1")  # type: ignore[arg-type]
    return Identity(services, b"k" * 64)


def _request(headers: dict[str, str]) -> Request:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    client = ("192.0.2.7", 1)
    return Request({"type": "http", "path": "/", "headers": raw, "client": client})


def _p50(work: Callable[[], object]) -> float:
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return 1000 * statistics.median(took)


def _hashing() -> float:
    async def measured() -> float:
        passwords, took = Passwords(), []
        hashed = await passwords.hashed("four plain words here")
        for _ in range(10):
            started = time.perf_counter()
            assert await passwords.fits("four plain words here", hashed)
            took.append(time.perf_counter() - started)
        return 1000 * statistics.median(took)

    return asyncio.run(measured())


if __name__ == "__main__":
    main()
