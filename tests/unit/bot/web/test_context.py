"""How many questions are worked on at once."""

import asyncio
import threading
from typing import Any

from anyio import CapacityLimiter

from bot.web.context import Context

NOBODY: Any = None


class Busy:
    """Counts how many are inside at once; the first waits until it is full or time is up."""

    def __init__(self, places: int) -> None:
        self.full = threading.Barrier(places)
        self.inside = 0
        self.most = 0
        self.lock = threading.Lock()

    def work(self, number: int) -> int:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.full.wait(timeout=5)
        with self.lock:
            self.inside -= 1
        return number


def test_questions_are_worked_on_as_many_at_once_as_there_are_places() -> None:
    busy = Busy(places=2)
    context = Context(NOBODY, NOBODY, NOBODY, NOBODY, places=CapacityLimiter(2))

    async def all_at_once() -> list[int]:
        return list(await asyncio.gather(*(context.in_turn(busy.work, n) for n in range(8))))

    assert asyncio.run(all_at_once()) == list(range(8))
    assert busy.most == 2
