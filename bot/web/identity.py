"""Who is asking over HTTP, and from where.

Knows the signed cookie of the demo, the loopback rule, and which host names are ours. Does not
know passwords or single sign-on: until there is a login, a site that is not a demo serves only
this machine, as its own admin.
"""

import hashlib
import hmac
import ipaddress
import os
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import HTTPConnection

from bot.services import LOCAL_ADMIN, Services, UnknownPerson
from bot.speech import speak, tr
from knowledge.model import Person

COOKIE = "tandem_person"
_KEY_FILE = "web.key"


class NotAllowed(Exception):
    """The request is refused; ``sentence`` says why and what to do, ``status`` is for HTTP."""

    def __init__(self, sentence: str, *, status: int = 403) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class ChooseWhoYouAre(Exception):
    """The demo does not know yet who is asking; the page ``/who`` asks."""


@dataclass(frozen=True)
class Identity:
    """Tells the person behind a request; ``key`` signs the demo's cookie."""

    services: Services
    key: bytes

    def visitor(self, connection: HTTPConnection) -> Person:
        """Return who is looking at the pages; what follows in the request speaks their language.

        Raises ``ChooseWhoYouAre`` in a demo without a choice and ``NotAllowed`` for another
        machine's visit where there is no login yet.
        """
        if self.services.settings.demo:
            person = self.chosen(connection)
            if person is None:
                raise ChooseWhoYouAre
            speak(person.language)
            return person
        return self._local_admin(connection)

    def asker(self, connection: HTTPConnection, person_id: str | None) -> Person:
        """Return who asks over the API: the person named, the cookie's, or this machine's admin."""
        if not person_id:
            chosen = self.chosen(connection) if self.services.settings.demo else None
            asker = chosen or self._local_admin(connection)
            speak(asker.language)
            return asker
        if not self.services.settings.demo:
            self._local_admin(connection)
        try:
            asker = self.services.person(person_id)
        except UnknownPerson as unknown:
            raise NotAllowed(str(unknown), status=404) from None
        speak(asker.language)
        return asker

    def chosen(self, connection: HTTPConnection) -> Person | None:
        """Return the person the cookie names, if the signature is ours and they still exist."""
        person_id, _, signature = connection.cookies.get(COOKIE, "").rpartition(".")
        if not person_id or not hmac.compare_digest(signature, self._signature(person_id)):
            return None
        return self.services.store.directory.load().person(person_id)

    def cookie_for(self, person: Person) -> str:
        """Return the cookie's value: the id and our signature."""
        return f"{person.id}.{self._signature(person.id)}"

    def _signature(self, person_id: str) -> str:
        return hmac.new(self.key, person_id.encode(), hashlib.sha256).hexdigest()

    def _local_admin(self, connection: HTTPConnection) -> Person:
        if not from_this_machine(connection):
            raise NotAllowed(
                tr(
                    "There is no login yet, so this site answers only the machine it runs on. Open "
                    "it there, or start the demo (tandem demo), where visitors choose who they are."
                )
            )
        return LOCAL_ADMIN


def from_this_machine(connection: HTTPConnection) -> bool:
    """Whether the request comes from this machine and was not passed on by a proxy."""
    forwarded = "forwarded" in connection.headers or "x-forwarded-for" in connection.headers
    if connection.client is None or forwarded:
        return False
    try:
        return ipaddress.ip_address(connection.client.host).is_loopback
    except ValueError:
        return False


def is_our_host(header: str, bound_to: str) -> bool:
    """Whether the Host header names this machine as people reach it.

    A name of somebody else's that resolves to this machine (DNS rebinding) would otherwise let a
    foreign page act with the rights of this machine. Addresses cannot be rebound.
    """
    host = header.rsplit(":", 1)[0] if not header.endswith("]") else header
    host = host.strip("[]").casefold()
    if host in {"localhost", bound_to.casefold(), socket.gethostname().casefold()}:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def signing_key(data_dir: Path) -> bytes:
    """Return the key that signs cookies, made once and readable only by its owner."""
    path = data_dir / _KEY_FILE
    try:
        return path.read_bytes()
    except FileNotFoundError:
        key = secrets.token_hex(32).encode()
        data_dir.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
        return key
