"""The schema's version: what this program knows, what the store has, and the way up.

Knows the order of migrations by name. Does not know what they do (``migrations``). Alembic is
imported only when there is something to upgrade: importing it costs more than opening a store.
"""

from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Select, Text, column, inspect, select, table
from sqlalchemy.exc import OperationalError, ProgrammingError

from knowledge.store.database import Database
from knowledge.store.errors import StoreError, StoreOutdated, StoreTooNew, StoreUnavailable
from knowledge.store.schema import facts

KNOWN = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
)
"""All versions of the schema, oldest first; the last is what this program's queries need."""

MIGRATIONS = Path(__file__).parent / "migrations"

_VERSION: Select[str] = select(column("version_num", Text)).select_from(table("alembic_version"))
"""The version the store has."""

_UID: Select[str] = select(facts.c.value).where(facts.c.name == "uid")
"""The random id this store was born with."""


def bring_up(database: Database, *, upgrade: bool) -> None:
    """Make sure that the store has the schema this program needs.

    Raises ``StoreTooNew``, ``StoreOutdated`` (when ``upgrade`` is false) or ``StoreError`` (when
    the database holds something else).
    """
    version = stored_version(database)
    if version == KNOWN[-1]:
        return
    if version is not None and version not in KNOWN:
        raise StoreTooNew(
            f"the store {database.where} has schema {version}, this Tandem knows up to "
            f"{KNOWN[-1]}; run the newer Tandem that wrote it, or restore an older backup"
        )
    if not upgrade:
        raise StoreOutdated(
            f"the store {database.where} has schema {version or 'none'}, this Tandem needs "
            f"{KNOWN[-1]}; run `tandem db upgrade`"
        )
    _upgrade(database)


def stored_version(database: Database) -> str | None:
    """Return the store's schema version; None for an empty database."""
    try:
        with database.reading() as connection:
            return connection.scalar(_VERSION)
    except (StoreUnavailable, ProgrammingError) as error:
        # Each engine says "no such table" in its own class of error; ask before believing it.
        cause = error.__cause__ if isinstance(error, StoreUnavailable) else error
        if not isinstance(cause, OperationalError | ProgrammingError):
            raise
        with database.reading() as connection:
            names = inspect(connection).get_table_names()
        if "alembic_version" in names:
            raise
        if names:
            raise StoreError(
                f"the database {database.where} holds other tables ({', '.join(names[:3])}) and "
                "no Tandem store; give Tandem a database of its own"
            ) from error
        return None


def uid_of(database: Database) -> str:
    """Return the store's random id, giving it one if it has none yet."""
    with database.reading() as connection:
        uid = connection.scalar(_UID)
    if uid is not None:
        return uid
    with database.writing("facts") as connection:
        new = database.insert(facts).values(name="uid", value=uuid4().hex)
        connection.execute(new.on_conflict_do_nothing())
        return connection.scalars(_UID).one()


def _upgrade(database: Database) -> None:
    with database.writing("schema") as connection:
        migrate(connection)


def migrate(connection: Connection, *, to: str = "head") -> None:
    """Apply the migrations up to ``to`` within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
