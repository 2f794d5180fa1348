"""``tandem ask`` as a whole process: ``python -m bench.command``.

From the command to its end, through a running app and standing alone, on 10,000 passages and
10,000 recommendations. The first run of each kind only warms the files.
"""

import time
from pathlib import Path

from bench.installation import contents, installation, serving, tandem
from bench.table import Row, percentile, print_table

QUESTIONS = (
    "Why does drum 2 on line 4 want another speed?",
    "How do I clean the moisture sensor?",
    "What is the limit for product moisture?",
)
THROUGH_APP, ALONE = 15, 9


def main() -> None:
    with installation() as folder:
        passages, recommendations = contents(folder)
        with serving(folder) as app:
            through = _timed(folder, THROUGH_APP)
            started = app.started_in
        alone = _timed(folder, ALONE)
    rows = [
        Row("tandem ask through the app: p50", percentile(through, 0.5), "s", at_most=0.6),
        Row("tandem ask through the app: slowest", max(through), "s"),
        Row("tandem ask standing alone: p50", percentile(alone, 0.5), "s", at_most=3),
        Row("tandem ask standing alone: slowest", max(alone), "s"),
        Row("tandem serve: from the command to answering", started, "s"),
    ]
    title = f"one question as a command, {passages:,} passages, {recommendations:,} recommendations"
    print_table(title, rows)


def _timed(folder: Path, runs: int) -> list[float]:
    seconds = []
    for run in range(runs + 1):
        started = time.perf_counter()
        tandem(folder, "ask", QUESTIONS[run % len(QUESTIONS)])
        seconds.append(time.perf_counter() - started)
    return seconds[1:]


if __name__ == "__main__":
    main()
