"""Rules of the sockets: one sentence when they cannot be had, always a way in over loopback."""

import socket
from collections.abc import Iterator

import pytest

from bot.serving import AddressUnusable, PortTaken, bound


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
