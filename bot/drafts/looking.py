"""When something is drafted: when a question recurs, has changed much, or an expert replied.

Knows what is due. Does not know what becomes of it (``writing``).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo

from bot.answering.sources import Sources
from bot.drafts.writing import draft_reply, draft_topic
from bot.jobs import Job
from bot.jobs.schedules import Every
from knowledge.curation.drafting.composing import Write, verbatim
from knowledge.model import Drafting, ExpertReply, Happening, Recurring, Topic

GROWN = 1.5
"""So many times as often asked as when it was drafted, a question is looked at anew."""
OLD = timedelta(days=1)
"""After so long too, if it was asked again at all."""
AT_ONCE = 20
"""So many drafts in one look: it shares the machine with people who ask."""
MOST_TOPICS = 1_000
_EVERY = timedelta(minutes=5)


def drafting(
    sources: Callable[[], Sources], *, rule: Recurring, zone: tzinfo, write: Write = verbatim
) -> Job:
    """Return the job that drafts what is due."""

    def work(period: Happening) -> None:
        look(sources(), rule=rule, write=write, now=period.at.astimezone(zone))

    return Job("drafts.look", work, schedule=Every(_EVERY))


def look(
    sources: Sources, *, rule: Recurring, write: Write = verbatim, now: datetime
) -> list[Drafting]:
    """Draft what is due, the most asked first; return what was drafted."""
    known = {each.subject: each for each in sources.store.draftings.all()}
    by_topic, alone = _replies(sources)
    made: list[Drafting] = []
    for topic in _topics(sources, rule, by_topic):
        replies, last = by_topic.get(topic.id, []), known.get(f"topic-{topic.id}")
        if len(made) < AT_ONCE and _is_due(topic, last, replies, now):
            made.append(draft_topic(sources, topic, write=write, now=now))
    for reply in alone:
        last = known.get(f"gap-{reply.gap}")
        if len(made) < AT_ONCE and (last is None or last.at < reply.at):
            made.append(draft_reply(sources, reply, write=write, now=now))
    return made


def _topics(
    sources: Sources, rule: Recurring, replied: Mapping[int, list[ExpertReply]]
) -> Iterator[Topic]:
    """Yield the topics that recur, then those of which somebody who knows has spoken."""
    recurring = sources.store.topics.all(rule=rule, limit=MOST_TOPICS)
    yield from recurring
    for number in replied.keys() - {each.id for each in recurring}:
        topic = sources.store.topics.get(number)
        if topic is not None and not topic.recurs(rule):
            yield topic


def _is_due(topic: Topic, last: Drafting | None, replies: list[ExpertReply], now: datetime) -> bool:
    if last is None or any(each.at > last.at for each in replies):
        return True
    if topic.asked >= GROWN * last.asked:
        return True
    return topic.asked > last.asked and now - last.at >= OLD


def _replies(sources: Sources) -> tuple[dict[int, list[ExpertReply]], list[ExpertReply]]:
    """Return the replies by the topics of the questions they are to, and those of none."""
    by_topic: dict[int, list[ExpertReply]] = {}
    alone = []
    for reply in sources.store.experts.replies():
        topics = set(_topics_of(sources, reply))
        for each in topics:
            by_topic.setdefault(each, []).append(reply)
        if not topics and not reply.routed:
            alone.append(reply)
    return by_topic, alone


def _topics_of(sources: Sources, reply: ExpertReply) -> Iterator[int]:
    for turn in sources.store.experts.waiting(reply.gap):
        topic = sources.store.topics.of_turn(turn)
        if topic is not None:
            yield topic
