"""What columns are made of: words and instants that both engines keep alike, naming, keys.

Knows types. Does not know any table.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Integer, MetaData, Text, TypeDecorator

from knowledge.store.errors import NotStorable


class Words(TypeDecorator[str]):
    """Text that both engines can hold.

    PostgreSQL refuses NUL and neither can encode half a surrogate pair, both of which arrive from
    PDFs and chat; they become U+FFFD, the sign for "a character was here".
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text with what cannot be stored replaced."""
        if value is None:
            return None
        value = str(value)  # a StrEnum as its value: psycopg would write its name
        if value.isascii() and "\0" not in value:
            return value
        readable = value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        return readable.replace("\0", "�")


class Instant(TypeDecorator[datetime]):
    """A point in time, in UTC with microseconds; a time without zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC as the engine wants it (SQLite has no zones)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NotStorable(f"the time {value.isoformat()} has no zone; give one, such as UTC")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Return the time with its zone, UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def words(name: str, *more: Any, **options: Any) -> Column[str]:
    """Return a column of words, not null unless ``nullable`` says so."""
    return Column(name, Words, *more, nullable=options.pop("nullable", False), **options)


def arrival() -> Column[int]:
    """Return the key that counts in order of arrival."""
    return Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
