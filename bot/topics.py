"""Topics with people: which turns are questions worth mining, and what engineers do to topics.

Knows who may act, what each act needs, and how a topic is told as a record. Does not know how
topics are found (``knowledge.curation.topics``), nor pages or commands.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from bot.answering.intents import Intent
from bot.answering.replies import TOO_LONG
from bot.speech import tr
from knowledge import access
from knowledge.curation.topics.mining import Mining
from knowledge.model import (
    Asking,
    Hazard,
    Person,
    Recurring,
    Topic,
    TopicAct,
    TopicStep,
    Wording,
)
from knowledge.store import Store
from knowledge.tongue import words_of_substance

MAX_NAME = 200
MAX_REASON = 1_000
_NO_QUESTION = frozenset(
    {Intent.HELP, Intent.EMPTY, Intent.STATUS, Intent.CONTACT, Intent.SAME, TOO_LONG}
)
"""Greetings and the like; what is open and whom to call changes by the hour; "and drum 3?" says
what it asks only with the question before it."""


class BadTopic(ValueError):
    """Something that cannot be done to a topic: the field, its value and the remedy."""

    def __init__(self, field: str, value: object, remedy: str) -> None:
        super().__init__(
            tr("{field} is {value}: {remedy}", field=field, value=repr(value), remedy=remedy)
        )


def is_question(asked: Asking) -> bool:
    """Whether a turn asked something that others may ask again.

    The answering took it as a question, its words say what about, and it is no emergency: that is
    for the alarm plan, not for an article.
    """
    return (
        asked.intent not in _NO_QUESTION
        and asked.hazard != Hazard.EMERGENCY.value
        and bool(words_of_substance(asked.text))
    )


def the_topic(store: Store, person: Person, number: int) -> Topic:
    """Return the topic of that number if the person may see it; raises ``BadTopic``."""
    found = access.topic(store, person, number)
    if found is None:
        raise BadTopic(
            "topic", number, tr("there is no such topic that you may see; look at the list")
        )
    return found


def merge(
    mining: Mining,
    store: Store,
    person: Person,
    others: Sequence[int],
    into: int,
    *,
    reason: str,
    now: datetime,
) -> Topic:
    """Make one topic of several, for good; ``into`` goes on. Raises ``BadTopic``."""
    kept = the_topic(store, person, into)
    gone = [the_topic(store, person, each) for each in others]
    if kept.id in {each.id for each in gone}:
        raise BadTopic("topic", kept.id, tr("name another topic to merge it with"))
    for each in gone:
        step = TopicStep(TopicAct.MERGED, now, person.id, _reason(reason))
        mining.merge(each.id, kept.id, step)
    return the_topic(store, person, kept.id)


def rename(store: Store, person: Person, number: int, name: str, *, now: datetime) -> Topic:
    """Call a topic something else; "" takes the name away. Raises ``BadTopic``."""
    one = the_topic(store, person, number)
    told = " ".join(name.split())
    if len(told) > MAX_NAME:
        raise BadTopic("name", told[:40], tr("write at most {count} characters", count=MAX_NAME))
    store.topics.rename(one.id, told, TopicStep(TopicAct.RENAMED, now, person.id, told))
    return the_topic(store, person, one.id)


def topic_json(topic: Topic, rule: Recurring) -> dict[str, object]:
    """Return the topic as the contract has it."""
    return {
        "id": topic.id,
        "title": topic.title,
        "named": topic.named,
        "recurs": topic.recurs(rule),
        "asked": topic.asked,
        "people": topic.people,
        "teams": list(topic.teams),
        "first_asked": topic.first_asked.isoformat(),
        "last_asked": topic.last_asked.isoformat(),
        "assets": list(topic.assets),
        "unanswered": topic.unanswered,
        "not_right": topic.not_right,
        "routed": topic.routed,
        "wordings": list(topic.wordings),
    }


def wording_json(wording: Wording) -> dict[str, object]:
    """Return one way in which a topic was asked."""
    return {"number": wording.handful, "text": wording.text, "asked": wording.asked}


def step_json(step: TopicStep) -> dict[str, object]:
    """Return what an engineer did to a topic."""
    return {**asdict(step), "act": step.act.value, "at": step.at.isoformat()}


def _reason(reason: str) -> str:
    told = reason.strip()
    if not told or len(told) > MAX_REASON:
        raise BadTopic("reason", told[:40], tr("say why in a sentence"))
    return told
