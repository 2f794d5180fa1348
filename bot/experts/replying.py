"""What an expert may do: say that they may be asked, see what they are asked, reply, pass it on.

Knows that a reply is kept with the wish not to be named, and that one about work which is not
explained in chat is passed on to nobody who asked.
"""

from dataclasses import dataclass
from datetime import datetime, time

from bot.feedback import BadFeedback, scoped_key, worded
from bot.gaps import the_gap
from bot.glossing import gloss
from bot.speech import tr
from knowledge import access
from knowledge.hazards import Hazards
from knowledge.model import (
    AskingState,
    Expert,
    ExpertReply,
    Gap,
    Hazard,
    Person,
    QuietHours,
)
from knowledge.store import Store


@dataclass(frozen=True)
class Asked:
    """A question for its reader: which gap it is, what was asked, and where.

    ``read_as``: the question in English words when it is in a language the reader may not know.
    """

    gap: str
    text: str
    asset_name: str
    read_as: str = ""


def open_for(store: Store, person: Person, *, now: datetime) -> list[Asked]:
    """Return what this person is asked now; at most one, the oldest, and none in quiet hours."""
    expert = _expert(store, person)
    if expert is None or (expert.quiet is not None and expert.quiet.hold(now.time())):
        return []
    return [_asked(store, gap, person) for gap in access.asked_of(store, person)[:1]]


def all_open(store: Store, person: Person) -> list[Asked]:
    """Return all that this person is asked, the oldest first, whatever the hour."""
    return [_asked(store, gap, person) for gap in access.asked_of(store, person)]


def offered_in(store: Store, person: Person, conversation: str, *, now: datetime) -> Asked | None:
    """Return what was asked in vain in a conversation, if this person may say what they know of it.

    Never in their quiet hours.
    """
    gap = access.gap_in(store, person, conversation)
    quiet = willing_hours(store, person)
    if gap is None or (quiet is not None and quiet.hold(now.time())):
        return None
    return _asked(store, gap, person)


def to_ask(store: Store, *, now: datetime) -> list[tuple[str, str]]:
    """Return (gap, person) of what is open for somebody, outside their quiet hours."""
    willing = {each.person_id: each.quiet for each in store.experts.willing()}
    return [
        (each.gap, each.person_id)
        for each in store.experts.askings()
        if each.state is AskingState.OPEN
        and each.person_id in willing
        and not ((quiet := willing[each.person_id]) and quiet.hold(now.time()))
    ]


def reply(
    store: Store, person: Person, gap_id: str, *, text: str, unnamed: bool = False, now: datetime
) -> ExpertReply:
    """Keep a person's reply to a gap that they were asked about, look after, or can speak to.

    Raises ``BadFeedback``.
    """
    gap = _theirs(store, person, gap_id)
    said = known(text)
    new = ExpertReply(
        scoped_key("reply", person, gap.id),
        gap.id,
        gap.text,
        gap.asset,
        person.id,
        said,
        now,
        unnamed,
        is_routed(store, said, gap.text),
    )
    return store.experts.reply(new)


def known(text: str) -> str:
    """Return what somebody says they know. Raises ``BadFeedback``."""
    return worded("text", text, tr("write in a few words what you know"))


def is_routed(store: Store, *said: str) -> bool:
    """Whether any of this names work that is not explained in chat."""
    hazards = Hazards.of(store.glossary.load())
    return any(hazards.told(each) or hazards.named(each) for each in said)


def is_emergency(store: Store, text: str) -> bool:
    """Whether somebody cries for help: that is nobody's answer."""
    found = Hazards.of(store.glossary.load()).asked(text)
    return found is not None and found.hazard is Hazard.EMERGENCY


def decline(store: Store, person: Person, gap_id: str) -> None:
    """Pass a question on to somebody else. Raises ``BadFeedback`` when it is not theirs."""
    gap = _theirs(store, person, gap_id)
    store.experts.close(gap.id, person.id, AskingState.DECLINED)


def join(store: Store, person: Person, *, quiet: tuple[str, str] = ("", ""), now: datetime) -> None:
    """Let this person be asked, but for the hours of ``quiet`` ("22:00", "06:00"; "" is none).

    Raises ``BadFeedback``.
    """
    store.experts.join(Expert(person.id, now, _hours(*quiet)))


def leave(store: Store, person: Person) -> None:
    """Ask this person nothing any more; what is open for them is passed on."""
    store.experts.leave(person.id)


def is_willing(store: Store, person: Person) -> bool:
    """Whether this person may be asked."""
    return _expert(store, person) is not None


def willing_hours(store: Store, person: Person) -> QuietHours | None:
    """Return the hours in which this person is not to be asked, if any."""
    return quiet_hours_of(store, person.id)


def quiet_hours_of(store: Store, person_id: str) -> QuietHours | None:
    """Return the hours in which somebody wants to be left alone, if they said any."""
    found = (each for each in store.experts.willing() if each.person_id == person_id)
    return next((each.quiet for each in found), None)


def _asked(store: Store, gap: Gap, person: Person) -> Asked:
    where = store.directory.load().full_name_of(gap.asset) if gap.asset else ""
    read_as = gloss(gap.text, reader=person.language, glossary=store.glossary.load())
    return Asked(gap.id, gap.text, where, read_as)


def _expert(store: Store, person: Person) -> Expert | None:
    return next((each for each in store.experts.willing() if each.person_id == person.id), None)


def _theirs(store: Store, person: Person, gap_id: str) -> Gap:
    for gap in access.asked_of(store, person):
        if gap.id == gap_id:
            return gap
    offered = access.may_say(store, person, gap_id)
    if offered is not None:
        return offered
    try:
        return the_gap(store, person, gap_id)
    except BadFeedback:
        remedy = tr("this question is not open for you any more")
        raise BadFeedback("gap", gap_id, remedy) from None


def _hours(start: str, end: str) -> QuietHours | None:
    if not start and not end:
        return None
    try:
        return QuietHours(time.fromisoformat(start), time.fromisoformat(end))
    except ValueError:
        remedy = tr("write both times, such as 22:00 and 06:00, or none")
        raise BadFeedback("quiet", f"{start} {end}".strip(), remedy) from None
