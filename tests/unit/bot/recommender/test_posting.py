"""A message gets an answer, or none within its time; nothing else happens to it."""

import time

import pytest

from bot.recommender.posting import NoAnswer, post
from tests.receiver import CUT, DRIP, HANG, receiver


def test_answer_comes_back_with_its_status_and_headers() -> None:
    with receiver() as owner:
        owner.plan.append((503, "7"))
        owner.answer = b'{"busy": true}'
        answered = post(f"{owner.url}?line=4", b"body", {"X-Name": "value"}, seconds=5)
    assert (answered.status, answered.body) == (503, b'{"busy": true}')
    assert answered.headers["retry-after"] == "7"
    assert owner.received[0].body == b"body"
    assert owner.received[0].headers["x-name"] == "value"


@pytest.mark.parametrize("misdeed", [HANG, DRIP])
def test_answer_that_takes_too_long_is_none_however_often_a_byte_comes(misdeed: str) -> None:
    with receiver() as owner:
        owner.plan.append(misdeed)
        started = time.monotonic()
        with pytest.raises(NoAnswer, match=r"no answer within 0\.3 s"):
            post(owner.url, b"", {}, seconds=0.3)
    assert time.monotonic() - started < 5


def test_line_that_is_cut_is_no_answer() -> None:
    with receiver() as owner:
        owner.plan.append(CUT)
        with pytest.raises(NoAnswer):
            post(owner.url, b"", {}, seconds=5)


def test_nobody_who_listens_is_no_answer() -> None:
    with receiver() as owner:
        url = owner.url
    with pytest.raises(NoAnswer, match="refused"):
        post(url, b"", {}, seconds=5)


def test_redirect_is_not_followed() -> None:
    with receiver() as owner:
        owner.plan.append(307)
        assert post(owner.url, b"", {}, seconds=5).status == 307
    assert len(owner.received) == 1
