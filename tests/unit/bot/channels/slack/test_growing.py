"""What is for comfort keeps to its share of what Slack takes; what is half is known by its mark."""

from typing import Any

import pytest

from bot.channels.slack.growing import Pace, is_left_of, marked

KEY = "T1:C1:1.2:reply"


def test_so_many_pass_in_a_minute_and_workspace() -> None:
    time = [0.0]
    pace = Pace(2, clock=lambda: time[0])
    assert [pace.may("T1") for _ in range(3)] == [True, True, False]
    assert pace.may("T2")
    time[0] = 60.0
    assert pace.may("T1")


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ({"metadata": marked(KEY, partial=True)}, True),
        ({"metadata": marked(KEY)}, False),
        ({"metadata": marked("other", partial=True)}, False),
        ({"blocks": [{"block_id": f"tandem:{KEY}"}]}, True),
        ({"blocks": [{"block_id": "tandem:other"}]}, False),
        ({"blocks": [{"block_id": "x7Qp"}]}, True),
        ({}, True),
    ],
)
def test_what_a_crash_left_is_known_by_its_mark_or_by_having_none(
    message: dict[str, Any], left: bool
) -> None:
    assert is_left_of(KEY, message, threaded=True) is left


def test_outside_a_thread_nothing_is_streamed() -> None:
    assert not is_left_of(KEY, {}, threaded=False)
