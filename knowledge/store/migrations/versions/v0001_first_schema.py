"""The first schema: documents, recommendations, directory, conversations, assessments, vectors.

Frozen: later changes are later migrations.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create all tables of the first schema."""
    _installation()
    _documents()
    _passages_and_files()
    _recommendations()
    _conversations()


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _arrival() -> sa.Column[int]:
    counting = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("seq", counting, nullable=False)


def _installation() -> None:
    op.create_table(
        "facts",
        _text("name"),
        _text("value"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    op.create_table(
        "directory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory")),
    )


def _documents() -> None:
    op.create_table(
        "revisions",
        _text("id"),
        _text("number"),
        _text("number_key"),
        _text("title"),
        _text("revision"),
        _text("declared"),
        _text("status"),
        _text("retired"),
        _text("path"),
        _text("content_hash"),
        sa.Column("ingested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("binds_from", sa.Date(), nullable=False),
        sa.Column("review_due", sa.Date(), nullable=True),
        _text("owner"),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        _text("audience_key"),
        _text("document_class"),
        _text("supersedes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
    )
    op.create_index("ix_revisions_number_key", "revisions", ["number_key", "binds_from"])
    op.create_index("ix_revisions_path", "revisions", ["path"])


def _passages_and_files() -> None:
    op.create_table(
        "passages",
        _text("revision_id"),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        _text("id"),
        sa.Column("heading_path", sa.JSON(), nullable=False),
        _text("section"),
        sa.Column("page", sa.Integer(), nullable=True),
        _text("text"),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name=op.f("fk_passages_revision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision_id", "ordinal", name=op.f("pk_passages")),
    )
    op.create_index("ix_passages_id", "passages", ["id"])
    op.create_table(
        "files",
        _text("path"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        _text("content_hash"),
        _text("state"),
        _text("note"),
        _text("revision_id", nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name=op.f("fk_files_revision_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_files")),
    )
    op.create_index("ix_files_revision_id", "files", ["revision_id"])
    op.create_table(
        "vectors",
        _text("model"),
        _text("hash"),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("model", "hash", name=op.f("pk_vectors")),
    )


def _recommendations() -> None:
    op.create_table(
        "events",
        _text("event_id"),
        _text("source"),
        _text("kind"),
        _text("decision_id"),
        _text("fingerprint"),
        sa.Column("raw", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("event_id", "source", name=op.f("pk_events")),
    )
    op.create_table(
        "recommendations",
        _arrival(),
        _text("decision_id"),
        _text("fingerprint"),
        _text("asset"),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_recommendations")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_recommendations_decision_id")),
    )
    op.create_index("ix_recommendations_asset", "recommendations", ["asset", "issued_at", "seq"])
    op.create_index("ix_recommendations_issued_at", "recommendations", ["issued_at", "seq"])
    op.create_table(
        "asset_prefixes",
        _text("prefix"),
        _text("asset"),
        sa.PrimaryKeyConstraint("prefix", "asset", name=op.f("pk_asset_prefixes")),
    )
    op.create_table(
        "decisions",
        _arrival(),
        _text("decision_id"),
        _text("decision"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("by"),
        _text("reason_class"),
        _text("rationale"),
        _text("action_taken"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_decisions")),
    )
    op.create_index("ix_decisions_decision_id", "decisions", ["decision_id"])
    op.create_table(
        "outcomes",
        _arrival(),
        _text("decision_id"),
        _text("result"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("measured", sa.JSON(), nullable=False),
        _text("note"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outcomes")),
    )
    op.create_index("ix_outcomes_decision_id", "outcomes", ["decision_id"])


def _conversations() -> None:
    op.create_table(
        "turns",
        _arrival(),
        _text("key"),
        _text("conversation_id"),
        _text("person_id"),
        _text("text"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("decision_id", nullable=True),
        _text("asset", nullable=True),
        _text("intent"),
        _text("status"),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_turns")),
        sa.UniqueConstraint("key", name=op.f("uq_turns_key")),
    )
    op.create_index("ix_turns_conversation_id", "turns", ["conversation_id", "at", "seq"])
    op.create_table(
        "assessments",
        _arrival(),
        _text("key"),
        _text("target"),
        _text("target_id"),
        _text("person_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _text("feedback", nullable=True),
        _text("expectation", nullable=True),
        _text("rationale"),
        _text("reason_class", nullable=True),
        _text("scope", nullable=True),
        _text("evidence"),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_assessments")),
        sa.UniqueConstraint("key", name=op.f("uq_assessments_key")),
    )
    op.create_index("ix_assessments_at", "assessments", ["at"])
    op.create_index("ix_assessments_target", "assessments", ["target", "target_id"])
