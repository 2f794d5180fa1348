"""The assistant asks: one short question to those who were there when people went another way.

Knows when, whom and how often, the words, and what becomes of an answer. Nobody is told who else
was there or how many: the question speaks of equipment. Does not know pages or chats.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.feedback import BadFeedback, saw, seen_by
from bot.jobs import Job
from bot.jobs.schedules import Every
from bot.overrides import all_cases, overridden_cases, words_of
from bot.speech import tr
from knowledge import access
from knowledge.learning.clusters import (
    Cluster,
    ClusterKind,
    disagreements,
    doubts,
    override_clusters,
)
from knowledge.model import (
    Assessment,
    AssessmentTarget,
    Correction,
    Directory,
    Happening,
    Inquiry,
    InquiryState,
    Person,
    Recommendation,
)
from knowledge.store import Store

WEEK = timedelta(days=7)
NOT_AGAIN_FOR = timedelta(days=30)
"""The same matter is asked about once in so long a time."""

OPEN_FOR = timedelta(days=7)
"""A question that nobody answers goes away by itself."""

_EVERY = timedelta(minutes=30)


@dataclass(frozen=True)
class Asked:
    """An inquiry in words for its reader: what happened where, and the question."""

    number: int
    asset_name: str
    text: str


def asking(store: Store, *, budget: int) -> Job:
    """Return the job that looks for something to ask; ``budget`` questions a person a week."""

    def work(period: Happening) -> None:
        look(store, budget=budget, now=period.at)

    return Job("inquiries.look", work, schedule=Every(_EVERY))


def look(store: Store, *, budget: int, now: datetime) -> int:
    """Ask about what happened lately; return how many people are asked now."""
    if budget <= 0:
        return 0
    directory = store.directory.load()
    found = override_clusters(
        overridden_cases(store, now - WEEK),
        before=lambda asset: all_cases(store, now=now, asset=asset),
        now=now,
    )
    said = _said(store, now)
    found += disagreements(said, now=now) + doubts(said, now=now)
    return sum(_ask(store, each, directory, budget=budget, now=now) for each in found)


def _ask(
    store: Store, cluster: Cluster, directory: Directory, *, budget: int, now: datetime
) -> int:
    about = cluster.about
    people = [
        each
        for each in cluster.people
        if (person := directory.person(each)) is not None
        and access.may_see_asset(directory, person, about.asset)
    ]
    inquiry = Inquiry(
        cluster.kind,
        about.asset,
        about.decision_id,
        cluster.since,
        now,
        ", ".join(words_of(each) for each in cluster.common),
    )
    return store.inquiries.ask(
        inquiry,
        cluster=cluster.key,
        people=people,
        budget=budget,
        week=now - WEEK,
        again=now - NOT_AGAIN_FOR,
    )


def _said(store: Store, now: datetime) -> list[tuple[Recommendation, Assessment]]:
    """Return what was said lately of answers about a recommendation."""
    found = []
    for each in store.assessments.since(now - WEEK):
        if each.target is not AssessmentTarget.ANSWER:
            continue
        turn = store.conversations.get(each.target_id)
        one = store.recommendations.get(turn.decision_id) if turn and turn.decision_id else None
        if one is not None:
            found.append((one, each))
    return found


def open_for(store: Store, person: Person, *, now: datetime) -> list[Asked]:
    """Return what the person is asked now, in their words; at most one, the oldest."""
    directory = store.directory.load()
    found = access.own_inquiries(store, person, since=now - OPEN_FOR)
    return [
        Asked(each.number, directory.full_name_of(each.asset), _text(each, directory, now))
        for each in found[:1]
    ]


def to_tell(store: Store, *, now: datetime) -> Iterator[tuple[int, str]]:
    """Give the number of what each person is asked now, and who; one to each, the oldest."""
    told: set[str] = set()
    for number, person_id in store.inquiries.all_open(since=now - OPEN_FOR):
        if person_id not in told:
            told.add(person_id)
            yield number, person_id


def answer(
    store: Store,
    person: Person,
    number: int,
    *,
    text: str,
    unnamed: bool = False,
    again: bool = False,
    now: datetime,
) -> Correction:
    """Keep what the person saw, as a correction with its life. Raises ``BadFeedback``.

    ``again``: this very answer may be kept already, by work that was cut off.
    """
    key = f"inquiry.{number}"
    before = seen_by(store, person, key) if again else None
    if before is not None and before.said.at == now:
        store.inquiries.close(number, person.id, InquiryState.ANSWERED)
        return before
    inquiry = _own(store, person, number, now)
    kept = saw(
        store,
        key=key,
        person=person,
        decision_id=inquiry.decision_id,
        text=text,
        unnamed=unnamed,
        now=now,
    )
    store.inquiries.close(number, person.id, InquiryState.ANSWERED)
    return kept


def decline(store: Store, person: Person, number: int, *, now: datetime) -> None:
    """Let the question go. Raises ``BadFeedback`` when it is not theirs."""
    _own(store, person, number, now)
    store.inquiries.close(number, person.id, InquiryState.DECLINED)


def leave(store: Store, person: Person, *, now: datetime) -> None:
    """Never ask this person again, until they say otherwise."""
    store.inquiries.leave(person.id, at=now)


def come_back(store: Store, person: Person) -> None:
    """Let this person be asked again: they said so."""
    store.inquiries.come_back(person.id)


def asked_json(asked: Asked) -> dict[str, object]:
    """Return the inquiry as the contract has it."""
    return {"number": asked.number, "asset_name": asked.asset_name, "text": asked.text}


def _own(store: Store, person: Person, number: int, now: datetime) -> Inquiry:
    for each in access.own_inquiries(store, person, since=now - OPEN_FOR):
        if each.number == number:
            return each
    raise BadFeedback("number", number, tr("this question is not open for you any more"))


def _text(inquiry: Inquiry, directory: Directory, now: datetime) -> str:
    where = directory.full_name_of(inquiry.asset)
    day = inquiry.since.astimezone(now.tzinfo).date().isoformat()
    if inquiry.kind == ClusterKind.DOUBTS:
        return tr(
            "Several answers about {asset} were found not right since {day}. What did you see?",
            asset=where,
            day=day,
        )
    if inquiry.kind == ClusterKind.DISAGREEMENT:
        return tr(
            "The answers about {asset} are judged differently since {day}. What did you see?",
            asset=where,
            day=day,
        )
    if inquiry.common:
        return tr(
            "Several overrides on {asset} since {day} ({common}). What did you see?",
            asset=where,
            day=day,
            common=inquiry.common,
        )
    return tr("Several overrides on {asset} since {day}. What did you see?", asset=where, day=day)
