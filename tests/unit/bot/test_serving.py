"""Rules of the sockets: one sentence when they cannot be had, always a way in over loopback."""

import logging
import socket
import threading
from collections.abc import Iterator

import pytest

from bot.serving import AddressUnusable, PortTaken, bound, repeating


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_named_with_a_free_one(taken: int) -> None:
    with pytest.raises(PortTaken) as refused:
        bound("127.0.0.1", taken, command="demo")
    told = str(refused.value)
    assert f"Port {taken} on 127.0.0.1 is in use" in told
    free = int(told.split("tandem demo --port ")[1].split("`")[0])
    (listener,) = bound("127.0.0.1", free, command="demo")
    listener.close()


def test_an_address_of_another_machine_is_one_sentence() -> None:
    with pytest.raises(AddressUnusable, match=r"192\.0\.2\.1 port 8080 .* TANDEM_HOST"):
        bound("192.0.2.1", 8080, command="serve")


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "localhost"])
def test_what_loopback_reaches_needs_one_socket(host: str) -> None:
    (listener,) = bound(host, 0, command="serve")
    with socket.create_connection(("127.0.0.1", listener.getsockname()[1]), timeout=1):
        pass
    listener.close()


def test_work_is_done_at_once_and_again_until_left() -> None:
    done, enough = [0], threading.Event()

    def work() -> None:
        done[0] += 1
        if done[0] == 3:
            enough.set()

    with repeating(work, every=0.001):
        assert enough.wait(5)
    after = done[0]
    assert all(thread.name != "work" for thread in threading.enumerate())
    assert done[0] == after


def test_leaving_does_not_wait_for_the_next_time() -> None:
    began = threading.Event()
    with repeating(began.set, every=3600):
        assert began.wait(5)
    assert all(thread.name != "set" for thread in threading.enumerate())


def test_work_that_fails_is_one_log_line_and_is_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tries, enough = [0], threading.Event()

    def flaky() -> None:
        tries[0] += 1
        if tries[0] == 4:
            enough.set()
        if tries[0] < 4:
            raise OSError("the disk is away")

    with caplog.at_level(logging.ERROR), repeating(flaky, every=0.001):
        assert enough.wait(5)
    assert [record.message for record in caplog.records] == ["flaky failed; it is tried again"]
