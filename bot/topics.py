"""Topics with people: which turns are questions worth mining, and what engineers do to topics.

Knows who may act, what each act needs, and how a topic is told as a record. Does not know how
topics are found (``knowledge.curation.topics``), nor pages or commands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from bot.answering.intents import Intent, without_bare_words
from bot.answering.understood import ASIDES
from bot.feedback import BadFeedback
from bot.jobs import Job
from bot.jobs.schedules import Every
from bot.speech import tr
from knowledge import access
from knowledge.curation.topics.mining import Mining
from knowledge.curation.topics.reading import bridged, places_of
from knowledge.curation.topics.titles import Titles
from knowledge.model import (
    Asking,
    Happening,
    Hazard,
    Kinship,
    Person,
    Recurring,
    Topic,
    TopicAct,
    TopicStep,
    Wording,
)
from knowledge.search import Search
from knowledge.store import Store
from knowledge.tongue import words_of_substance

MAX_NAME = 200
MAX_REASON = 1_000
MOST_LOOKED_AT = 10_000
_EVERY = timedelta(minutes=10)
_SAYS_MORE: Mapping[str, int] = {Intent.CONTACT: 2, Intent.SAME: 2, Intent.STATUS: 3}
"""Words of substance that such questions need: what is open changes by the hour, and "and drum 3?"
says what it asks only with the question before it."""


def is_question(asked: Asking) -> bool:
    """Whether a turn asked something that others may ask again.

    The answering took it as a question, its words say what about, and it is no emergency: that is
    for the alarm plan, not for an article.
    """
    if asked.intent in ASIDES or asked.hazard == Hazard.EMERGENCY.value:
        return False
    words = without_bare_words(words_of_substance(asked.text))
    return len(words) >= _SAYS_MORE.get(asked.intent, 1)


def titling(titles: Titles, *, rule: Recurring) -> Job:
    """Return the job that asks a language model for titles of topics that recur."""

    def work(_period: Happening) -> None:
        titles.suggest(rule)

    return Job("topics.title", work, schedule=Every(_EVERY))


def the_topic(store: Store, person: Person, number: int) -> Topic:
    """Return the topic of that number if the person may see it; raises ``BadFeedback``."""
    found = access.topic(store, person, number)
    if found is None:
        raise BadFeedback(
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
    """Make one topic of several, for good; ``into`` goes on. Raises ``BadFeedback``."""
    kept = the_topic(store, person, into)
    gone = [the_topic(store, person, each) for each in others]
    if kept.id in {each.id for each in gone}:
        raise BadFeedback("topic", kept.id, tr("name another topic to merge it with"))
    for each in gone:
        step = TopicStep(TopicAct.MERGED, now, person.id, _reason(reason))
        mining.merge(each.id, kept.id, step)
    return the_topic(store, person, kept.id)


def split(
    mining: Mining,
    store: Store,
    person: Person,
    number: int,
    *,
    wordings: Sequence[int] = (),
    questions: Sequence[int] = (),
    reason: str,
    now: datetime,
) -> Topic:
    """Part a topic for good: these wordings and questions go; return the new topic they are.

    Raises ``BadFeedback``.
    """
    one = the_topic(store, person, number)
    known = {each.handful for each in access.topic_wordings(store, person, one.id)}
    asked = {
        turn for turn, _ in access.topic_questions(store, person, one.id, limit=MOST_LOOKED_AT)
    }
    for field, given, there in (("wording", wordings, known), ("question", questions, asked)):
        for each in given:
            if each not in there:
                raise BadFeedback(
                    field, each, tr("the topic has none of that number that you may see")
                )
    step = TopicStep(TopicAct.SPLIT, now, person.id, _reason(reason))
    try:
        new = mining.split(one.id, step, handfuls=wordings, turns=questions)
    except ValueError:
        raise BadFeedback("topic", one.id, tr("some of it goes and some of it stays")) from None
    return the_topic(store, person, new)


def why_one(
    mining: Mining,
    store: Store,
    person: Person,
    number: int,
    one: int,
    other: int,
    *,
    search: Search,
    now: datetime,
) -> Kinship:
    """Return why two wordings of a topic, by number, are one. Raises ``BadFeedback``.

    Of documents those are named that this person may see.
    """
    topic = the_topic(store, person, number)
    known = {each.handful: each for each in access.topic_wordings(store, person, topic.id)}
    for each in (one, other):
        if each not in known:
            raise BadFeedback(
                "wording", each, tr("the topic has none of that number that you may see")
            )
    kin = mining.why_one(known[one], known[other], known)
    glossary = store.glossary.load()
    here, there = (
        places_of(search, bridged(known[each].text, glossary), person=person, now=now)
        for each in (one, other)
    )
    return replace(kin, documents=tuple(each for each in here if each in there))


def kinship_text(kin: Kinship, names: Callable[[str], str]) -> str:
    """Return why two questions are one in sentences; ``names`` gives equipment its name."""
    told = [tr("An engineer joined them.")] if kin.joined else []
    if kin.same:
        told.append(tr("They are asked in nearly the same words."))
    elif kin.words:
        told.append(tr("Both say: {words}.", words=", ".join(kin.words)))
    if kin.equipment:
        equipment = ", ".join(names(each) for each in kin.equipment)
        told.append(tr("Both were asked about {equipment}.", equipment=equipment))
    if kin.documents:
        places = ", ".join(kin.documents)
        told.append(tr("For both the search finds {places}.", places=places))
    if not kin.same:
        told.append(
            tr(
                "Their likeness in meaning, spelling and subject is {share} of 100.",
                share=round(100 * max(kin.likeness, 0.0)),
            )
        )
    if kin.between:
        told.append(tr("“{wording}” stands between them and is like both.", wording=kin.between))
    return " ".join(told)


def rename(store: Store, person: Person, number: int, name: str, *, now: datetime) -> Topic:
    """Call a topic something else; "" takes the name away. Raises ``BadFeedback``."""
    one = the_topic(store, person, number)
    told = " ".join(name.split())
    if len(told) > MAX_NAME:
        raise BadFeedback("name", told[:40], tr("write at most {count} characters", count=MAX_NAME))
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
        raise BadFeedback("reason", told[:40], tr("say why in a sentence"))
    return told
