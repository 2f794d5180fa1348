"""Topics: what is asked again and again, found while it is asked.

Frozen: later changes are later migrations.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables; what was asked before is mined at the next occasion."""
    op.create_table(
        "topics",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *_texts("name", "suggested"),
        sa.Column("merged_into", sa.Integer()),
        *_numbers("touched", "counted", "asked", "people", "teams"),
        *_numbers("unanswered", "not_right", "routed"),
        sa.Column("first_asked", sa.DateTime(timezone=True)),
        sa.Column("last_asked", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
    )
    op.create_index("ix_topics_asked", "topics", ["asked", "last_asked", "id"])
    op.create_index("ix_topics_merged_into", "topics", ["merged_into"])
    _handfuls()
    _questions()
    _counts()
    _engineers()
    op.create_table(
        "topic_mining",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *_numbers("version"),
        *_texts("model"),
        sa.Column("upto", _LONG, nullable=False),
        sa.Column("judged", _LONG, nullable=False),
        *_numbers("questions", "topic", "handful", "bound", "parted_at"),
        sa.Column("nearly_equal", sa.Double(), nullable=False),
        *_bytes("holding", "shared", "rarity"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_mining")),
    )
    op.create_index("ix_turns_person_id", "turns", ["person_id", "seq"])


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _bytes(*names: str) -> list[sa.Column[bytes]]:
    return [sa.Column(name, sa.LargeBinary(), nullable=False) for name in names]


def _handfuls() -> None:
    op.create_table(
        "topic_handfuls",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *_numbers("topic", "weight", "bound"),
        sa.Column("typical", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_handfuls")),
        sa.ForeignKeyConstraint(["topic"], ["topics.id"], name=op.f("fk_topic_handfuls_topic")),
    )
    op.create_index("ix_topic_handfuls_topic", "topic_handfuls", ["topic", "typical"])
    op.create_table(
        "topic_sums",
        sa.Column("handful", sa.Integer(), autoincrement=False, nullable=False),
        *_bytes("meaning", "pieces"),
        sa.PrimaryKeyConstraint("handful", name=op.f("pk_topic_sums")),
        sa.ForeignKeyConstraint(
            ["handful"],
            ["topic_handfuls.id"],
            name=op.f("fk_topic_sums_handful"),
            ondelete="CASCADE",
        ),
    )


def _questions() -> None:
    op.create_table(
        "topic_questions",
        sa.Column("turn", _LONG, autoincrement=False, nullable=False),
        sa.Column("handful", sa.Integer()),
        *_texts("team", "place"),
        sa.PrimaryKeyConstraint("turn", name=op.f("pk_topic_questions")),
        sa.ForeignKeyConstraint(
            ["turn"], ["turns.seq"], name=op.f("fk_topic_questions_turn"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["handful"], ["topic_handfuls.id"], name=op.f("fk_topic_questions_handful")
        ),
    )
    op.create_index(
        "ix_topic_questions_handful", "topic_questions", ["handful", "turn", "place", "team"]
    )


def _counts() -> None:
    for table, what in (("topic_teams", "team"), ("topic_places", "place")):
        op.create_table(
            table,
            sa.Column("topic", sa.Integer(), autoincrement=False, nullable=False),
            *_texts(what),
            *_numbers("asked"),
            sa.PrimaryKeyConstraint("topic", what, name=op.f(f"pk_{table}")),
            sa.ForeignKeyConstraint(
                ["topic"], ["topics.id"], name=op.f(f"fk_{table}_topic"), ondelete="CASCADE"
            ),
        )
    op.create_index("ix_topic_places_place", "topic_places", ["place", "topic"])


def _engineers() -> None:
    op.create_table(
        "topics_apart",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_topics_apart")),
    )
    op.create_table(
        "topic_steps",
        sa.Column("seq", _LONG, nullable=False),
        *_numbers("topic"),
        *_texts("act"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_texts("by", "reason"),
        sa.Column("other", sa.Integer()),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_topic_steps")),
        sa.ForeignKeyConstraint(["topic"], ["topics.id"], name=op.f("fk_topic_steps_topic")),
    )
    op.create_index("ix_topic_steps_topic", "topic_steps", ["topic", "seq"])
