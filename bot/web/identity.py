"""Who is asking over HTTP, and from where.

Knows the proofs a request may bring: a program's token, the name a trusted proxy gives, a
session, the demo's signed cookie; and which host names are ours. Does not know passwords or single
sign-on. While nobody can sign in, a site that is not a demo serves only this machine, as its own
admin. Who somebody is is read from the directory at every request, so that a removed person or a
changed team counts at once.
"""

import hashlib
import hmac
import ipaddress
import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from starlette.requests import HTTPConnection

from bot.accounts import account_holder, may_sign_in, somebody_can_sign_in, token_holder
from bot.services import LOCAL_ADMIN, Services, UnknownPerson
from bot.speech import speak, tr
from bot.web.access import may_speak_for_others
from bot.web.proxies import Proxies
from bot.web.refusals import ChooseWhoYouAre, NotAllowed, SignInFirst
from bot.web.sessions import Sessions
from knowledge.model import Person, Place
from knowledge.store import Session

COOKIE = "tandem_person"
_KEY_FILE = "web.key"


@dataclass(frozen=True)
class Identity:
    """Tells the person behind a request; ``key`` signs the demo's cookie."""

    services: Services
    key: bytes
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    @cached_property
    def proxies(self) -> Proxies:
        """What proxies in front may say."""
        return Proxies.of(self.services.settings)

    @cached_property
    def sessions(self) -> Sessions:
        """Who is signed in in which browser."""
        services = self.services
        return Sessions(services.store, services.settings, self.proxies, self.clock)

    def visitor(self, connection: HTTPConnection) -> Person:
        """Return who is looking at the pages; what follows in the request speaks their language.

        Raises ``ChooseWhoYouAre`` in a demo without a choice, ``SignInFirst`` when nobody is
        signed in, and ``NotAllowed`` with the reason why it would be no use.
        """
        person = self._known(connection)
        if person is None and self.services.settings.demo:
            raise ChooseWhoYouAre
        person = person or self._local_admin(connection)
        speak(person.language)
        return person

    def asker(self, connection: HTTPConnection, person_id: str | None) -> Person:
        """Return who asks over the API; ``person_id`` is for those who may speak for others.

        Raises as ``visitor`` does.
        """
        asker = self._asker(connection, person_id)
        speak(asker.language)
        return asker

    def signed_in(self, connection: HTTPConnection) -> Session | None:
        """Return the session of this browser while its person may come in."""
        session = self.sessions.of(connection)
        if session is None or account_holder(self.services, session.person_id) is None:
            return None
        return session

    def chosen(self, connection: HTTPConnection) -> Person | None:
        """Return the person the cookie names, if the signature is ours and they still exist."""
        person_id, _, signature = connection.cookies.get(COOKIE, "").rpartition(".")
        if not person_id or not same(signature, self._signature(person_id)):
            return None
        return self.services.store.directory.load().person(person_id)

    def cookie_for(self, person: Person) -> str:
        """Return the cookie's value: the id and our signature."""
        return f"{person.id}.{self._signature(person.id)}"

    def _asker(self, connection: HTTPConnection, person_id: str | None) -> Person:
        caller = self._known(connection)
        if person_id and self.services.settings.demo:
            return self._person(person_id)
        caller = caller or self._local_admin(connection)
        if not person_id or person_id == caller.id:
            return caller
        if not may_speak_for_others(caller):
            raise NotAllowed(tr("person is for admins: leave it out, and you ask as yourself."))
        return self._person(person_id)

    def _signature(self, person_id: str) -> str:
        return hmac.new(self.key, person_id.encode(), hashlib.sha256).hexdigest()

    def _person(self, person_id: str) -> Person:
        try:
            return self.services.person(person_id)
        except UnknownPerson as unknown:
            raise NotAllowed(str(unknown), status=404) from None

    def _known(self, connection: HTTPConnection) -> Person | None:
        """Return who the request proves to be from, by the first proof it brings; None: none.

        A proof that fails is said, and nothing else is tried instead of it.
        """
        token = bearer(connection)
        if token is not None:
            return self._holder(token)
        if self.services.settings.demo:
            return self.chosen(connection)
        name = self.proxies.name_in(connection)
        if name:
            return self._named_by_proxy(name)
        session = self.sessions.of(connection)
        return account_holder(self.services, session.person_id) if session else None

    def _holder(self, token: str) -> Person:
        person = token_holder(self.services, token)
        if person is None:
            raise NotAllowed(
                tr(
                    "This token is not known here, or was taken back: tandem accounts token PERSON "
                    "makes one."
                ),
                status=401,
            )
        return person

    def _named_by_proxy(self, name: str) -> Person:
        person = self.services.store.directory.load().signing_in_as(Place.LOGIN, name)
        if person is None:
            raise NotAllowed(unknown_here(name))
        if not may_sign_in(self.services, person.id):
            raise NotAllowed(shut_out(person))
        return account_holder(self.services, person.id) or person

    def _local_admin(self, connection: HTTPConnection) -> Person:
        # A proxy on this machine may say nothing of the visitors it passes on. As soon as there
        # is a way to sign in, being on this machine alone is no proof any more.
        if not self.services.settings.demo and somebody_can_sign_in(self.services):
            raise SignInFirst
        if not from_this_machine(connection):
            raise NotAllowed(
                tr(
                    "Nobody can sign in here yet, so this site answers only the machine it runs "
                    "on. Open the admin link that was printed at the start, or print one there "
                    "with tandem accounts link."
                )
            )
        return LOCAL_ADMIN


def unknown_here(name: str) -> str:
    """Return what somebody is told who proved a name that the directory does not know."""
    return tr(
        "You are signed in as {name}, but nobody in Tandem's directory goes by that name. Ask your "
        "Tandem admin to add it to your entry in the directory.",
        name=name,
    )


def shut_out(person: Person) -> str:
    """Return what somebody is told whose account is closed."""
    return tr(
        "The account of {name} is closed. Ask your Tandem admin to open it again.",
        name=person.name,
    )


def bearer(connection: HTTPConnection) -> str | None:
    """Return the token a program sends, or None: a browser never sends one by itself."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else None


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in the same time whatever they share."""
    return hmac.compare_digest(one.encode(), other.encode())


def from_this_machine(connection: HTTPConnection) -> bool:
    """Whether the request comes from this machine and was not passed on by a proxy."""
    forwarded = "forwarded" in connection.headers or "x-forwarded-for" in connection.headers
    if connection.client is None or forwarded:
        return False
    try:
        return ipaddress.ip_address(connection.client.host).is_loopback
    except ValueError:
        return False


def is_our_host(header: str, *ours: str) -> bool:
    """Whether the Host header names this machine as people reach it.

    A name of somebody else's that resolves to this machine (DNS rebinding) would otherwise let a
    foreign page act with the rights of this machine. Addresses cannot be rebound.
    """
    host = header.rsplit(":", 1)[0] if not header.endswith("]") else header
    host = host.strip("[]").casefold()
    names = {"localhost", _our_name(), *(each.casefold() for each in ours)}
    if host in names:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1)
def _our_name() -> str:
    return socket.gethostname().casefold()


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
