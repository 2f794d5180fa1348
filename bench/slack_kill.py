"""Killing the app under load: ``python -m bench.slack_kill [--kills N] [--writing]``.

A real ``tandem serve`` on 10,000 passages is killed (SIGKILL) again and again while people ask in
Slack, at a random moment of its start or its work. Slack delivers again what was not acknowledged
(with the pauses of its "Delayed Events", shortened). In the end every question must have one
answer, and none two. ``--writing``: a language model takes its time, so that answers grow when it
is killed; in the end none may be half.
"""

import argparse
import random
import threading
import time
from collections.abc import Sequence

from bench.asking import BY_NAME
from bench.installation import contents, free_port, installation, start, wait_for
from bench.slack_plant import address, asking, settings_for, slack_of
from bench.table import Row, print_table
from tests.model_server import ModelServer, Wire, explained, model_server
from tests.slack import Slack
from tests.slack.world import Message

EVERY_SECONDS = 0.25
WRITING_EVERY_SECONDS = 1.5
PAUSE_SECONDS = 0.7
LONGEST_LIFE = 4.0
PAUSES = (0.5, 2.0, 5.0, *[10.0] * 40)
PATIENCE_SECONDS = 240.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--writing", action="store_true")
    options = parser.parse_args()
    every, texts = (WRITING_EVERY_SECONDS, BY_NAME) if options.writing else (EVERY_SECONDS, ())
    with installation() as folder, model_server(_slowly) as provider:
        passages, _ = contents(folder)
        with slack_of(folder, retry_after=PAUSES) as slack:
            told = settings_for(slack) | (_model(provider) if options.writing else {})
            port, rng = free_port(), random.Random(7)
            slack.delivery.url = address(port)
            done, asked = threading.Event(), list[Message]()
            thread = threading.Thread(target=_ask, args=(slack, asked, done, every, texts))
            thread.start()
            downs = 0.0
            for _ in range(options.kills):
                began = time.perf_counter()
                app = start(folder, port, **told)
                if rng.random() < 0.9:
                    wait_for(folder, app)
                    downs += time.perf_counter() - began
                time.sleep(rng.uniform(0.0, LONGEST_LIFE))
                app.kill()
                app.wait()
                (folder / "owner.json").unlink(missing_ok=True)
            done.set()
            thread.join()
            app = start(folder, port, **told)
            wait_for(folder, app)
            rows = _checked(slack, asked)
            app.terminate()
            app.wait(timeout=30)
    title = f"{options.kills} times kill -9, {passages:,} passages"
    print_table(title, [Row("start until it answers, mean", downs / options.kills, "s"), *rows])


def _ask(
    slack: Slack, asked: list[Message], done: threading.Event, every: float, texts: Sequence[str]
) -> None:
    people = asking(slack, seed=9, texts=texts)
    while not done.wait(every):
        asked.append(next(people))


def _slowly(wire: Wire) -> None:
    """Write a claim and pause, as models do, so that the app is killed in between."""
    wire.open()
    for claim in explained(wire.asked).splitlines(keepends=True):
        wire.text(claim)
        wire.wait(PAUSE_SECONDS)
    wire.end()


def _model(provider: ModelServer) -> dict[str, str]:
    return {
        "TANDEM_MODEL": "openai:some-model",
        "TANDEM_MODEL_URL": f"{provider.url}/v1",
        "TANDEM_MODEL_KEY": "hush",
    }


def _checked(slack: Slack, asked: list[Message]) -> list[Row]:
    """Wait until all is answered, or long enough; return what is lost or doubled."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        replies = [slack.replies(each) for each in asked]
        if not slack.pending and all(each and not _is_half(each[0]) for each in replies):
            break
        time.sleep(0.5)
    time.sleep(10)  # what is doubled comes late
    found = [slack.replies(each) for each in asked]
    halves = [each for replies in found for each in replies if _is_half(each)]
    failed = sum(not each.ok for each in slack.delivery.attempts)
    return [
        Row("questions", len(asked), ""),
        Row("deliveries that were not acknowledged", failed, ""),
        Row("streams begun", len(slack.calls_of("chat.startStream")), ""),
        Row("lost", sum(not each for each in found), "", at_most=0),
        Row("doubled", sum(len(each) > 1 for each in found), "", at_most=0),
        Row("half", len(halves), "", at_most=0),
    ]


def _is_half(message: Message) -> bool:
    return not message.is_done or "partial" in str(message.metadata) or not message.metadata


if __name__ == "__main__":
    main()
