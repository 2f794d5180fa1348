"""Articles: their versions, steps, and the documents they rest on."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of articles."""
    op.create_table(
        "articles",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("topic", sa.BigInteger(), nullable=True),
        sa.Column("finder", sa.Text(), nullable=False),
        sa.Column("flagged", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("validated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_articles")),
    )
    op.create_index("ix_articles_state", "articles", ["state", "changed_at"])
    op.create_index("ix_articles_topic", "articles", ["topic"])
    op.create_table(
        "article_versions",
        sa.Column("article", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        _of_article("article_versions"),
        sa.PrimaryKeyConstraint("article", "version", name=op.f("pk_article_versions")),
    )
    op.create_table(
        "article_steps",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _of_article("article_steps"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_article_steps")),
        sa.UniqueConstraint("article", "place", name=op.f("uq_article_steps_article_place")),
    )
    op.create_table(
        "article_grounds",
        sa.Column("article", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_key", sa.Text(), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        _of_article("article_grounds"),
        sa.PrimaryKeyConstraint(
            "article", "document_key", "passage", name=op.f("pk_article_grounds")
        ),
    )
    op.create_index("ix_article_grounds_document_key", "article_grounds", ["document_key"])


def _of_article(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["article"], ["articles.number"], name=op.f(f"fk_{table}_article"), ondelete="CASCADE"
    )
