"""Killing the app under load: ``python -m bench.slack_kill [--kills N]``.

A real ``tandem serve`` on 10,000 passages is killed (SIGKILL) again and again while people ask in
Slack, at a random moment of its start or its work. Slack delivers again what was not acknowledged
(with the pauses of its "Delayed Events", shortened). In the end every question must have one
answer, and none two.
"""

import argparse
import random
import threading
import time

from bench.installation import contents, free_port, installation, start, wait_for
from bench.slack_plant import address, asking, first_effects, settings_for, slack_of
from bench.table import Row, print_table
from tests.slack import Slack
from tests.slack.world import Message

EVERY_SECONDS = 0.25
LONGEST_LIFE = 4.0
PAUSES = (0.5, 2.0, 5.0, *[10.0] * 40)
PATIENCE_SECONDS = 240.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    options = parser.parse_args()
    with installation() as folder:
        passages, _ = contents(folder)
        with slack_of(folder, retry_after=PAUSES) as slack:
            port, rng = free_port(), random.Random(7)
            slack.delivery.url = address(port)
            done, asked = threading.Event(), list[Message]()
            thread = threading.Thread(target=_ask, args=(slack, asked, done))
            thread.start()
            downs = 0.0
            for _ in range(options.kills):
                began = time.perf_counter()
                app = start(folder, port, **settings_for(slack))
                if rng.random() < 0.9:
                    wait_for(folder, app)
                    downs += time.perf_counter() - began
                time.sleep(rng.uniform(0.0, LONGEST_LIFE))
                app.kill()
                app.wait()
                (folder / "owner.json").unlink(missing_ok=True)
            done.set()
            thread.join()
            app = start(folder, port, **settings_for(slack))
            wait_for(folder, app)
            rows = _checked(slack, asked)
            app.terminate()
            app.wait(timeout=30)
    title = f"{options.kills} times kill -9, {passages:,} passages"
    print_table(title, [Row("start until it answers, mean", downs / options.kills, "s"), *rows])


def _ask(slack: Slack, asked: list[Message], done: threading.Event) -> None:
    people = asking(slack, seed=9)
    while not done.wait(EVERY_SECONDS):
        asked.append(next(people))


def _checked(slack: Slack, asked: list[Message]) -> list[Row]:
    """Wait until all is answered, or long enough; return what is lost or doubled."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        effects = first_effects(slack)
        if not slack.pending and all((each.channel, each.ts) in effects for each in asked):
            break
        time.sleep(0.5)
    time.sleep(10)  # what is doubled comes late
    effects = first_effects(slack)
    found = [len(effects.get((each.channel, each.ts), [])) for each in asked]
    failed = sum(not each.ok for each in slack.delivery.attempts)
    return [
        Row("questions", len(asked), ""),
        Row("deliveries that were not acknowledged", failed, ""),
        Row("lost", found.count(0), "", at_most=0),
        Row("doubled", sum(each > 1 for each in found), "", at_most=0),
    ]


if __name__ == "__main__":
    main()
