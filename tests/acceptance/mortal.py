"""``tandem serve`` that dies at a point of its work: ``python -m tests.acceptance.mortal``.

Its arguments are a port and a file. The file says at which point (``bot.jobs.points``) and at the
how-manieth pass of it; while there is none, the app serves like any other. It dies as by kill -9:
nothing is flushed, nothing closed.
"""

import os
import signal
import sys
from pathlib import Path

from bot.jobs.points import Point
from bot.serving import serve
from bot.shell import log, progress, settings


def main() -> None:
    port, armed = int(sys.argv[1]), Path(sys.argv[2])
    passed: dict[str, int] = {}

    def passing(point: Point) -> None:
        try:
            wanted, times = armed.read_text(encoding="utf-8").split()
        except (FileNotFoundError, ValueError):
            passed.clear()
            return
        passed[point] = passed.get(point, 0) + 1
        if point == wanted and passed[point] == int(times):
            os.kill(os.getpid(), signal.SIGKILL)

    found = settings(port=port)
    log(found)
    serve(found, command="serve", progress=progress(), announce=print, passing=passing)


if __name__ == "__main__":
    main()
