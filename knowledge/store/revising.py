"""Writing revisions: which give way when one comes, and what is left of the others.

Knows document control within a transaction that somebody else begins and ends. Does not know
files, articles or people.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, insert

from knowledge.model import Passage, Revision, RevisionStatus
from knowledge.store import document_queries as queries
from knowledge.store.database import Database
from knowledge.store.document_rows import passage_of, revision_values
from knowledge.store.schema import passages, revisions
from knowledge.store.standing import Contender, giving_way, left_behind

_FIRST_WINS = frozenset({"id", "ingested_at"})


def write_revision(database: Database, connection: Connection, revision: Revision) -> bool:
    """Keep a revision, or what is said of it differently now; return whether it is new."""
    known = connection.execute(queries.STATUS_OF, {"id": revision.id}).one_or_none()
    values = revision_values(revision)
    changing = {name: value for name, value in values.items() if name not in _FIRST_WINS}
    new = database.insert(revisions).values(values)
    connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=changing))
    return known is None


def write_passages(connection: Connection, revision_id: str, new: Sequence[Passage]) -> None:
    """Keep a revision's passages, if they are not those that are there."""
    stored = connection.execute(queries.PASSAGES_OF, {"revision_id": revision_id}).all()
    if [passage_of(row) for row in stored] == list(new):
        return
    connection.execute(queries.DELETE_PASSAGES, {"which": revision_id})
    if new:
        rows = [vars(passage) | {"heading_path": list(passage.heading_path)} for passage in new]
        connection.execute(insert(passages), rows)


def retire_earlier(
    connection: Connection, revision: Revision, on: date
) -> Mapping[RevisionStatus, list[str]]:
    """Retire what came from the revision's path before; return the ids by their new status."""
    left: dict[RevisionStatus, list[str]] = {status: [] for status in RevisionStatus}
    at = {"at": revision.path}
    for row in connection.execute(queries.EARLIER_AT_PATH, at | {"but": revision.id}).all():
        if moved(connection, row.id, revision.path):
            continue
        was = RevisionStatus(row.status)
        status = left_behind(
            Contender(row.id, row.revision, row.binds_from, row.ingested_at),
            was,
            same_number=row.number_key == revision.number.casefold(),
            new=revision,
            on=on,
        )
        if status is not None:
            retire(connection, row.id, status, "replaced")
            if status is not was:
                left[status].append(row.id)
    return left


def settle(connection: Connection, numbers: Iterable[str], on: date) -> list[str]:
    """Supersede what gives way among these numbers; return the ids."""
    names = {number for number in numbers if number}
    values = {"keys": [name.casefold() for name in names], "numbers": list(names)}
    rows = connection.execute(queries.OF_NUMBERS, values).all()
    gone: list[str] = []
    for key in {name.casefold() for name in names}:
        own = {row.id for row in rows if row.number_key == key}
        rivals = [row for row in rows if row.id in own or row.supersedes.casefold() == key]
        contenders = [Contender(r.id, r.revision, r.binds_from, r.ingested_at) for r in rivals]
        gone += sorted(own & giving_way(contenders, on=on))
    if gone:
        status = RevisionStatus.SUPERSEDED.value
        connection.execute(queries.SET_STATUS, {"ids": gone, "new_status": status})
    return gone


def moved(connection: Connection, revision_id: str, path: str) -> bool:
    """Whether another file holds the revision too; if so it now comes from there."""
    values = {"revision_id": revision_id, "at": path}
    other = connection.scalar(queries.OTHER_FILE, values)
    if other is not None:
        connection.execute(queries.MOVE, {"which": revision_id, "to": other})
    return other is not None


def retire(connection: Connection, revision_id: str, status: RevisionStatus, why: str) -> None:
    """Take a revision out of force; ``why``: "replaced" or "vanished"."""
    values = {"which": revision_id, "new_status": status.value, "why": why}
    connection.execute(queries.RETIRE, values)
