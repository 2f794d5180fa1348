"""The recommenders of the sample plant as a program of their own, posting to Tandem's event door.

Knows the command line, signals and the rhythm. Does not know the plant (``live``) or HTTP
(``delivery``).

    python -m examples.plant.recommender --url http://127.0.0.1:8080 --every 20
"""

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from examples.plant.delivery import NotWanted, Outbox, http_post
from examples.plant.live import LivePlant
from examples.plant.owners import listening

SECRET = "RECOMMENDER_SECRET"
"""The variable that holds the secret: what is typed, others on the machine can see."""


def run(
    plant: LivePlant,
    outbox: Outbox,
    *,
    every: float,
    count: int | None,
    stop: threading.Event,
    clock: Callable[[], datetime],
) -> None:
    """Tick every ``every`` seconds until ``count`` ticks are delivered or ``stop`` is set.

    While the app does not answer, the plant goes on and its events wait in the outbox.
    """
    ticks, due = 0, time.monotonic()
    while not stop.is_set():
        if (count is None or ticks < count) and time.monotonic() >= due:
            outbox.put(plant.tick(clock()))
            ticks, due = ticks + 1, max(due + every, time.monotonic())
        retry = outbox.flush(stop.is_set)
        if count is not None and ticks >= count:
            if not outbox:
                return
            stop.wait(retry)
            continue
        pause = due - time.monotonic()
        stop.wait(max(0.0, min(pause, retry) if retry else pause))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until stopped or done: exit 0; 1 when events were refused or lost; 2 for bad use."""
    options = _options(arguments)
    stop = threading.Event()
    _stop_on_signals(stop)
    now = datetime.now(UTC)
    try:
        outbox = Outbox(http_post(options.url, options.token), say=_say, spool=options.spool)
        plant = LivePlant(now=now, seed=options.seed, first=options.start)
        with _owners(options):
            run(
                plant,
                outbox,
                every=options.every,
                count=options.count,
                stop=stop,
                clock=lambda: datetime.now(UTC),
            )
    except NotWanted as refused:
        print(f"recommender: {refused}", file=sys.stderr)
        return 1
    return _report(outbox, options.spool)


def _owners(options: argparse.Namespace) -> AbstractContextManager[object]:
    """Let the owners listen while the recommenders run, if a port was given."""
    if options.listen is None:
        return nullcontext()
    secret = os.environ.get(SECRET, "")
    return listening(options.listen, secret=secret, letters=options.letters)


def _report(outbox: Outbox, spool: Path | None) -> int:
    if len(outbox):
        kept = f"kept in {spool}" if spool else "lost with this process; --spool FILE keeps them"
        print(f"recommender: {len(outbox)} events unanswered, {kept}", file=sys.stderr)
    if outbox.refused:
        print(f"recommender: {outbox.refused} events refused, see above", file=sys.stderr)
    return 1 if outbox.refused or (len(outbox) and spool is None) else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m examples.plant.recommender",
        description="Post the sample plant's recommendations to Tandem, as they arise.",
        epilog="example: python -m examples.plant.recommender --url http://127.0.0.1:8080",
    )
    parser.add_argument("--url", required=True, help="where Tandem listens: http://HOST:PORT")
    parser.add_argument("--token", help="sent as Authorization: Bearer TOKEN")
    parser.add_argument("--every", type=float, default=20.0, help="seconds between ticks (20)")
    parser.add_argument("--seed", type=int, default=7, help="same seed, same plant (7)")
    parser.add_argument("--count", type=int, help="stop after that many recommendations")
    parser.add_argument("--start", type=int, help="number of the first decision (from the time)")
    parser.add_argument("--spool", type=Path, help="file that keeps unanswered events")
    parser.add_argument("--listen", type=int, help="port for letters and what-if questions")
    parser.add_argument(
        "--letters", type=Path, default=Path("letters.jsonl"), help="file that keeps letters"
    )
    options = parser.parse_args(arguments)
    if options.listen is not None and not os.environ.get(SECRET):
        parser.error(f"--listen needs the secret that Tandem signs with, in {SECRET}")
    if not options.url.startswith(("http://", "https://")):
        parser.error(f"--url is {options.url!r}; write http://HOST:PORT")
    if options.every < 0:
        parser.error(f"--every is {options.every:g}; give 0 or more seconds")
    return options


def _stop_on_signals(stop: threading.Event) -> None:
    def handle(number: int, frame: FrameType | None) -> None:
        del number, frame
        # Not here: the main thread may hold the event's own lock, and would wait for itself.
        threading.Thread(target=stop.set).start()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
