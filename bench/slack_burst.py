"""A burst from Slack: ``python -m bench.slack_burst [--events N] [--seconds S]``.

1,000 questions in 10 s over 100 channels, each delivered one to four times: as a mention, as a
message and as redeliveries of both with new ids, all shuffled. A real ``tandem serve`` on 10,000
passages answers; the Slack is this other process, on the same cores, and holds its limits.
"""

import argparse
import asyncio
import copy
import random
import time
from itertools import islice

from bench.installation import contents, installation, serving
from bench.slack_plant import address, asking, first_effects, settings_for, slack_of
from bench.table import Row, percentile, print_table
from tests.slack import Slack
from tests.slack.delivery import Envelope
from tests.slack.world import Message

WARM_UP = 24
PATIENCE_SECONDS = 120.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    with installation() as folder:
        passages, _ = contents(folder)
        with (
            slack_of(folder, retry_after=(0, 20, 60)) as slack,
            serving(folder, **settings_for(slack)) as app,
        ):
            slack.delivery.url = address(app.port)
            rows = measured(slack, options.events, options.seconds)
            rows.append(Row("app resident, the most", app.resident_mb("VmHWM"), "MB"))
    print_table(f"{options.events:,} events in {options.seconds:g} s, {passages:,} passages", rows)


def measured(slack: Slack, count: int, seconds: float) -> list[Row]:
    """Send the burst and wait for what comes of it."""
    people = asking(slack, seed=3)
    for asked in islice(people, WARM_UP):
        slack.reply_to(asked, seconds=60)
    slack.settle(seconds=30)
    slack.calls.clear()
    slack.delivery.attempts.clear()
    questions, deliveries = _prepared(slack, people, count)
    began = time.perf_counter()
    slack.run(_burst(slack, deliveries, seconds))
    sent_in = time.perf_counter() - began
    last = _wait_for_all(slack, questions, began)
    time.sleep(5)  # what is doubled comes late
    effects = first_effects(slack)
    found = [len(effects.get((each.channel, each.ts), [])) for each in questions]
    acks = [each.seconds for each in slack.delivery.attempts]
    waits = [each for each in slack.calls if each.answer.get("error") == "ratelimited"]
    return [
        Row(f"{len(deliveries):,} deliveries sent in", sent_in, "s"),
        Row("acknowledged: p50", percentile(acks, 0.5) * 1000, "ms"),
        Row("acknowledged: p99.9", percentile(acks, 0.999) * 1000, "ms", at_most=200),
        Row("acknowledged: the longest", max(acks), "s", at_most=3),
        Row("not acknowledged", sum(not each.ok for each in slack.delivery.attempts), "", 0),
        Row("all answered after", last, "s", at_most=60),
        Row("lost", found.count(0), "", at_most=0),
        Row("doubled", sum(each > 1 for each in found), "", at_most=0),
        Row("calls that Slack told to wait", len(waits), ""),
    ]


def _prepared(slack: Slack, people: object, count: int) -> tuple[list[Message], list[Envelope]]:
    """Return the questions, and the deliveries of their events, shuffled."""
    rng = random.Random(5)
    slack.holds = True
    slack.envelopes.clear()
    questions = list(islice(people, count))  # type: ignore[call-overload]
    slack.holds = False
    of_each: dict[str, list[Envelope]] = {}
    for envelope in slack.envelopes:
        of_each.setdefault(envelope.payload["event"]["ts"], []).append(envelope)
    deliveries = []
    for question in questions:
        message, mention = of_each[question.ts]
        for number in range(rng.randint(1, 4)):
            again = copy.deepcopy(rng.choice((message, mention)) if number else mention)
            if number > 1:
                again.id = again.payload["event_id"] = slack.new_id("Ev")
            deliveries.append(again)
    rng.shuffle(deliveries)
    return questions, deliveries


async def _burst(slack: Slack, deliveries: list[Envelope], seconds: float) -> None:
    """Deliver them evenly over the time, whatever the app does; again what it did not take."""
    began, tasks = time.perf_counter(), []
    for number, envelope in enumerate(deliveries):
        due = began + seconds * number / len(deliveries)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(slack.delivery.deliver(envelope)))
    await asyncio.gather(*tasks)


def _wait_for_all(slack: Slack, questions: list[Message], began: float) -> float:
    """Return after how many seconds the last question was answered."""
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while time.perf_counter() < deadline:
        effects = first_effects(slack)
        if all((each.channel, each.ts) in effects for each in questions):
            break
        time.sleep(0.25)
    every = [moment for moments in first_effects(slack).values() for moment in moments]
    wall = time.time() - (time.perf_counter() - began)
    return max(every, default=float("inf")) - wall


if __name__ == "__main__":
    main()
