"""Acting on articles: writing, publishing, vouching, taking away, bringing back.

Knows who may do what and what has to be said with it. Every act says who, when and why, and is
only ever added; of two who act on the same state the first one has acted. Search follows at once.
Does not know how it reads or where it is clicked.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.answering.sources import Sources
from bot.articles.checking import checked, fit_to_publish
from bot.articles.states import state_words
from bot.feedback import BadFeedback
from bot.speech import tr
from bot.transfers import wanted
from knowledge import access
from knowledge.hygiene import visible
from knowledge.model import (
    Article,
    ArticleAct,
    ArticleState,
    ArticleStep,
    Body,
    NotNow,
    Person,
    SourceKind,
    within,
)
from knowledge.store import Move, NewArticle

MAX_REASON = 1_000
REVIEW_AFTER = timedelta(days=365)
"""When an article is to be looked at again, unless somebody says another day."""
_WROTE = frozenset({ArticleAct.DRAFTED, ArticleAct.EDITED, ArticleAct.RESTORED})


def create(
    sources: Sources,
    person: Person,
    body: Body,
    *,
    reason: str = "",
    topic: int | None = None,
    finder: str = "",
    now: datetime,
) -> Article:
    """Keep a new article in progress, written by this person. Raises ``BadFeedback``."""
    new = new_article(sources, person, body, reason=reason, now=now)
    return take(sources, [], [replace(new, topic=topic, finder=finder)])[0]


def new_article(
    sources: Sources,
    person: Person,
    body: Body,
    *,
    reason: str = "",
    number: str = "",
    now: datetime,
) -> NewArticle:
    """Return a new article as it may be kept, without keeping it. Raises ``BadFeedback``."""
    _known(sources, person)
    if not access.cares_for_equipment(person):
        raise BadFeedback("person", person.id, tr("engineers and admins write articles"))
    whole = _with_review(checked(sources, person, body, now=now), now)
    new = NewArticle(whole, now, person.id, _told(reason), number=number)
    if not access.may_curate(sources.directory, person, _as_new(new)):
        raise BadFeedback("scope", ", ".join(whole.scope), tr("choose equipment of your own teams"))
    return new


def edit(
    sources: Sources,
    person: Person,
    number: str,
    body: Body,
    *,
    reason: str = "",
    version: int | None = None,
    now: datetime,
) -> Article:
    """Let the article say something else; published, it stands as not validated from now on.

    ``version`` is the one that was edited: another one since then is not overwritten. Raises
    ``BadFeedback``.
    """
    move = edited(sources, person, number, body, reason=reason, version=version, now=now)
    return take(sources, [move])[0]


def edited(
    sources: Sources,
    person: Person,
    number: str,
    body: Body,
    *,
    reason: str = "",
    version: int | None = None,
    now: datetime,
) -> Move:
    """Return the step that ``edit`` takes, without taking it. Raises ``BadFeedback``."""
    one = _to_curate(sources, person, number, version)
    whole = _with_review(checked(sources, person, body, before=one.body, now=now), now)
    if one.published:
        fit_to_publish(one, whole, person, sources, now=now)
    return Move(one, _step(one, person, ArticleAct.EDITED, reason, now, new=True), whole)


def publish(
    sources: Sources,
    person: Person,
    number: str,
    *,
    reason: str = "",
    version: int | None = None,
    now: datetime,
) -> Article:
    """Let the article be evidence for its audience, as not validated. Raises ``BadFeedback``."""
    one = _to_curate(sources, person, number, version)
    fit_to_publish(one, one.body, person, sources, now=now)
    return take(sources, [Move(one, _step(one, person, ArticleAct.PUBLISHED, reason, now))])[0]


def validate(
    sources: Sources,
    person: Person,
    number: str,
    *,
    reason: str = "",
    version: int | None = None,
    now: datetime,
) -> Article:
    """Vouch for what the article says, and publish it if it is not. Raises ``BadFeedback``.

    Whoever wrote what it says, or what it rests on, does not vouch for it.
    """
    one = _to_curate(sources, person, number, version)
    _may_vouch(sources, person, one)
    fit_to_publish(one, one.body, person, sources, now=now)
    return take(sources, [Move(one, _step(one, person, ArticleAct.VALIDATED, reason, now))])[0]


def unpublish(
    sources: Sources, person: Person, number: str, *, reason: str, now: datetime
) -> Article:
    """Take the article out of all answers at once, old ones too. Raises ``BadFeedback``."""
    return _put_away(sources, person, number, ArticleAct.UNPUBLISHED, reason, now)


def archive(
    sources: Sources, person: Person, number: str, *, reason: str, now: datetime
) -> Article:
    """Put the article away: it is evidence for nothing any more. Raises ``BadFeedback``."""
    return _put_away(sources, person, number, ArticleAct.ARCHIVED, reason, now)


def reject(sources: Sources, person: Person, number: str, *, reason: str, now: datetime) -> Article:
    """Put away what is in progress: it is not to become an article. Raises ``BadFeedback``."""
    return _put_away(sources, person, number, ArticleAct.REJECTED, reason, now)


def merge(
    sources: Sources, person: Person, number: str, *, into: str, reason: str, now: datetime
) -> Article:
    """Put the article away in favour of another, which takes over its questions; both or neither.

    Returns the other one: with new questions it is to be validated again. Raises ``BadFeedback``.
    """
    one, other = (_to_curate(sources, person, each, None) for each in (number, into))
    if one.number == other.number or other.state is ArticleState.ARCHIVED:
        raise BadFeedback("into", into, tr("choose another article that is not put away"))
    gone = _step(one, person, ArticleAct.MERGED, f"{other.number}: {_reason(reason)}", now)
    moves = [Move(one, gone)]
    wordings = tuple(dict.fromkeys((*other.body.wordings, *one.body.wordings)))
    if wordings != other.body.wordings:
        body = replace(other.body, wordings=wordings)
        whole = checked(sources, person, body, before=other.body, now=now)
        if other.published:
            fit_to_publish(other, whole, person, sources, now=now)
        took = _step(other, person, ArticleAct.EDITED, f"{one.number}: {reason}", now, new=True)
        moves.append(Move(other, took, whole))
    take(sources, moves)
    return _known_article(sources, person, other.number)


def restore(
    sources: Sources,
    person: Person,
    number: str,
    *,
    version: int | None = None,
    reason: str = "",
    now: datetime,
) -> Article:
    """Let the article say again what it said in a version; one that was put away is taken up.

    Without a version it is taken up as it was. Raises ``BadFeedback``.
    """
    one = _to_curate(sources, person, number, None)
    body = None
    if version is not None and version != one.version:
        old = sources.store.articles.versions(one.number).get(version)
        if old is None:
            raise BadFeedback("version", version, tr("choose one of its versions"))
        body = checked(sources, person, old, before=old, now=now)
        if one.published:
            fit_to_publish(one, body, person, sources, now=now)
        reason = reason or tr("version {version} again", version=version)
    archived = one.state is ArticleState.ARCHIVED
    if body is None and not archived:
        raise BadFeedback("version", version or "", tr("choose an earlier version"))
    act = ArticleAct.RESTORED if archived else ArticleAct.EDITED
    step = _step(one, person, act, reason, now, new=body is not None)
    return take(sources, [Move(one, step, body)])[0]


def recheck(
    sources: Sources,
    person: Person,
    number: str,
    *,
    reason: str = "",
    review_by: date | None = None,
    now: datetime,
) -> Article:
    """Hold what the article says against its sources of today, and rest it on those.

    Its review is due again in a year, or on the day that is said. Raises ``BadFeedback`` naming a
    sentence that does not hold any more.
    """
    one = _to_curate(sources, person, number, None)
    if one.state is ArticleState.VALIDATED:
        _may_vouch(sources, person, one)
    body = checked(sources, person, one.body, before=one.body, now=now)
    if review_by is not None or body.review_by is None or body.review_by < now.date():
        body = replace(body, review_by=review_by or now.date() + REVIEW_AFTER)
    if one.published:
        fit_to_publish(one, body, person, sources, now=now)
    act = ArticleAct.RECHECKED if one.published else ArticleAct.EDITED
    changed = body if body != one.body else None
    step = _step(one, person, act, reason, now, new=changed is not None)
    return take(sources, [Move(one, step, changed)])[0]


def authors_of(article: Article) -> frozenset[str]:
    """Return who wrote what it says since somebody last vouched for it, and whose insight it is."""
    wrote: set[str] = set()
    for step in article.steps:
        if step.act is ArticleAct.VALIDATED:
            wrote.clear()
        elif step.act in _WROTE:
            wrote.add(step.by)
    return frozenset(wrote | {article.finder}) - {""}


def may_vouch(sources: Sources, person: Person, article: Article) -> bool:
    """Whether this person may vouch for the article: it is theirs to curate, and not their own."""
    return (
        sources.directory.person(person.id) is not None
        and access.may_curate(sources.directory, person, article)
        and _for_own_equipment(sources, person, article)
        and not _is_author(sources, person, article)
    )


def _may_vouch(sources: Sources, person: Person, one: Article) -> None:
    if _is_author(sources, person, one):
        raise BadFeedback(
            "number", one.number, tr("what it says is your own; somebody else vouches for it")
        )
    if not _for_own_equipment(sources, person, one):
        raise BadFeedback(
            "number", one.number, tr("somebody of the teams of all its equipment vouches for it")
        )


def _is_author(sources: Sources, person: Person, one: Article) -> bool:
    said = [int(each.source_id) for each in one.body.sources if each.kind is SourceKind.CORRECTION]
    corrected = {each.author for each in sources.store.corrections.of_numbers(said).values()}
    replies = {each.source_id for each in one.body.sources if each.kind is SourceKind.REPLY}
    if replies:
        told = sources.store.experts.replies()
        corrected |= {each.person_id for each in told if str(each.number) in replies}
    own = authors_of(one) | corrected
    return any(sources.directory.are_one(person.id, each) for each in own)


def _for_own_equipment(sources: Sources, person: Person, one: Article) -> bool:
    """Whether all its equipment is of the person's teams, or the article is their team's."""
    own = sources.directory.owned_by(person)
    return one.body.owner in person.teams or all(
        any(within(place, prefix) for prefix in own) for place in one.body.scope
    )


def _put_away(
    sources: Sources, person: Person, number: str, act: ArticleAct, reason: str, now: datetime
) -> Article:
    one = _to_curate(sources, person, number, None)
    return take(sources, [Move(one, _step(one, person, act, _reason(reason), now))])[0]


def _known(sources: Sources, person: Person) -> None:
    if sources.directory.person(person.id) is None:
        raise BadFeedback(
            "person", person.id, tr("say who decides: choose yourself, or give --person ID")
        )


def _known_article(sources: Sources, person: Person, number: str) -> Article:
    found = access.article(sources.store, person, number)
    if found is None:
        raise BadFeedback(
            "number", number, tr("there is no such article that you may see; look at the list")
        )
    return found


def _to_curate(sources: Sources, person: Person, number: str, version: int | None) -> Article:
    _known(sources, person)
    one = _known_article(sources, person, number)
    if not access.may_curate(sources.directory, person, one):
        raise BadFeedback(
            "number", one.number, tr("engineers and admins of its equipment's teams work on it")
        )
    if version is not None and version != one.version:
        raise _overtaken(one)
    return one


def _step(
    one: Article,
    person: Person,
    act: ArticleAct,
    reason: str,
    now: datetime,
    *,
    new: bool = False,
) -> ArticleStep:
    return ArticleStep(act, now, one.version + new, person.id, _told(reason))


def _told(reason: str) -> str:
    told = visible(reason).strip()
    if len(told) > MAX_REASON:
        raise BadFeedback("reason", told[:40], tr("say why in a sentence"))
    return told


def _reason(reason: str) -> str:
    told = _told(reason)
    if not told:
        raise BadFeedback("reason", "", tr("say why in a sentence"))
    return told


def _with_review(body: Body, now: datetime) -> Body:
    if body.review_by is not None:
        return body
    return replace(body, review_by=now.date() + REVIEW_AFTER)


def _as_new(new: NewArticle) -> Article:
    first = ArticleStep(ArticleAct.DRAFTED, new.at, 1, new.by)
    return Article("", ArticleState.WIP, 1, new.body, (first,), audience=new.body.audience)


def take(sources: Sources, moves: Sequence[Move], new: Sequence[NewArticle] = ()) -> list[Article]:
    """Take all steps and keep all that is new, or nothing; search follows where documents changed.

    Raises ``BadFeedback``.
    """
    number = moves[0].article.number if moves else ""
    try:
        after = sources.store.articles.append(moves, new)
    except NotNow:
        state = state_words(moves[0].article.state) if moves else ""
        told = tr("that does not follow ({state}); look at it again", state=state)
        raise BadFeedback("number", number, told) from None
    if after is None:
        raise _overtaken(moves[0].article)
    if any(each.article.published for each in moves) or any(each.published for each in after):
        sources.search.synchronise()
    for each in after:
        sources.store.inbox.receive(wanted(each))
    return after


def _overtaken(one: Article) -> BadFeedback:
    return BadFeedback(
        "number", one.number, tr("somebody changed it a moment ago; look at it again")
    )
