"""The tables of what the assistant asks people, and of who does not want to be asked."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table

from knowledge.store.schema.columns import Instant, arrival, metadata, words

inquiries = Table(
    "inquiries",
    metadata,
    arrival(),
    words("cluster"),  # what happened where: it is asked once in a while
    words("kind"),
    words("asset"),
    words("decision_id"),
    words("common"),
    Column("since", Instant, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Index("ix_inquiries_cluster", "cluster", "asked_at"),
)

inquiry_people = Table(
    "inquiry_people",
    metadata,
    Column(
        "inquiry",
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("inquiries.seq", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    words("person_id", primary_key=True),
    words("state"),
    Index("ix_inquiry_people_person_id", "person_id", "state"),
)

not_asked = Table(
    "not_asked",
    metadata,
    words("person_id", primary_key=True),
    Column("at", Instant, nullable=False),
)
