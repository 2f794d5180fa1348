"""Corrections with their steps and uses; what was corrected before waits for review."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables and give every correction that is there its first step."""
    _corrections()
    _steps()
    _uses()
    _what_is_there()


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("seq", _ID, nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("same_as", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("moves", sa.Text(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.Text(), nullable=True),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("routed", sa.Boolean(), nullable=False),
        sa.Column("unnamed", sa.Boolean(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("broken", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_corrections")),
        sa.UniqueConstraint("assessment", name=op.f("uq_corrections_assessment")),
        sa.ForeignKeyConstraint(
            ["assessment"],
            ["assessments.key"],
            name=op.f("fk_corrections_assessment"),
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_corrections_state", "corrections", ["state"])
    op.create_index("ix_corrections_same_as", "corrections", ["same_as"])


def _of_correction(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("correction", _ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["correction"],
            ["corrections.seq"],
            name=op.f(f"fk_{table}_correction"),
            ondelete="CASCADE",
        ),
    )


def _steps() -> None:
    op.create_table(
        "correction_steps",
        sa.Column("seq", _ID, nullable=False),
        *_of_correction("correction_steps"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("other", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_correction_steps")),
        sa.UniqueConstraint(
            "correction", "place", name=op.f("uq_correction_steps_correction_place")
        ),
    )


def _uses() -> None:
    op.create_table(
        "correction_uses",
        *_of_correction("correction_uses"),
        sa.Column("turn", sa.Text(), nullable=False),
        sa.Column("asset", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("correction", "turn", name=op.f("pk_correction_uses")),
    )
    op.create_index("ix_correction_uses_at", "correction_uses", ["at"])


def _named(table: str, columns: str) -> sa.TableClause:
    return sa.table(table, *[sa.column(name) for name in columns.split()])


_SAID = _named("assessments", "seq key target target_id expectation person_id at")
_TURNS = _named("turns", "key text intent asset decision_id status")
_NOTHING = sa.literal("", sa.Text())


def _what_is_there() -> None:
    into = (
        "assessment same_as question intent moves asset decision_id team routed unnamed basis "
        "state told broken"
    )
    corrected = (
        sa.select(
            _SAID.c.key,
            _SAID.c.key,
            _TURNS.c.text,
            _TURNS.c.intent,
            _NOTHING,
            _TURNS.c.asset,
            _TURNS.c.decision_id,
            _NOTHING,
            _TURNS.c.status == "routed",
            sa.literal(False, sa.Boolean()),
            sa.literal([], sa.JSON()),
            sa.literal("recorded", sa.Text()),
            sa.literal(1, sa.Integer()),
            _NOTHING,
        )
        .join_from(_SAID, _TURNS, _TURNS.c.key == _SAID.c.target_id)
        .where(_SAID.c.expectation.is_not(None), _SAID.c.target == "answer")
        .order_by(_SAID.c.seq)
    )
    made = _named("corrections", f"seq {into}")
    op.get_bind().execute(made.insert().from_select(into.split(), corrected))
    steps = _named(
        "correction_steps", "correction place kind at by reason role team use document other"
    )
    first = sa.select(
        made.c.seq,
        sa.literal(0, sa.Integer()),
        sa.literal("recorded", sa.Text()),
        _SAID.c.at,
        _SAID.c.person_id,
        *[_NOTHING] * 5,
        sa.literal(0, sa.BigInteger()),
    ).join_from(made, _SAID, _SAID.c.key == made.c.assessment)
    op.get_bind().execute(steps.insert().from_select(list(steps.c.keys()), first))
