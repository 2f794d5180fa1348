"""Quiet hours hold from their start to their end, also over midnight."""

from datetime import time

import pytest

from knowledge.model import ChannelSettings, QuietHours


@pytest.mark.parametrize(
    ("start", "end", "quiet", "loud"),
    [
        ((22, 0), (6, 0), [(22, 0), (23, 59), (0, 0), (5, 59)], [(6, 0), (12, 0), (21, 59)]),
        ((12, 0), (13, 0), [(12, 0), (12, 59)], [(13, 0), (11, 59), (0, 0)]),
        ((6, 0), (6, 0), [], [(6, 0), (0, 0)]),
    ],
)
def test_quiet_hours_hold_their_start_but_not_their_end(
    start: tuple[int, int],
    end: tuple[int, int],
    quiet: list[tuple[int, int]],
    loud: list[tuple[int, int]],
) -> None:
    settings = ChannelSettings(quiet=QuietHours(time(*start), time(*end)))
    assert all(settings.is_quiet(time(*each)) for each in quiet)
    assert not any(settings.is_quiet(time(*each)) for each in loud)


def test_a_channel_without_quiet_hours_is_never_quiet() -> None:
    assert not ChannelSettings().is_quiet(time(3))
