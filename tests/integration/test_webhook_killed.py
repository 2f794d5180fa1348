"""Kill -9 while a letter is on its way: it is sent once more under its id, and none is lost."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.recommender.webhook import WAITS, Webhook
from knowledge.model import OWN_SOURCE, Decision, DecisionKind
from knowledge.store import Store
from tests.receiver import HANG, Receiver, receiver
from tests.small_plant import NOW

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
LEFT_THERE = 8
DELIVER = """
import sys
from datetime import datetime
from bot.recommender.webhook import Webhook
from knowledge.store import Store
url, secret, store, now = sys.argv[1:]
Webhook(url, secret, 30, lambda: datetime.fromisoformat(now)).deliver(Store.open(store))
"""


def _killed_at(owner: Receiver, store: str, request: int) -> None:
    """Deliver in a process of its own and kill it while its request of that number is open."""
    owner.plan.extend([200] * (request - 1) + [HANG])
    arguments = [sys.executable, "-c", DELIVER, owner.url, SECRET, store, NOW.isoformat()]
    process = subprocess.Popen(arguments, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    for _ in range(request):
        assert owner.came.acquire(timeout=30)
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL


@pytest.mark.parametrize("request_number", [1, 4])
def test_killed_sender_loses_no_letter_and_repeats_only_the_open_one(
    tmp_path: Path, request_number: int
) -> None:
    url = f"sqlite:///{tmp_path / 'tandem.db'}"
    with Store.open(url) as store, receiver() as owner:
        for number in range(LEFT_THERE):
            made = Decision(f"R-{number}", DecisionKind.ACCEPTED, NOW, "p-1")
            store.recommendations.add_decision(made, OWN_SOURCE, f"d{number}", "f")
        _killed_at(owner, url, request_number)
        open_one = owner.ids[-1]
        later = NOW + timedelta(seconds=30) + WAITS[0]
        assert Webhook(owner.url, SECRET, 30, lambda: NOW).deliver(store) == (
            LEFT_THERE - request_number
        )
        assert Webhook(owner.url, SECRET, 30, lambda: later).deliver(store) == 1
        letters = [each.id for each in store.letters.since(None)]
        assert owner.ids.count(open_one) == 2
        assert sorted({*owner.ids}) == sorted(letters)
        assert len(owner.ids) == LEFT_THERE + 1
        assert store.letters.counts()["delivered"] == LEFT_THERE
