"""One message over HTTP, and its answer, within a time that holds.

Knows connections. Does not know what is sent, or what an answer means. It goes there directly: no
redirect is followed and no proxy of the environment is used, so that nothing that is signed goes
anywhere but where the settings say.
"""

import contextlib
import http.client
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

MOST_BYTES = 1_000_000


class NoAnswer(Exception):
    """Nothing came back: nobody listens, the line was cut, or it took too long."""


@dataclass(frozen=True)
class Answered:
    """What came back. ``headers`` have names in lower case."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def post(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float) -> Answered:
    """Send the body and return what comes back. Raises ``NoAnswer`` saying why there is nothing.

    The time is for all of it, looking up the name and reading a slow answer included: what a
    socket calls a timeout begins anew with every byte.
    """
    call = _Call(url, body, dict(headers), seconds)
    thread = threading.Thread(target=call.run, name="posting", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        call.cut()
        raise NoAnswer(f"no answer within {seconds:g} s")
    if call.answered is None:
        raise NoAnswer(call.trouble)
    return call.answered


class _Call:
    """One exchange in a thread of its own."""

    def __init__(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> None:
        address = urlsplit(url)
        kind = (
            http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        )
        self._connection = kind(address.hostname or "", address.port, timeout=seconds + 1)
        self._target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        self._body, self._headers = body, headers
        self.answered: Answered | None = None
        self.trouble = ""

    def run(self) -> None:
        try:
            self._connection.request("POST", self._target, self._body, dict(self._headers))
            response = self._connection.getresponse()
            found = response.read(MOST_BYTES)
            names = {name.lower(): value for name, value in response.getheaders()}
            self.answered = Answered(response.status, found, names)
        except (OSError, http.client.HTTPException) as error:
            self.trouble = str(error) or type(error).__name__
        finally:
            self._connection.close()

    def cut(self) -> None:
        """Close the line, which ends the thread."""
        if self._connection.sock is not None:
            with contextlib.suppress(OSError):
                self._connection.sock.shutdown(2)
