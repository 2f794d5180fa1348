"""Accounts: who may come in, by one-time links and tokens that are made here and shown once.

Knows which person an account stands for and how long a link lasts. Does not know passwords
(``bot.web.passwords``), sessions or HTTP. What is shown once is kept only as a hash.
"""

import hashlib
import secrets
import socket
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.owner import CommandFailed
from bot.services import LOCAL_ADMIN, Services
from bot.settings import Settings
from knowledge.model import Person, Place, Role
from knowledge.store import Link

FIRST_ADMIN = ""
"""Whose link it is that makes the first admin: nobody's yet."""

ADMIN_LINK_LASTS = timedelta(hours=1)
LINK_LASTS = timedelta(days=3)
CLAIM_LASTS = timedelta(minutes=10)
JOIN_PATH = "/join"
CLAIM_PATH = "/link"
TOKEN_PREFIX = "tandem_"  # lets a scanner of secrets know one that was left in a file
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that reads as something else
_CODE_LENGTH = 20
_GROUP = 5


@dataclass(frozen=True)
class NewLink:
    """A one-time link as it is shown once: its code, its address, until when it works."""

    code: str
    url: str
    expires_at: datetime


def account_holder(services: Services, person_id: str) -> Person | None:
    """Return the person an account stands for, as the directory has them at this moment.

    An account may make somebody an admin whom the directory does not know as one.
    """
    if person_id == LOCAL_ADMIN.id:
        return LOCAL_ADMIN
    person = services.store.directory.load().person(person_id)
    if person is None or Role.ADMIN in person.roles:
        return person
    account = services.store.accounts.get(person_id)
    if account is None or not account.admin:
        return person
    return replace(person, roles=person.roles | {Role.ADMIN})


def named_at_sign_in(services: Services, name: str, place: Place = Place.LOGIN) -> Person | None:
    """Return whom a name means at sign-in: a login name or an id of the directory."""
    name = name.strip()
    if name.casefold() == LOCAL_ADMIN.id:
        return LOCAL_ADMIN
    return services.store.directory.load().signing_in_as(place, name)


def may_sign_in(services: Services, person_id: str) -> bool:
    """Whether the person is not shut out; one without account may come another way."""
    account = services.store.accounts.get(person_id)
    return account is None or account.disabled_at is None


def somebody_can_sign_in(services: Services) -> bool:
    """Whether there is a login at all: an account, a provider, a proxy that names people."""
    settings = services.settings
    return bool(settings.oidc_url or settings.proxy_header) or services.store.accounts.any()


def wants_first_admin(services: Services) -> bool:
    """Whether a start has to offer the admin link: nobody who can sign in is an admin."""
    settings = services.settings
    if settings.demo or services.store.accounts.any_admin():
        return False
    by_another_way = bool(settings.oidc_url or settings.proxy_header)
    people = services.store.directory.load().people
    return not (by_another_way and any(Role.ADMIN in person.roles for person in people))


def first_admin_link(services: Services, *, now: datetime) -> NewLink:
    """Make the link that makes the first admin; an earlier one stops working."""
    return _new_link(services, FIRST_ADMIN, ADMIN_LINK_LASTS, now=now)


def password_link(services: Services, person: Person, *, now: datetime) -> NewLink:
    """Make the link with which a person sets a password; an earlier one stops working."""
    return _new_link(services, person.id, LINK_LASTS, now=now)


def claim_link(services: Services, place: Place, name: str, *, now: datetime) -> NewLink:
    """Make the link with which whoever signs in confirms that a name in a chat is theirs."""
    code, expires_at = _new_code(), now + CLAIM_LASTS
    services.store.chats.offer_code(
        code_digest(code), place=place, name=name, expires_at=expires_at
    )
    return NewLink(code, f"{site_address(services.settings)}{CLAIM_PATH}/{code}", expires_at)


def new_token(services: Services, person: Person, *, now: datetime) -> str:
    """Make a token with which a program asks as this person."""
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    services.store.accounts.add_token(digest(token), person_id=person.id, now=now)
    return token


def token_holder(services: Services, token: str) -> Person | None:
    """Return the person whose token it is, or None."""
    if not token.startswith(TOKEN_PREFIX):
        return None
    person_id = services.store.accounts.token_holder(digest(token))
    return None if person_id is None else account_holder(services, person_id)


def usable_link(services: Services, code: str, *, now: datetime) -> Link | None:
    """Return the link of a code that was typed or clicked, while it can be used."""
    return services.store.accounts.link(code_digest(code), now=now)


def known_person(services: Services, name: str) -> Person:
    """Return the person of that id or login name; raises ``CommandFailed`` with the remedy."""
    person = named_at_sign_in(services, name)
    if person is None:
        raise CommandFailed(
            f"person is {name!r}: nobody in the directory has that id or login name; use one of "
            "the imported directory file (tandem ingest directory FILE)."
        )
    return person


def code_digest(code: str) -> str:
    """Return the hash of a code, however it was typed: case, blanks and dashes do not count."""
    return digest("".join(each for each in code.upper() if each in _ALPHABET))


def digest(secret: str) -> str:
    """Return the hash under which a long random secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def site_address(settings: Settings) -> str:
    """Return where people reach the site, as far as the settings tell.

    A site on all addresses of this machine goes by the machine's name.
    """
    everywhere = settings.host in ("0.0.0.0", "::")
    host = socket.gethostname() if everywhere else settings.host
    host = f"[{host}]" if ":" in host else host
    return settings.public_url or f"http://{host}:{settings.port}"


def _new_link(services: Services, person_id: str, lasts: timedelta, *, now: datetime) -> NewLink:
    code, expires_at = _new_code(), now + lasts
    services.store.accounts.put_link(Link(code_digest(code), person_id, now, expires_at))
    return NewLink(code, f"{site_address(services.settings)}{JOIN_PATH}/{code}", expires_at)


def _new_code() -> str:
    letters = [secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH)]
    groups = ["".join(letters[start : start + _GROUP]) for start in range(0, _CODE_LENGTH, _GROUP)]
    return "-".join(groups)
