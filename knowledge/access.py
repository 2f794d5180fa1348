"""Access: the only way from a reader to documents, recommendations, turns and what follows them.

Knows who may see what, asked anew each time: nothing about rights is kept between two calls, so a
right that is revoked is gone with the next one. Reads the store raw so that others need not; a
test lists who else may. Does not know how things are found (``knowledge.search``) or shown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce

from knowledge.model import (
    NOBODY,
    PUBLISHED,
    Article,
    Assessment,
    AssessmentTarget,
    Audience,
    Awaited,
    Correction,
    Decision,
    Directory,
    Drafting,
    Evidence,
    EvidenceKind,
    Gap,
    GapState,
    Inquiry,
    Outcome,
    Passage,
    Person,
    Recommendation,
    Recurring,
    Request,
    Revision,
    Role,
    Topic,
    TopicOrder,
    TopicStep,
    Viewer,
    Wording,
    within,
)
from knowledge.redaction import Redaction
from knowledge.store import ArticleLine, Store
from knowledge.store.conversations import Turn

_LOOKS_AFTER = frozenset({Role.ENGINEER, Role.ADMIN})
"""Who sees what was asked for on the equipment of their teams."""


@dataclass(frozen=True)
class Sequel:
    """What became of recommendations, by decision id; ids of which nothing is known are absent."""

    decisions: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    outcomes: Mapping[str, Sequence[Outcome]] = field(default_factory=dict)


def may_see_asset(directory: Directory, viewer: Viewer, asset: str) -> bool:
    """Whether the recommendations of the asset are visible to the viewer."""
    return viewer.sees_all or viewer.may_see(directory.owners(asset))


def still_sees_asset(store: Store, person: Person, asset: str) -> bool:
    """Whether the asset is visible to somebody who was known earlier, with the rights of today.

    Somebody who has left the directory sees nothing; the installation's own admin is not in it.
    """
    directory = store.directory.load()
    today = person if person.sees_all else directory.person(person.id)
    return today is not None and may_see_asset(directory, today, asset)


def visible_assets(directory: Directory, viewer: Viewer) -> tuple[str, ...] | None:
    """Return the asset prefixes whose recommendations the viewer may see; None means all.

    Of a group: what all of them share, which of two nested prefixes is the inner one.
    """
    if viewer.sees_all:
        return None
    if isinstance(viewer, Person):
        return directory.owned_by(viewer)
    if not viewer.members:
        return ()
    return reduce(_shared, (visible_assets(directory, member) for member in viewer.members))


def own_place(directory: Directory, viewer: Viewer) -> str | None:
    """Return where the viewer works: the first asset that their teams own, or None."""
    return next(iter(visible_assets(directory, viewer) or ()), None)


def filed_under(directory: Directory, person: Person | None, asset: str | None) -> tuple[str, str]:
    """Return the team and the place under which a question is filed; "" for what is not known.

    Without equipment it is filed at the place of the asker's team. Of several teams it is that
    which owns the place.
    """
    if person is None:
        return "", asset or ""
    place = asset or own_place(directory, person) or ""
    owners = directory.owners(place) & person.teams if place else frozenset[str]()
    return min(owners or person.teams, default=""), place


def recommendation(store: Store, viewer: Viewer, decision_id: str) -> Recommendation | None:
    """Return the recommendation if the viewer may see its asset, else None."""
    found = store.recommendations.get(decision_id)
    if found is None or not may_see_asset(store.directory.load(), viewer, found.asset):
        return None
    return found


def recommendations(
    store: Store,
    viewer: Viewer,
    *,
    limit: int,
    since: datetime | None = None,
    assets: tuple[str, ...] | None = None,
) -> list[Recommendation]:
    """Return the newest recommendations the viewer may see, newest first; ``since`` included.

    ``assets``: only those that are, or stand below, one of these.
    """
    prefixes = visible_assets(store.directory.load(), viewer)
    return store.recommendations.recent(prefixes, limit=limit, since=since, assets=assets)


def earlier(store: Store, one: Recommendation, *, limit: int) -> list[Recommendation]:
    """Return earlier recommendations of the same asset, newest first: who sees one sees all."""
    return store.recommendations.history(one, limit=limit)


def sequel(store: Store, of: Iterable[Recommendation]) -> Sequel:
    """Return what became of recommendations that the viewer was given."""
    ids = [each.decision_id for each in of]
    if not ids:
        return Sequel()
    return Sequel(store.recommendations.decisions(ids), store.recommendations.outcomes(ids))


def may_see_revision(viewer: Viewer, revision: Revision) -> bool:
    """Whether the document is visible to the viewer; without an audience it is to nobody."""
    return viewer.may_see(revision.audience)


def binding(
    store: Store, viewer: Viewer, ids: Sequence[str], *, on: date
) -> dict[str, tuple[Passage, Revision]]:
    """Return those of the passages that bind on that day and that the viewer may see, by id."""
    found = store.documents.passages(ids, on=on)
    return {key: pair for key, pair in found.items() if may_see_revision(viewer, pair[1])}


def section(
    store: Store, viewer: Viewer, number: str, place: str, *, on: date
) -> list[tuple[Passage, Revision]]:
    """Return the passages of a document's section ("6.2"), if it binds then and is visible."""
    found = store.documents.sections(number, place, on=on)
    return [pair for pair in found if may_see_revision(viewer, pair[1])]


def passage(store: Store, viewer: Viewer, passage_id: str) -> tuple[Passage, Revision] | None:
    """Return a passage whatever its revision's status, to open an old citation; or None."""
    found = store.documents.passage(passage_id)
    return found if found is not None and may_see_revision(viewer, found[1]) else None


def whole(store: Store, viewer: Viewer, revision: Revision) -> list[Passage]:
    """Return all passages of a revision in order; none if the viewer may not see it."""
    if not may_see_revision(viewer, revision):
        return []
    return store.documents.neighbours(revision.id)


def in_force(store: Store, viewer: Viewer, number: str, *, on: date) -> Revision | None:
    """Return the revision of the number that binds on that day, if the viewer may see it."""
    found = store.documents.revision_of(number, on=on)
    return found if found is not None and may_see_revision(viewer, found) else None


def own_turn(store: Store, person: Person, question_id: str) -> Turn | None:
    """Return the question and its answer if this person asked it."""
    found = store.conversations.get(question_id)
    return found if found is not None and found.person_id == person.id else None


def turn(store: Store, person: Person, question_id: str) -> Turn | None:
    """Return the turn if it is the person's own or about equipment they may see."""
    found = store.conversations.get(question_id)
    if found is None or found.person_id == person.id or person.sees_all:
        return found
    seen = found.asset and may_see_asset(store.directory.load(), person, found.asset)
    return found if seen else None


def conversation(store: Store, conversation_id: str, limit: int) -> list[Turn]:
    """Return the last turns, newest first, to those who take part.

    Conversation ids are built here from the person or the channel, never taken from outside.
    """
    return store.conversations.last(conversation_id, limit)


def own_assessments(
    store: Store, person: Person, target: AssessmentTarget, target_id: str
) -> list[Assessment]:
    """Return what this person said of a thing, oldest first; nobody else's."""
    said = store.assessments.for_target(target, target_id)
    return [each for each in said if each.person_id == person.id]


def may_see_request(directory: Directory, person: Person, request: Request) -> bool:
    """Whether the person asked, is of a team it was sent to, or looks after the equipment."""
    return (
        person.sees_all
        or request.asker == person.id
        or sent_to(person, request)
        or (
            bool(person.roles & _LOOKS_AFTER)
            and request.asset is not None
            and may_see_asset(directory, person, request.asset)
        )
    )


def sent_to(person: Person, request: Request) -> bool:
    """Whether a role of one of the person's teams was called."""
    return any(called.team in person.teams for called in request.reached)


def still_sees_request(store: Store, person: Person, request: Request) -> bool:
    """Whether the request is visible to somebody who was known earlier, with today's rights."""
    directory = store.directory.load()
    today = person if person.sees_all else directory.person(person.id)
    return today is not None and may_see_request(directory, today, request)


def request(store: Store, person: Person, number: int) -> Request | None:
    """Return the request of that number if the person may see it, else None."""
    found = store.requests.get(number)
    seen = found is not None and may_see_request(store.directory.load(), person, found)
    return found if seen else None


def requests(store: Store, person: Person) -> list[Request]:
    """Return the requests the person may see and that are not finished, the oldest first."""
    directory = store.directory.load()
    return [
        each for each in store.requests.unfinished() if may_see_request(directory, person, each)
    ]


def own_request(store: Store, person: Person, question_id: str) -> Request | None:
    """Return the person's newest request after that answer, or None."""
    found = store.requests.after_answer(question_id)
    return found if found is not None and found.asker == person.id else None


def own_inquiries(store: Store, person: Person, *, since: datetime) -> list[Inquiry]:
    """Return what this person is asked and has not answered, on equipment they may see now."""
    directory = store.directory.load()
    return [
        each
        for each in store.inquiries.open_for(person.id, since=since)
        if may_see_asset(directory, person, each.asset)
    ]


def wants_quiet(store: Store, person: Person) -> bool:
    """Whether this person does not want to be asked anything."""
    return store.inquiries.has_left(person.id)


def may_be_asked(directory: Directory, person: Person, gap: Gap) -> bool:
    """Whether a question may be put to this person: they see what it is about.

    What is about no equipment is for those of a team that asked it.
    """
    if gap.asset:
        return may_see_asset(directory, person, gap.asset)
    return person.sees_all or bool(person.teams & set(gap.teams))


def asked_of(store: Store, person: Person) -> list[Gap]:
    """Return the gaps that this person is asked about and may still see, the oldest first."""
    asked = store.experts.open_for(person.id)
    if not asked:
        return []
    directory = store.directory.load()
    gaps = {each.id: each for each in store.gaps.all() if each.state is GapState.OPEN}
    found = (gaps.get(each.gap) for each in asked)
    return [each for each in found if each is not None and may_be_asked(directory, person, each)]


def own_replies(store: Store, person: Person, *, untold: bool = True) -> list[Awaited]:
    """Return the replies to this person's questions, the oldest first; ``untold``: not told yet.

    A reply is about the equipment of its question: who may no longer see that is told nothing.
    """
    waiting = store.experts.awaited(person_id=person.id, untold=untold)
    directory = store.directory.load()
    return [
        each
        for each in waiting
        if not each.reply.asset or may_see_asset(directory, person, each.reply.asset)
    ]


def cares_for_equipment(person: Person) -> bool:
    """Whether it is for this person to see how the recommender does on their equipment."""
    return person.sees_all or bool(person.roles & _LOOKS_AFTER)


def cares_for_gaps(person: Person) -> bool:
    """Whether the gaps of this person's equipment are for them to close."""
    return cares_for_equipment(person)


def gaps(store: Store, person: Person) -> list[Gap]:
    """Return the gaps of the assets whose teams this engineer or admin is in, most wanted first."""
    if person.sees_all:
        return store.gaps.all()
    if not cares_for_gaps(person):
        return []
    own = store.directory.load().owned_by(person)
    return [
        gap
        for gap in store.gaps.all()
        if gap.asset and any(within(gap.asset, prefix) for prefix in own)
    ]


def places_of_gaps(store: Store, person: Person) -> list[str]:
    """Return the assets of the person's teams with open gaps: no words, no counts."""
    own = store.directory.load().owned_by(person)
    filed = dict.fromkeys(
        gap.asset for gap in store.gaps.all() if gap.state is GapState.OPEN and gap.asset
    )
    return [each for each in filed if any(within(each, prefix) for prefix in own)]


def places_of_topics(store: Store, person: Person) -> frozenset[str] | None:
    """Return the places whose questions this engineer or admin may read; None is all of them."""
    if person.sees_all:
        return None
    if not cares_for_equipment(person):
        return frozenset()
    own = store.directory.load().owned_by(person)
    return frozenset(
        place for place in store.topics.places() if any(within(place, prefix) for prefix in own)
    )


def topics(
    store: Store,
    person: Person,
    *,
    rule: Recurring | None = None,
    order: TopicOrder = TopicOrder.ASKED,
    limit: int,
    offset: int = 0,
) -> tuple[list[Topic], int]:
    """Return a page of the topics asked about this person's equipment, and how many there are.

    Words are those of questions about it, with people's names and the like veiled; numbers are of
    all questions. ``rule``: only recurring.
    """
    places, hide = places_of_topics(store, person), _veil(store)
    page, count = store.topics.page(
        places=places, rule=rule, order=order, limit=limit, offset=offset
    )
    return [_veiled(each, hide) for each in page], count


def topic(store: Store, person: Person, number: int) -> Topic | None:
    """Return the topic of that id, or the one it went into, if the person may see it; veiled."""
    found = store.topics.get(number, places=places_of_topics(store, person))
    return found and _veiled(found, _veil(store))


def topic_wordings(store: Store, person: Person, number: int) -> list[Wording]:
    """Return the ways in which the topic was asked about the person's equipment, veiled."""
    hide = _veil(store)
    found = store.topics.wordings(number, places=places_of_topics(store, person))
    return [replace(each, text=hide(each.text)) for each in found]


def topic_questions(
    store: Store, person: Person, number: int, *, limit: int = 100
) -> list[tuple[int, Turn]]:
    """Return the topic's questions about the person's equipment, newest first, by number; veiled.

    The turns name nobody.
    """
    hide = _veil(store)
    found = store.topics.questions(number, places=places_of_topics(store, person), limit=limit)
    return [(seq, replace(each, text=hide(each.text), person_id="")) for seq, each in found]


def _veil(store: Store) -> Callable[[str], str]:
    return Redaction.of(store.directory.load()).veil().hide


def _veiled(topic: Topic, hide: Callable[[str], str]) -> Topic:
    wordings = tuple(map(hide, topic.wordings))
    return replace(topic, title=hide(topic.title), wordings=wordings)


def topic_steps(store: Store, person: Person, number: int) -> list[TopicStep]:
    """Return what engineers did to a topic that the person may see, the oldest first."""
    return store.topics.steps(number) if topic(store, person, number) else []


def looks_after_correction(directory: Directory, person: Person, correction: Correction) -> bool:
    """Whether the correction is for this engineer or admin to look at: it is about their assets.

    What is about no equipment is for the engineers of its author's team, and for admins.
    """
    if person.sees_all:
        return True
    if not person.roles & _LOOKS_AFTER:
        return False
    place = correction.matter.asset or correction.said.scope
    if place is None:
        return correction.team in person.teams or Role.ADMIN in person.roles
    return may_see_asset(directory, person, place)


def may_review(directory: Directory, person: Person, correction: Correction) -> bool:
    """Whether this person may decide on it: never its author, whatever name they act under.

    Who decides is known: the machine's own admin is nobody of the directory.
    """
    return (
        directory.person(person.id) is not None
        and looks_after_correction(directory, person, correction)
        and not directory.are_one(person.id, correction.author)
    )


def corrections(store: Store, person: Person, *, finished: bool = False) -> list[Correction]:
    """Return the corrections that are for this person to look after, the oldest first.

    ``finished``: with those of which nothing can become any more.
    """
    directory = store.directory.load()
    found = store.corrections.all() if finished else store.corrections.unfinished()
    return [each for each in found if looks_after_correction(directory, person, each)]


def correction(store: Store, person: Person, number: int) -> Correction | None:
    """Return the correction if the person wrote it or looks after it, else None."""
    found = store.corrections.get(number)
    if found is None or found.author == person.id:
        return found
    return found if looks_after_correction(store.directory.load(), person, found) else None


def own_corrections(store: Store, person: Person) -> list[Correction]:
    """Return what this person corrected, the newest first."""
    return store.corrections.by_author(person.id)


def own_correction(store: Store, person: Person, key: str) -> Correction | None:
    """Return this person's correction of that assessment, or None."""
    found = store.corrections.of_key(key)
    return found if found is not None and found.author == person.id else None


def may_curate(directory: Directory, person: Person, article: Article) -> bool:
    """Whether this engineer or admin works on the article: they see all that it rests on, and it
    is their team's, about their equipment, or about none."""
    body = article.body
    return _curates(directory, person, article.audience, body.owner, body.scope)


def article(store: Store, person: Person, number: str) -> Article | None:
    """Return the article if it is published for this person, or theirs to work on; else None."""
    found = store.articles.get(number)
    if found is None or (found.published and person.may_see(found.audience)):
        return found
    return found if may_curate(store.directory.load(), person, found) else None


def articles(store: Store, person: Person) -> list[ArticleLine]:
    """Return the articles published for this person or theirs to work on, last changed first."""
    directory = store.directory.load()
    return [
        each
        for each in store.articles.lines()
        if (each.state in PUBLISHED and person.may_see(each.audience))
        or _curates(directory, person, each.audience, each.owner, each.scope)
    ]


def curated(store: Store, person: Person) -> list[ArticleLine]:
    """Return the articles that are this person's to work on, the last changed first."""
    directory = store.directory.load()
    return [
        each
        for each in store.articles.lines()
        if _curates(directory, person, each.audience, each.owner, each.scope)
    ]


def draftings(store: Store, person: Person) -> list[Drafting]:
    """Return what was drafted of topics and articles that this person sees, the latest first."""
    made = store.draftings.all()
    if person.sees_all:
        return made
    directory, places = store.directory.load(), places_of_topics(store, person)
    numbers = {each.article for each in made if each.article}
    theirs = {
        number
        for number, one in store.articles.of_numbers(numbers).items()
        if may_curate(directory, person, one)
    }

    def seen(each: Drafting) -> bool:
        if each.article:
            return each.article in theirs
        return each.topic is not None and store.topics.get(each.topic, places=places) is not None

    return [each for each in made if seen(each)]


def _curates(
    directory: Directory, person: Person, seen_by: Audience, owner: str, scope: Sequence[str]
) -> bool:
    if person.sees_all:
        return True
    if not (person.roles & _LOOKS_AFTER and person.may_see(seen_by)):
        return False
    return not scope or owner in person.teams or _meets(scope, directory.owned_by(person))


def _meets(scope: Iterable[str], own: Sequence[str]) -> bool:
    return any(within(one, other) or within(other, one) for one in scope for other in own)


def hidden(store: Store, viewer: Viewer, evidence: Iterable[Evidence]) -> frozenset[str]:
    """Return the labels of the evidence that the viewer may not, or no longer, see.

    What people said is not asked here: it changes (``knowledge.curation.seeing``).
    """
    told = [each for each in evidence if each.kind is not EvidenceKind.CORRECTION]
    documents = [each.source_id for each in told if each.kind is not EvidenceKind.REASONING_LOG]
    audiences = store.documents.audiences(documents) if documents else {}

    def seen(each: Evidence) -> bool:
        if each.kind is EvidenceKind.REASONING_LOG:
            return recommendation(store, viewer, each.source_id) is not None
        return viewer.may_see(audiences.get(each.source_id, NOBODY))

    return frozenset(each.label for each in told if not seen(each))


def _shared(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the prefixes of what stands within both; None is everything."""
    if one is None or other is None:
        return other if one is None else one
    inner = [a if within(a, b) else b for a in one for b in other if within(a, b) or within(b, a)]
    return tuple(dict.fromkeys(inner))
