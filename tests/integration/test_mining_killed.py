"""Mining in a process of its own that is killed again and again: each turn is taken in once."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from knowledge.store import Store
from tests.topics import ask_all, mining_of

KILLS = 6
TURNS = 300
_MINE = """
import sys
from knowledge.curation.topics import mining
from knowledge.store import Store
from tests.topics import mining_of
mining.AT_ONCE = 5
with Store.open(sys.argv[1]) as store:
    mining_of(store).catch_up()
"""


def test_killed_mining_loses_and_doubles_nothing_and_keeps_its_ids(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'tandem.db'}"
    texts = [f"subject{n % 7} subject{n % 7} asked in way {n}" for n in range(TURNS)]
    with Store.open(url) as store:
        keys = ask_all(store, *texts)
    with Store.open(url) as store:
        for kill in range(KILLS):
            command = [sys.executable, "-c", _MINE, url]
            with subprocess.Popen(command) as process:
                before = store.mining.filed()
                while store.mining.filed() == before:
                    assert process.poll() is None
                    time.sleep(0.001)
                time.sleep(0.007 * kill)
                process.send_signal(signal.SIGKILL)
            filed = store.mining.filed()
            assert before < filed < TURNS
            assert sum(each.weight for each in store.mining.handfuls()) == filed
            assert store.mining.state().questions == filed
    with Store.open(url) as store:
        mining_of(store).catch_up()
        ids = {key: store.topics.of_turn(key) for key in keys}
        assert None not in ids.values()
        assert store.mining.filed() == TURNS
        assert sum(each.asked for each in store.topics.all(limit=1000)) == TURNS
    with Store.open(f"sqlite:///{tmp_path / 'whole.db'}") as whole:
        again = ask_all(whole, *texts)
        mining_of(whole).catch_up()
        assert [whole.topics.of_turn(key) for key in again] == list(ids.values())
