"""Topics as commands: the list, one of them, merging, splitting, renaming.

Knows their parameters and results. Does not know who may do what (``bot.topics``). What was asked
until now is taken in first, so that it also works where nobody serves.
"""

from dataclasses import asdict

from bot.commands.call import Call
from bot.feedback import BadFeedback
from bot.owner import Result
from bot.speech import tr
from bot.topics import (
    kinship_text,
    merge,
    rename,
    split,
    step_json,
    the_topic,
    topic_json,
    why_one,
    wording_json,
)
from knowledge import access
from knowledge.model import Topic, TopicOrder

MOST = 1_000
MOST_SHOWN = 50
"""Questions of a topic that are shown with it, the newest."""


def list_topics(call: Call) -> Result:
    """Return the ``limit`` topics from ``offset`` on; ``all``: those that do not recur, too."""
    services = call.services
    _catch_up(call)
    rule = services.settings.recurring
    page, count = access.topics(
        services.store,
        services.person(call.optional("person")),
        rule=None if call.params.get("all") else rule,
        order=TopicOrder(call.optional("order") or TopicOrder.ASKED),
        limit=_whole(call, "limit", most=MOST),
        offset=_whole(call, "offset"),
    )
    titles = services.titles()
    told = [topic_json(titles.of(each), rule) for each in page]
    return {"topics": told, "count": count}


def show_topic(call: Call) -> Result:
    """Return the topic ``id`` with its wordings, their numbers, and what was done to it."""
    _catch_up(call)
    store, person = call.services.store, call.services.person(call.optional("person"))
    one = the_topic(store, person, _whole(call, "id"))
    return _told(call, one) | {
        "wordings": [wording_json(each) for each in access.topic_wordings(store, person, one.id)],
        "questions": [
            {"number": number, "text": turn.text, "at": turn.at.isoformat(), "asset": turn.asset}
            for number, turn in access.topic_questions(store, person, one.id, limit=MOST_SHOWN)
        ],
        "steps": [step_json(each) for each in access.topic_steps(store, person, one.id)],
    }


def merge_topics(call: Call) -> Result:
    """Put the topics ``ids`` into the topic ``into``, for ``reason``."""
    services = call.services
    _catch_up(call)
    done = merge(
        services.mining,
        services.store,
        services.person(call.optional("person")),
        [_number("id", each) for each in call.texts("ids")],
        _whole(call, "into"),
        reason=call.text("reason"),
        now=call.now,
    )
    return _told(call, done)


def split_topic(call: Call) -> Result:
    """Let ``wordings`` and ``questions`` leave the topic ``id``; return the one they are now."""
    services = call.services
    _catch_up(call)
    done = split(
        services.mining,
        services.store,
        services.person(call.optional("person")),
        _whole(call, "id"),
        wordings=[_number("wording", each) for each in call.texts("wordings")],
        questions=[_number("question", each) for each in call.texts("questions")],
        reason=call.text("reason"),
        now=call.now,
    )
    return _told(call, done)


def why_topic(call: Call) -> Result:
    """Return why the wordings ``one`` and ``other`` of the topic ``id`` are one."""
    services = call.services
    person = services.person(call.optional("person"))
    numbers = [_whole(call, name) for name in ("id", "one", "other")]
    kin = why_one(
        services.mining, services.store, person, *numbers, search=services.search, now=call.now
    )
    names = services.store.directory.load().full_name_of
    return {
        **asdict(kin),
        "words": list(kin.words),
        "equipment": list(kin.equipment),
        "documents": list(kin.documents),
        "text": kinship_text(kin, names),
    }


def rename_topic(call: Call) -> Result:
    """Call the topic ``id`` ``name``."""
    store, person = call.services.store, call.services.person(call.optional("person"))
    done = rename(store, person, _whole(call, "id"), call.text("name"), now=call.now)
    return _told(call, done)


def _told(call: Call, topic: Topic) -> Result:
    return topic_json(call.services.titles().of(topic), call.services.settings.recurring)


def _catch_up(call: Call) -> None:
    call.progress("taking in what was asked", 0, 0)
    call.services.mining.catch_up()


def _whole(call: Call, name: str, *, most: int | None = None) -> int:
    value = _number(name, call.text(name))
    return value if most is None else min(value, most)


def _number(name: str, value: str) -> int:
    if not value.isdecimal() or len(value) > 9:
        raise BadFeedback(name, value, tr("write a whole number"))
    return int(value)
