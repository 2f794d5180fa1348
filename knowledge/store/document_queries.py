"""The statements of ``documents``, built once so that their compiled form is reused.

Knows what "binding" means as SQL. Does not run anything.
"""

from sqlalchemy import bindparam, case, delete, exists, func, or_, select, update

from knowledge.model import DocumentClass, RevisionStatus
from knowledge.store.schema import files, passages, revisions

_rev = revisions.c
_pas = passages.c
_newer = revisions.alias("newer")

REVISION_FIELDS = (
    _rev.id,
    _rev.number,
    _rev.title,
    _rev.revision,
    _rev.status,
    _rev.path,
    _rev.content_hash,
    _rev.ingested_at,
    _rev.effective_from,
    _rev.review_due,
    _rev.owner,
    _rev.scope,
    _rev.audience,
    _rev.document_class,
    _rev.supersedes,
    _rev.language,
)
"""A ``Revision`` in the order of its fields."""

PASSAGE_FIELDS = (
    _pas.id,
    _pas.revision_id,
    _pas.ordinal,
    _pas.heading_path,
    _pas.section,
    _pas.page,
    _pas.text,
)
"""A ``Passage`` in the order of its fields."""

FILE_FIELDS = (
    files.c.path,
    files.c.size,
    files.c.mtime_ns,
    files.c.content_hash,
    files.c.state,
    files.c.note,
    files.c.revision_id,
)
"""A ``FileRecord`` in the order of its fields."""

_gone = (_rev.document_class == DocumentClass.ARTICLE.value) & (
    _rev.status == RevisionStatus.WITHDRAWN.value
)
"""An article that is not published any more: unlike a procedure it opens for nobody."""

_uncontrolled = _rev.status == RevisionStatus.UNCONTROLLED.value
_approved = _rev.status == RevisionStatus.APPROVED.value

_replaced_by_then = exists().where(
    _newer.c.number_key == _rev.number_key,
    _newer.c.status == RevisionStatus.APPROVED.value,
    _newer.c.binds_from > _rev.binds_from,
    _newer.c.binds_from <= bindparam("on"),
)

_binding = or_(_uncontrolled, _approved & (_rev.binds_from <= bindparam("on")) & ~_replaced_by_then)

_with_revision = select(*PASSAGE_FIELDS, *REVISION_FIELDS).join_from(
    passages, revisions, _pas.revision_id == _rev.id
)

BINDING_PASSAGES = _with_revision.where(_pas.id.in_(bindparam("ids", expanding=True)), _binding)
"""Passages by id, of binding revisions only."""

ANY_PASSAGE = (
    _with_revision.where(_pas.id == bindparam("id"), ~_gone)
    .order_by(case((or_(_approved, _uncontrolled), 0), else_=1), _rev.ingested_at.desc())
    .limit(1)
)
"""A passage by id whatever its revision's status; if several have it, one that is in force."""

AUDIENCES = (
    select(_pas.id, _rev.audience)
    .join_from(passages, revisions, _pas.revision_id == _rev.id)
    .where(_pas.id.in_(bindparam("ids", expanding=True)), ~_gone)
    .order_by(case((or_(_approved, _uncontrolled), 1), else_=0), _rev.ingested_at)
)
"""Who may see passages; of several revisions with one passage the one to count comes last."""

BINDING_REVISION = (
    select(*REVISION_FIELDS)
    .where(_rev.number_key == bindparam("number_key"), _binding)
    .order_by(
        case((_rev.number == bindparam("number"), 0), else_=1),
        case((_approved, 0), else_=1),
        _rev.ingested_at.desc(),
    )
    .limit(1)
)
"""The revision of a number that binds on a day; an approved one before an uncontrolled one."""

PASSAGES_OF = (
    select(*PASSAGE_FIELDS)
    .where(_pas.revision_id == bindparam("revision_id"))
    .order_by(_pas.ordinal)
)
"""All passages of a revision in order."""

SECTION_OF = PASSAGES_OF.where(
    or_(
        _pas.section == bindparam("section"),
        func.substr(_pas.section, 1, bindparam("length")) == bindparam("below"),
    )
)
"""The passages of a section and its sub-sections in order."""

LANGUAGES = select(_rev.language).distinct()
"""The languages that revisions are written in, each once."""

REVISIONS = select(*REVISION_FIELDS).order_by(
    _rev.number, _rev.binds_from, _rev.ingested_at, _rev.id
)
"""All revisions, by number, oldest first."""

INDEXABLE = (
    select(_pas.id, _rev.audience_key, _rev.title, _pas.heading_path, _pas.text)
    .join_from(revisions, passages, _pas.revision_id == _rev.id)
    .where(or_(_approved, _uncontrolled), _rev.audience_key != "")
    .order_by(_rev.id, _pas.ordinal)
)
"""What may be found by search: in force or to come, and visible to somebody."""

OF_NUMBERS = select(
    _rev.id, _rev.number_key, _rev.revision, _rev.binds_from, _rev.ingested_at, _rev.supersedes
).where(
    _approved,
    or_(
        _rev.number_key.in_(bindparam("keys", expanding=True)),
        _rev.supersedes.in_(bindparam("numbers", expanding=True)),
    ),
)
"""The approved revisions of these numbers, and those that supersede these numbers."""

APPROVED = select(_rev.number).where(_approved).distinct()
"""The numbers that have an approved revision."""

EARLIER_AT_PATH = select(
    _rev.id, _rev.number_key, _rev.revision, _rev.status, _rev.binds_from, _rev.ingested_at
).where(_rev.path == bindparam("at"), _rev.id != bindparam("but"), _rev.retired == "")
"""Other revisions that came from this path and were not retired."""

STATUS_OF = select(_rev.status, _rev.declared, _rev.retired).where(_rev.id == bindparam("id"))
"""A revision's standing."""

SET_STATUS = (
    update(revisions)
    .where(_rev.id.in_(bindparam("ids", expanding=True)))
    .values(status=bindparam("new_status"))
)
"""Give revisions a status."""

RETIRE = (
    update(revisions)
    .where(_rev.id == bindparam("which"))
    .values(status=bindparam("new_status"), retired=bindparam("why"))
)
"""Take a revision out of force because its file no longer says so."""

MOVE = update(revisions).where(_rev.id == bindparam("which")).values(path=bindparam("to"))
"""Say that a revision now comes from another path."""

DELETE_PASSAGES = delete(passages).where(_pas.revision_id == bindparam("which"))
"""Drop a revision's passages, to be written anew."""

FILES = select(*FILE_FIELDS).order_by(files.c.path)
"""All files ever seen and not forgotten."""

FILES_BELOW = FILES.where(
    or_(
        files.c.path == bindparam("root"),
        func.substr(files.c.path, 1, bindparam("length")) == bindparam("below"),
    )
)
"""The files of a folder and below it."""

OTHER_FILE = (
    select(files.c.path)
    .where(files.c.revision_id == bindparam("revision_id"), files.c.path != bindparam("at"))
    .order_by(files.c.path)
    .limit(1)
)
"""Another file with the same revision."""

REVISIONS_AT = select(_rev.id, _rev.status).where(
    _rev.retired == "",
    or_(
        _rev.path == bindparam("at"),
        _rev.id.in_(select(files.c.revision_id).where(files.c.path == bindparam("at"))),
    ),
)
"""The revisions that came from a path."""

DELETE_FILE = delete(files).where(files.c.path == bindparam("at"))
"""Forget a file."""

TOUCH = (
    update(files)
    .where(files.c.path == bindparam("at"))
    .values(size=bindparam("new_size"), mtime_ns=bindparam("new_mtime_ns"))
)
"""Note a file's new size and time; its content is the same."""

NAMED = select(_rev.id).where(
    or_(
        _rev.number_key == bindparam("number_key"),
        _rev.path == bindparam("name"),
        func.substr(_rev.path, 1, bindparam("length")) == bindparam("below"),
    )
)
"""Revisions by number, by file or by folder."""

SET_AUDIENCE = (
    update(revisions)
    .where(_rev.id.in_(bindparam("ids", expanding=True)))
    .values(audience=bindparam("new_audience"), audience_key=bindparam("new_key"))
)
"""Give revisions an audience."""

KEYS_OF = select(_rev.number_key).where(_rev.id.in_(bindparam("ids", expanding=True))).distinct()
"""The numbers of these revisions, case folded."""

IN_FORCE_AUDIENCES = select(_rev.audience).where(
    _rev.number_key.in_(bindparam("keys", expanding=True)), or_(_approved, _uncontrolled)
)
"""Who may see what is in force, or is to come, of these numbers."""

EDITIONS = select(_rev.id, _rev.audience).where(
    _rev.number_key == bindparam("key"), _rev.document_class == DocumentClass.ARTICLE.value
)
"""The versions of an article that were published."""

WITHDRAW_EDITIONS = (
    update(revisions)
    .where(_rev.number_key == bindparam("key"), _rev.document_class == DocumentClass.ARTICLE.value)
    .values(status=RevisionStatus.WITHDRAWN.value, retired="vanished")
)
"""Take all versions of an article away."""

SET_FILE_STATE = (
    update(files)
    .where(files.c.revision_id.in_(bindparam("ids", expanding=True)), files.c.state != "refused")
    .values(state=bindparam("new_state"), note="")
)
"""Say of the files of these revisions whether anybody may see them."""

COUNT_FILES = select(files.c.state, func.count()).group_by(files.c.state)
"""Files by state."""

COUNT_REVISIONS = select(_rev.status, func.count()).group_by(_rev.status)
"""Revisions by status."""

COUNT_PASSAGES = select(func.count()).select_from(passages)
"""Passages of all revisions."""
