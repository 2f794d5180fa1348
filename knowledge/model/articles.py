"""Articles: what is known of a recurring question, written once, curated, and dated.

Knows what an article says and on what it rests, its states and which may follow which, and that
its audience is never wider than its sources'. Does not know who may curate
(``knowledge.access``), where it is kept, or how it becomes evidence.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import reduce

from knowledge.model.directory import EVERYONE, NOBODY, Audience


class ArticleState(StrEnum):
    """Where an article stands; only published ones (the middle two) are evidence."""

    WIP = "wip"
    NOT_VALIDATED = "not_validated"
    VALIDATED = "validated"
    ARCHIVED = "archived"


class ArticleAct(StrEnum):
    """What was done to an article."""

    DRAFTED = "drafted"
    EDITED = "edited"
    PUBLISHED = "published"
    VALIDATED = "validated"
    REJECTED = "rejected"
    UNPUBLISHED = "unpublished"
    ARCHIVED = "archived"
    MERGED = "merged"
    RESTORED = "restored"
    FLAGGED = "flagged"
    RECHECKED = "rechecked"


class SourceKind(StrEnum):
    """What a statement of an article rests on."""

    PASSAGE = "passage"
    CORRECTION = "correction"
    REPLY = "reply"
    ARTICLE = "article"


@dataclass(frozen=True)
class Source:
    """One thing that an article rests on, under the label that its statements cite.

    ``text`` is what statements are checked against, as it was then. For a passage ``source_id`` is
    its id and ``document``, ``revision``, ``section`` name its place; for a correction its number;
    for a reply or an article its id. ``audience``: who may see it.
    """

    label: str
    kind: SourceKind
    source_id: str
    text: str
    document: str = ""
    revision: str = ""
    section: str = ""
    audience: Audience = NOBODY


@dataclass(frozen=True)
class Statement:
    """One sentence of an article with the labels of the sources that bear it."""

    text: str
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Body:
    """What an article says, without who did what to it; a version of it never changes.

    ``wordings`` are the questions that it answers, ``key_point`` what makes or breaks the work and
    ``reason_why`` what happens otherwise. ``scope``: asset prefixes, none is all equipment;
    ``conditions`` in words, such as "new supplier lots". ``owner`` is a team's id.
    """

    title: str
    wordings: tuple[str, ...]
    answer: tuple[Statement, ...]
    key_point: Statement | None = None
    reason_why: Statement | None = None
    sources: tuple[Source, ...] = ()
    scope: tuple[str, ...] = ()
    conditions: str = ""
    owner: str = ""
    audience: Audience = NOBODY
    review_by: date | None = None
    supersedes: str = ""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything it states, in the order it is read."""
        return (*self.answer, *(each for each in (self.key_point, self.reason_why) if each))

    def restated(self, change: Callable[[Statement], Statement]) -> "Body":
        """Return it with each of its statements changed."""
        return replace(
            self,
            answer=tuple(map(change, self.answer)),
            key_point=change(self.key_point) if self.key_point else None,
            reason_why=change(self.reason_why) if self.reason_why else None,
        )


@dataclass(frozen=True)
class ArticleStep:
    """One thing that was done: what, when, ``by`` whom ("" when it came by itself) and why.

    ``version`` is the number of the body that holds from then on.
    """

    act: ArticleAct
    at: datetime
    version: int
    by: str = ""
    reason: str = ""


class NotNow(ValueError):
    """An act that cannot follow, or that lacks what it needs."""


_LEADS = {
    (ArticleState.WIP, ArticleAct.EDITED): ArticleState.WIP,
    (ArticleState.WIP, ArticleAct.PUBLISHED): ArticleState.NOT_VALIDATED,
    (ArticleState.WIP, ArticleAct.VALIDATED): ArticleState.VALIDATED,
    (ArticleState.WIP, ArticleAct.REJECTED): ArticleState.ARCHIVED,
    (ArticleState.NOT_VALIDATED, ArticleAct.EDITED): ArticleState.NOT_VALIDATED,
    (ArticleState.NOT_VALIDATED, ArticleAct.VALIDATED): ArticleState.VALIDATED,
    (ArticleState.NOT_VALIDATED, ArticleAct.UNPUBLISHED): ArticleState.WIP,
    (ArticleState.VALIDATED, ArticleAct.EDITED): ArticleState.NOT_VALIDATED,
    (ArticleState.VALIDATED, ArticleAct.UNPUBLISHED): ArticleState.WIP,
    (ArticleState.VALIDATED, ArticleAct.FLAGGED): ArticleState.VALIDATED,
    (ArticleState.VALIDATED, ArticleAct.RECHECKED): ArticleState.VALIDATED,
    (ArticleState.NOT_VALIDATED, ArticleAct.FLAGGED): ArticleState.NOT_VALIDATED,
    (ArticleState.NOT_VALIDATED, ArticleAct.RECHECKED): ArticleState.NOT_VALIDATED,
    (ArticleState.ARCHIVED, ArticleAct.RESTORED): ArticleState.WIP,
    **{
        (state, act): ArticleState.ARCHIVED
        for state in (ArticleState.WIP, ArticleState.NOT_VALIDATED, ArticleState.VALIDATED)
        for act in (ArticleAct.ARCHIVED, ArticleAct.MERGED)
    },
}
_NEEDS_A_REASON = frozenset(
    {ArticleAct.REJECTED, ArticleAct.UNPUBLISHED, ArticleAct.ARCHIVED, ArticleAct.MERGED}
)
WITHDRAWS = frozenset({ArticleAct.UNPUBLISHED, ArticleAct.ARCHIVED, ArticleAct.MERGED})
"""Acts after which an article that was published is evidence for nothing any more."""
PUBLISHED = frozenset({ArticleState.NOT_VALIDATED, ArticleState.VALIDATED})
"""States in which an article is evidence for its audience."""


@dataclass(frozen=True)
class Article:
    """An article: its number ("KB-12"), what it says now, and what was done to it.

    ``topic`` is the id of the topic it answers, None when it was written otherwise. ``finder`` is
    the id of the person whose insight it holds, "" when nobody is named or wants to be.
    ``audience`` is who may see it today: its body's audience without those from whom a source of
    it has been kept since.
    """

    number: str
    state: ArticleState
    version: int
    body: Body
    steps: tuple[ArticleStep, ...]
    topic: int | None = None
    finder: str = ""
    audience: Audience = NOBODY

    @property
    def last(self) -> ArticleStep:
        """The last step."""
        return self.steps[-1]

    @property
    def validated_at(self) -> datetime | None:
        """When somebody vouched for what it says now; None when nobody has."""
        if self.state is not ArticleState.VALIDATED:
            return None
        return next(each.at for each in reversed(self.steps) if each.act is ArticleAct.VALIDATED)

    @property
    def published(self) -> bool:
        """Whether it is evidence for its audience."""
        return self.state in PUBLISHED

    @property
    def flagged(self) -> str:
        """Why it is to be looked at again; "" when it is not."""
        for step in reversed(self.steps):
            if step.act is ArticleAct.FLAGGED:
                return step.reason
            if step.act in (ArticleAct.RECHECKED, ArticleAct.EDITED, ArticleAct.VALIDATED):
                return ""
        return ""

    def then(self, step: ArticleStep, body: Body | None = None) -> "Article":
        """Return the article after one more step, with what it says from then on.

        ``body`` is the next version. Raises ``NotNow`` when the step cannot follow, has no reason,
        or would let more people see the article than see its sources.
        """
        state = _LEADS.get((self.state, step.act))
        if state is None:
            raise NotNow(f"{step.act} cannot follow in state {self.state}")
        if step.act in _NEEDS_A_REASON and not step.reason.strip():
            raise NotNow(f"{step.act} needs a reason")
        if step.version != self.version + (body is not None):
            raise NotNow(f"version {step.version} does not follow version {self.version}")
        told = body or self.body
        if wider(told.audience, shared_audience(each.audience for each in told.sources)):
            raise NotNow("the audience is wider than that of its sources")
        return replace(
            self, state=state, body=told, version=step.version, steps=(*self.steps, step)
        )


def number_of(article: str) -> int:
    """Return 12 for "KB-12" in any case; 0 for what numbers no article."""
    head, _, tail = article.strip().upper().partition("-")
    plain = head == "KB" and tail.isascii() and tail.isdecimal() and len(tail) < 10
    return int(tail) if plain else 0


def numbered(number: int) -> str:
    """Return "KB-12" for 12."""
    return f"KB-{number}"


def shared_audience(audiences: Iterable[Audience]) -> Audience:
    """Return who may see all of these: their intersection; of none, everyone."""
    return reduce(_both, audiences, EVERYONE)


def wider(one: Audience, other: Audience) -> bool:
    """Whether somebody may see the first and not the second."""
    return other != EVERYONE and not one <= other


def _both(one: Audience, other: Audience) -> Audience:
    if one == EVERYONE:
        return other
    return one if other == EVERYONE else one & other
