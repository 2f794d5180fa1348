"""Accounts: who may sign in here, their one-time links and their tokens for programs.

Knows the records and that a link works once. Does not know passwords, links or tokens themselves:
only their hashes come here. Nor who a person is: that is the directory's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from knowledge.store.database import Database
from knowledge.store.schema import accounts, links, sessions, tokens


@dataclass(frozen=True)
class Account:
    """One person's account; ``password`` is its hash, "" until it was set."""

    person_id: str
    created_at: datetime
    password: str = field(default="", repr=False)
    admin: bool = False
    disabled_at: datetime | None = None


@dataclass(frozen=True)
class Link:
    """A one-time link to set a password; ``person_id`` "" is whoever becomes the first admin."""

    hash: str = field(repr=False)
    person_id: str
    created_at: datetime
    expires_at: datetime


_FIELDS = (
    accounts.c.person_id,
    accounts.c.created_at,
    accounts.c.password,
    accounts.c.admin,
    accounts.c.disabled_at,
)

_OF_PERSON = select(*_FIELDS).where(accounts.c.person_id == bindparam("person"))
"""The account of this person."""

_ALL = select(*_FIELDS).order_by(accounts.c.person_id)
"""All accounts."""

_ANY = select(accounts.c.person_id).where(accounts.c.password != "").limit(1)
"""Somebody who has a password."""

_ANY_ADMIN = (
    select(accounts.c.person_id)
    .where(accounts.c.admin, accounts.c.password != "", accounts.c.disabled_at.is_(None))
    .limit(1)
)
"""An admin who can sign in."""

_DISABLE = (
    update(accounts)
    .where(accounts.c.person_id == bindparam("person"), accounts.c.disabled_at.is_(None))
    .values(disabled_at=bindparam("at"))
)
"""Close the account of this person, once."""

_SET_PASSWORD = (
    update(accounts)
    .where(accounts.c.person_id == bindparam("person"))
    .values(password=bindparam("hashed"))
)
"""Replace the password's hash of this person."""

_LINK = select(links).where(
    links.c.hash == bindparam("hash"), links.c.expires_at > bindparam("now")
)
"""The link of this hash, unless it is over."""

_FORGET_LINK = delete(links).where(links.c.hash == bindparam("hash"))
"""Use the link up."""

_FORGET_LINKS = delete(links).where(links.c.person_id == bindparam("person"))
"""Make this person's links void."""

_END_SESSIONS = delete(sessions).where(sessions.c.person_id == bindparam("person"))
"""Sign this person out everywhere."""

_HOLDER = (
    select(tokens.c.person_id)
    .join(accounts, accounts.c.person_id == tokens.c.person_id, isouter=True)
    .where(tokens.c.hash == bindparam("hash"), accounts.c.disabled_at.is_(None))
)
"""Whose token this is, unless their account is closed."""

_REVOKE = delete(tokens).where(tokens.c.person_id == bindparam("person"))
"""Forget the tokens of this person."""

_HOLDERS = select(tokens.c.person_id)
"""The holder of each token."""


class Accounts:
    """All accounts, links and tokens."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, person_id: str) -> Account | None:
        """Return the account of that person, or None."""
        with self._database.reading() as connection:
            row = connection.execute(_OF_PERSON, {"person": person_id}).one_or_none()
        return None if row is None else _account(row)

    def all(self) -> list[Account]:
        """Return every account, by person id."""
        with self._database.reading() as connection:
            return [_account(row) for row in connection.execute(_ALL)]

    def any(self) -> bool:
        """Whether anybody has set a password, be the account open or closed."""
        with self._database.reading() as connection:
            return connection.scalar(_ANY) is not None

    def any_admin(self) -> bool:
        """Whether there is an admin who can sign in."""
        with self._database.reading() as connection:
            return connection.scalar(_ANY_ADMIN) is not None

    def admit(self, person_id: str, *, now: datetime) -> None:
        """Let the person have an account: a new one, or their closed one opened again."""
        with self._database.writing("accounts") as connection:
            connection.execute(self._opened(person_id, now))

    def set_password(self, person_id: str, hashed: str) -> None:
        """Replace the hash of the person's password."""
        with self._database.writing("accounts") as connection:
            connection.execute(_SET_PASSWORD, {"person": person_id, "hashed": hashed})

    def disable(self, person_id: str, *, now: datetime) -> None:
        """Close the account; its sessions, links and tokens end in the same transaction.

        A person without account gets a closed one: they may come by another way of signing in.
        """
        known = self._database.insert(accounts).values(
            person_id=person_id, created_at=now, password="", admin=False
        )
        with self._database.writing("accounts") as connection:
            connection.execute(known.on_conflict_do_nothing())
            connection.execute(_DISABLE, {"person": person_id, "at": now})
            for ended in (_END_SESSIONS, _FORGET_LINKS, _REVOKE):
                connection.execute(ended, {"person": person_id})

    def put_link(self, link: Link) -> None:
        """Keep the link in place of the person's earlier ones."""
        with self._database.writing("accounts") as connection:
            connection.execute(_FORGET_LINKS, {"person": link.person_id})
            connection.execute(
                self._database.insert(links).values(
                    hash=link.hash,
                    person_id=link.person_id,
                    created_at=link.created_at,
                    expires_at=link.expires_at,
                )
            )

    def link(self, hashed: str, *, now: datetime) -> Link | None:
        """Return the link of that hash while it can be used."""
        with self._database.reading() as connection:
            row = connection.execute(_LINK, {"hash": hashed, "now": now}).one_or_none()
        return None if row is None else Link(*row)

    def redeem(self, hashed: str, *, person_id: str, password: str, now: datetime) -> bool:
        """Use the link up: open the account, set its password's hash, end its sessions.

        The link of the first admin makes an admin. False when the link is used or over, and then
        nothing has changed: of two who come at once, one wins.
        """
        with self._database.writing("accounts") as connection:
            row = connection.execute(_LINK, {"hash": hashed, "now": now}).one_or_none()
            if row is None:
                return False
            connection.execute(_FORGET_LINK, {"hash": hashed})
            admin = {} if row.person_id else {"admin": True}
            connection.execute(self._opened(person_id, now, password=password, **admin))
            connection.execute(_END_SESSIONS, {"person": person_id})
            return True

    def add_token(self, hashed: str, *, person_id: str, now: datetime) -> None:
        """Keep the hash of a person's token."""
        values = {"hash": hashed, "person_id": person_id, "created_at": now}
        with self._database.writing("accounts") as connection:
            connection.execute(self._database.insert(tokens).values(values))

    def token_holder(self, hashed: str) -> str | None:
        """Return the id of the person whose token has that hash; None when nobody's."""
        with self._database.reading() as connection:
            return connection.scalar(_HOLDER, {"hash": hashed})

    def token_holders(self) -> list[str]:
        """Return the person id of each token."""
        with self._database.reading() as connection:
            return list(connection.scalars(_HOLDERS))

    def revoke_tokens(self, person_id: str) -> int:
        """Forget the person's tokens; return how many."""
        with self._database.writing("accounts") as connection:
            return connection.execute(_REVOKE, {"person": person_id}).rowcount

    def _opened(self, person_id: str, now: datetime, **values: Any) -> Any:
        fresh = {"person_id": person_id, "created_at": now, "password": "", "admin": False}
        new = self._database.insert(accounts).values(fresh | values)
        return new.on_conflict_do_update(
            index_elements=["person_id"], set_={"disabled_at": None, **values}
        )


def _account(row: Sequence[Any]) -> Account:
    return Account(*row)
