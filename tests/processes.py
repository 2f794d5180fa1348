"""Processes that are not our children: whether one still runs."""

from pathlib import Path


def runs(process: int) -> bool:
    """Return whether that process runs; one that ended and waits to be collected does not.

    Whoever starts a machine or a container collects orphans, some within milliseconds, some
    after a minute: that is not ours to test.
    """
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in ("Z", "X")
