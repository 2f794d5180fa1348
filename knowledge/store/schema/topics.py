"""The tables of topics, of the handfuls of questions they are made of, and of what mining goes on
from. Who asked, and in which words, stands in ``turns`` only."""

from sqlalchemy import BigInteger, Column, Double, ForeignKey, Index, Integer, LargeBinary, Table

from knowledge.store.schema.columns import Instant, arrival, metadata, words

_TURN = BigInteger().with_variant(Integer, "sqlite")

topics = Table(
    "topics",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    words("name"),  # what an engineer called it
    words("suggested"),  # what a language model would call it
    Column("merged_into", Integer),  # it is no more; this one goes on
    Column("touched", Integer, nullable=False),  # in which version its questions changed last
    Column("counted", Integer, nullable=False),  # up to which version these numbers hold
    *(
        Column(name, Integer, nullable=False)
        for name in ("asked", "people", "teams", "unanswered", "not_right", "routed")
    ),
    Column("first_asked", Instant),
    Column("last_asked", Instant),
    Index("ix_topics_asked", "asked", "last_asked", "id"),
    Index("ix_topics_merged_into", "merged_into"),
)

topic_handfuls = Table(
    "topic_handfuls",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("topic", Integer, ForeignKey("topics.id"), nullable=False),
    Column("weight", Integer, nullable=False),
    Column("bound", Integer, nullable=False),  # those an engineer joined share it; 0 is none
    Column("typical", Double, nullable=False),
    Index("ix_topic_handfuls_topic", "topic", "typical"),
)

topic_sums = Table(
    "topic_sums",
    metadata,
    Column(
        "handful",
        Integer,
        ForeignKey("topic_handfuls.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("meaning", LargeBinary, nullable=False),
    Column("pieces", LargeBinary, nullable=False),
    Column("about", LargeBinary, nullable=False),
)

topic_questions = Table(
    "topic_questions",
    metadata,
    Column(
        "turn",
        _TURN,
        ForeignKey("turns.seq", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("handful", Integer, ForeignKey("topic_handfuls.id")),  # null: it is no question
    words("team"),
    words("place"),
    Index("ix_topic_questions_handful", "handful", "turn", "place", "team"),
)

topic_teams = Table(
    "topic_teams",
    metadata,
    Column(
        "topic",
        Integer,
        ForeignKey("topics.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    words("team", primary_key=True),
    Column("asked", Integer, nullable=False),
)

topic_places = Table(
    "topic_places",
    metadata,
    Column(
        "topic",
        Integer,
        ForeignKey("topics.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    words("place", primary_key=True),
    Column("asked", Integer, nullable=False),
    Index("ix_topic_places_place", "place", "topic"),
)

topics_apart = Table(
    "topics_apart",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),  # a ``bound`` of handfuls
    Column("other", Integer, primary_key=True, autoincrement=False),
)

topic_steps = Table(
    "topic_steps",
    metadata,
    arrival(),
    Column("topic", Integer, ForeignKey("topics.id"), nullable=False),
    words("act"),
    Column("at", Instant, nullable=False),
    words("by"),
    words("reason"),
    Column("other", Integer),
    Index("ix_topic_steps_topic", "topic", "seq"),
)

topic_mining = Table(
    "topic_mining",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # there is one row
    Column("version", Integer, nullable=False),
    words("model"),
    Column("upto", _TURN, nullable=False),
    Column("judged", _TURN, nullable=False),
    *(
        Column(name, Integer, nullable=False)
        for name in ("questions", "topic", "handful", "bound", "parted_at")
    ),
    Column("nearly_equal", Double, nullable=False),
    *(
        Column(name, LargeBinary, nullable=False)
        for name in ("holding", "shared", "shared_about", "rarity")
    ),
)
