"""From a signed event to the answer's first call: ``python -m bench.slack_event [--questions N]``.

A real ``tandem serve`` on 10,000 passages, without a language model; the Slack is this other
process, on the same cores, and holds its documented limits. Questions come one after the other,
each as the two events that a mention is.
"""

import argparse

from bench.installation import contents, installation, serving
from bench.slack_plant import address, asking, first_effects, settings_for, slack_of
from bench.table import Row, percentile, print_table
from tests.slack import Slack

WARM_UP = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=400)
    options = parser.parse_args()
    with installation() as folder:
        passages, _ = contents(folder)
        with (
            slack_of(folder, retry_after=(0, 60, 300)) as slack,
            serving(folder, **settings_for(slack)) as app,
        ):
            slack.delivery.url = address(app.port)
            rows = measured(slack, options.questions)
            rows.append(Row("app resident after that", app.resident_mb(), "MB", at_most=450))
    print_table(f"questions in Slack, {passages:,} passages", rows)


def measured(slack: Slack, count: int) -> list[Row]:
    """Ask one by one and return how long the first call of each answer took to come."""
    seconds = []
    people = asking(slack, seed=1)
    for number in range(WARM_UP + count):
        asked = next(people)
        key = (asked.channel, asked.thread)
        began = slack.until(lambda key=key: first_effects(slack).get(key), seconds=30)
        slack.reply_to(asked, seconds=30)
        if number >= WARM_UP:
            seconds.append(began[0] - asked.at)
        slack.calls.clear()
        slack.settle(seconds=30)
    acks = [each.seconds for each in slack.delivery.attempts]
    return [
        Row("event in to answer's first call: p50", percentile(seconds, 0.5) * 1000, "ms", 80),
        Row("event in to answer's first call: p99", percentile(seconds, 0.99) * 1000, "ms", 400),
        Row("acknowledged: p50", percentile(acks, 0.5) * 1000, "ms"),
        Row("acknowledged: p99.9", percentile(acks, 0.999) * 1000, "ms", 200),
        Row("not acknowledged", sum(not each.ok for each in slack.delivery.attempts), "", 0),
    ]


if __name__ == "__main__":
    main()
