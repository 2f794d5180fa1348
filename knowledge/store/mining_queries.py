"""The statements that mining reads with, built once so that their compiled form is reused.

Knows what is looked at, what is counted, and how many topics at once. Does not run anything.
"""

from sqlalchemy import bindparam, case, distinct, exists, func, select

from knowledge.model import AssessmentTarget, Judgement, Status
from knowledge.store.schema import (
    assessments,
    topic_handfuls,
    topic_mining,
    topic_questions,
    topic_sums,
    topics,
    topics_apart,
    turns,
)

COUNTED_AT_ONCE = 50

STATE = select(*(column for column in topic_mining.c if column.name != "id"))
"""How far mining is."""

UNMINED = (
    select(
        turns.c.seq.label("turn"),
        turns.c.text,
        turns.c.person_id,
        turns.c.asset,
        turns.c.intent,
        turns.c.status,
        case(
            (turns.c.status == Status.ROUTED.value, turns.c.answer["route"]["rule"].as_string()),
            else_="",
        ).label("hazard"),
    )
    .where(
        turns.c.seq > bindparam("since"),
        ~exists().where(topic_questions.c.turn == turns.c.seq),
    )
    .order_by(turns.c.seq)
    .limit(bindparam("limit"))
)
"""Turns that nobody looked at, the oldest first."""

HANDFULS = (
    select(topic_handfuls, topic_sums.c.meaning, topic_sums.c.pieces, topic_sums.c.about)
    .join_from(topic_handfuls, topic_sums)
    .order_by(topic_handfuls.c.id)
)
"""All handfuls with their sums."""

APART = select(topics_apart.c.one, topics_apart.c.other)
"""What never meets."""

LAST_JUDGED = select(func.max(assessments.c.seq))
"""The newest judgement."""

JUDGED = (
    select(topic_handfuls.c.topic)
    .distinct()
    .select_from(assessments)
    .join(turns, turns.c.key == assessments.c.target_id)
    .join(topic_questions, topic_questions.c.turn == turns.c.seq)
    .join(topic_handfuls)
    .where(
        assessments.c.target == AssessmentTarget.ANSWER.value,
        assessments.c.feedback.is_not(None),
        assessments.c.seq > bindparam("since"),
    )
)
"""Topics of questions whose answers were judged from a judgement on."""

QUESTIONS_OF = (
    select(topic_questions.c.turn, topic_questions.c.handful, turns.c.text, turns.c.asset)
    .join_from(topic_questions, turns, turns.c.seq == topic_questions.c.turn)
    .where(topic_questions.c.turn.in_(bindparam("turns", expanding=True)))
)
"""These questions with their words and handfuls."""

TO_COUNT = (
    select(topics.c.id, topics.c.touched)
    .where(topics.c.touched > topics.c.counted)
    .order_by(topics.c.id)
    .limit(COUNTED_AT_ONCE)
)
"""Topics whose numbers do not hold any more."""

_of_these = topic_handfuls.c.topic.in_(bindparam("ids", expanding=True))

COUNTS = (
    select(
        topic_handfuls.c.topic,
        func.count().label("asked"),
        func.count(distinct(turns.c.person_id)).label("people"),
        func.count(case((turns.c.status == Status.ABSTAINED.value, 1))).label("unanswered"),
        func.count(
            case(
                (
                    exists().where(
                        assessments.c.target == AssessmentTarget.ANSWER.value,
                        assessments.c.target_id == turns.c.key,
                        assessments.c.feedback == Judgement.NOT_RIGHT.value,
                    ),
                    1,
                )
            )
        ).label("not_right"),
        func.count(case((turns.c.status == Status.ROUTED.value, 1))).label("routed"),
        func.min(turns.c.at).label("first_asked"),
        func.max(turns.c.at).label("last_asked"),
    )
    .join_from(topic_handfuls, topic_questions)
    .join(turns, turns.c.seq == topic_questions.c.turn)
    .where(_of_these)
    .group_by(topic_handfuls.c.topic)
)
"""What is counted of these topics' questions."""

TEAMS = (
    select(topic_handfuls.c.topic, topic_questions.c.team, func.count().label("asked"))
    .join_from(topic_handfuls, topic_questions)
    .where(_of_these, topic_questions.c.team != "")
    .group_by(topic_handfuls.c.topic, topic_questions.c.team)
)
"""How often each team asked them."""

PLACES = (
    select(topic_handfuls.c.topic, topic_questions.c.place, func.count().label("asked"))
    .join_from(topic_handfuls, topic_questions)
    .where(_of_these)
    .group_by(topic_handfuls.c.topic, topic_questions.c.place)
)
"""How often they were asked about each place."""

FILED = select(func.count(topic_questions.c.handful))
"""How many questions are in handfuls."""

_by_asker = (
    select(
        topic_questions.c.turn,
        turns.c.text,
        turns.c.person_id,
        func.row_number()
        .over(partition_by=turns.c.person_id, order_by=topic_questions.c.turn.desc())
        .label("place"),
    )
    .join_from(topic_questions, turns, turns.c.seq == topic_questions.c.turn)
    .where(topic_questions.c.handful.is_not(None))
    .subquery()
)
"""Questions, each with how many of its asker's are newer and itself."""

ASKED_LAST = (
    select(_by_asker.c.text, _by_asker.c.person_id)
    .where(_by_asker.c.place <= bindparam("of_one"))
    .order_by(_by_asker.c.turn.desc())
    .limit(bindparam("limit"))
)
"""The questions that were asked last, of no person too many, with who asked them."""

SHORT = (
    select(topic_handfuls.c.id)
    .outerjoin_from(topic_handfuls, topic_questions)
    .group_by(topic_handfuls.c.id, topic_handfuls.c.weight)
    .having(func.count(topic_questions.c.turn) != topic_handfuls.c.weight)
    .order_by(topic_handfuls.c.id)
)
"""Handfuls of which questions were erased."""

HELD = (
    select(topic_questions.c.turn, turns.c.text, turns.c.asset)
    .join_from(topic_questions, turns, turns.c.seq == topic_questions.c.turn)
    .where(topic_questions.c.handful == bindparam("in_handful"))
    .order_by(topic_questions.c.turn)
)
"""The questions of a handful."""

PLACED = (
    select(
        topic_questions.c.turn,
        turns.c.text,
        turns.c.asset,
        topic_handfuls.c.id.label("handful"),
        topic_handfuls.c.topic,
        topic_handfuls.c.bound,
    )
    .join_from(topic_questions, topic_handfuls)
    .join(turns, turns.c.seq == topic_questions.c.turn)
    .where(topic_questions.c.turn > bindparam("after"))
    .order_by(topic_questions.c.turn)
    .limit(bindparam("limit"))
)
"""Questions with the topic and bound of their handfuls, from a turn on."""

RESTING = (
    select(topic_handfuls)
    .where(
        topic_handfuls.c.topic.in_(bindparam("of_topics", expanding=True))
        | topic_handfuls.c.id.in_(bindparam("or_these", expanding=True)),
        ~exists().where(topic_sums.c.handful == topic_handfuls.c.id),
    )
    .order_by(topic_handfuls.c.id)
)
"""Handfuls of these topics, and of these, that have no sums."""
