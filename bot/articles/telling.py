"""An article as its reader sees it: its standing in words, what it rests on, what was done to it.

Knows the words, and who is named to whom. Does not know pages or commands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff

from bot.answering.cited import place
from bot.answering.curated import flag_of
from bot.answering.sources import Sources
from bot.answering.wording import past
from bot.articles.acting import may_vouch
from bot.articles.states import state_words
from bot.lines import Line
from bot.speech import mark, tr
from knowledge import access
from knowledge.curation.drafting.checking import evidence_of
from knowledge.ingest.articles import written
from knowledge.model import (
    EVERYONE,
    Article,
    ArticleAct,
    ArticleStep,
    Audience,
    Body,
    Directory,
    Person,
    Role,
    Source,
    Statement,
)
from knowledge.store import ArticleLine

_STEPS = {
    ArticleAct.DRAFTED: mark("Written by {who}"),
    ArticleAct.EDITED: mark("Edited by {who}: version {version}"),
    ArticleAct.PUBLISHED: mark("Published by {who}, as not validated"),
    ArticleAct.VALIDATED: mark("Validated by {who}"),
    ArticleAct.REJECTED: mark("Rejected by {who}"),
    ArticleAct.UNPUBLISHED: mark("Taken out of answers by {who}"),
    ArticleAct.ARCHIVED: mark("Put away by {who}"),
    ArticleAct.MERGED: mark("Put away in favour of another by {who}"),
    ArticleAct.RESTORED: mark("Taken up again by {who}"),
    ArticleAct.FLAGGED: mark("To be looked at again"),
    ArticleAct.RECHECKED: mark("Rechecked by {who}"),
}


@dataclass(frozen=True)
class Rest:
    """One thing that the article rests on: the line that names its place, and its text."""

    source: Source
    place: str


@dataclass(frozen=True)
class Told:
    """An article for one reader.

    ``badge`` says who vouches for it and since when; ``flagged`` why it is to be looked at again,
    today. ``lines`` are what was done to it, for those who may curate it.
    """

    article: Article
    state: str
    badge: str
    flagged: str
    owner: str
    found_by: str
    scope: tuple[str, ...]
    audience: tuple[str, ...]
    rests: tuple[Rest, ...]
    lines: tuple[Line[ArticleStep], ...]
    may_curate: bool
    may_vouch: bool

    @property
    def body(self) -> Body:
        """What it says."""
        return self.article.body


def told(sources: Sources, article: Article, *, reader: Person, now: datetime) -> Told:
    """Return the article for a reader who may see it."""
    directory, body = sources.directory, article.body
    curates = access.may_curate(directory, reader, article)
    return Told(
        article=article,
        state=state_words(article.state),
        badge=_badge(article, directory, reader, now),
        flagged=flag_of(sources.store, article, now=now),
        owner=_team(body.owner, directory),
        found_by=_named(article.finder, directory),
        scope=tuple(directory.full_name_of(each) for each in body.scope),
        audience=audience_words(article.audience, directory),
        rests=tuple(
            Rest(source, place(evidence))
            for source, evidence in zip(body.sources, evidence_of(body.sources), strict=True)
        ),
        lines=tuple(Line(each, _sentence(each, directory, reader)) for each in article.steps)
        if curates
        else (),
        may_curate=curates,
        may_vouch=may_vouch(sources, reader, article),
    )


def compared(before: Body, after: Body, number: str) -> list[str]:
    """Return what differs between two versions, line by line, as a unified difference."""
    one, other = (
        [line for line in written(each, number).splitlines() if not line.startswith("based_on:")]
        for each in (before, after)
    )
    return list(unified_diff(one, other, n=1, lineterm=""))[2:]


def audience_words(audience: Audience, directory: Directory) -> tuple[str, ...]:
    """Return who may see something, by name; nobody is nothing."""
    if audience == EVERYONE:
        return (tr("everyone"),)
    return tuple(_team(each, directory) for each in sorted(audience))


def _badge(article: Article, directory: Directory, reader: Person, now: datetime) -> str:
    vouched = article.validated_at
    if vouched is None:
        return state_words(article.state)
    by = next(each for each in reversed(article.steps) if each.act is ArticleAct.VALIDATED)
    return tr("validated {ago} by {who}", ago=past(now - vouched), who=_who(by, directory, reader))


def _sentence(step: ArticleStep, directory: Directory, reader: Person) -> str:
    text = tr(_STEPS[step.act], who=_who(step, directory, reader), version=step.version)
    return f"{text}: “{step.reason}”" if step.reason else text


def _who(step: ArticleStep, directory: Directory, reader: Person) -> str:
    """Return who took a step: a role and a team, never a name.

    Who adapted an article for their team need be neither engineer nor admin.
    """
    if not step.by:
        return tr("the assistant")
    if step.by == reader.id:
        return tr("you")
    person = directory.person(step.by)
    team = _team(min(person.teams, default=""), directory) if person else ""
    if team and person and not person.roles & {Role.ENGINEER, Role.ADMIN}:
        return tr("somebody of {team}", team=team)
    engineer = person is None or Role.ENGINEER in person.roles
    role = tr("an engineer") if engineer else tr("an admin")
    return tr("{role} of {team}", role=role, team=team) if team else role


def _named(finder: str, directory: Directory) -> str:
    """Return who found it, who wants to be named; "" when nobody is, or has left."""
    person = directory.person(finder)
    if person is None:
        return ""
    team = _team(min(person.teams, default=""), directory)
    return tr("{person} of {team}", person=person.name, team=team) if team else person.name


def _team(team: str, directory: Directory) -> str:
    return next((each.name for each in directory.teams if each.id == team), team)


def told_json(told: Told) -> dict[str, object]:
    """Return the article as the contract has it."""
    one, body = told.article, told.body
    return {
        **_standing(one),
        "badge": told.badge,
        "flagged": told.flagged,
        "wordings": list(body.wordings),
        "answer": _statements(body.answer),
        "key_point": next(iter(_statements(filter(None, [body.key_point]))), None),
        "reason_why": next(iter(_statements(filter(None, [body.reason_why]))), None),
        "sources": [
            {
                "label": each.source.label,
                "kind": each.source.kind.value,
                "id": each.source.source_id,
                "document": each.source.document,
                "revision": each.source.revision,
                "section": each.source.section,
                "place": each.place,
                "text": each.source.text,
            }
            for each in told.rests
        ],
        "conditions": body.conditions,
        "supersedes": body.supersedes,
        "found_by": told.found_by,
        "may_curate": told.may_curate,
        "may_validate": told.may_vouch,
        "steps": [
            {
                "act": line.step.act.value,
                "at": line.at.isoformat(),
                "version": line.step.version,
                "text": line.text,
                "reason": line.step.reason,
            }
            for line in told.lines
        ],
    }


def _standing(one: Article) -> dict[str, object]:
    return {
        "number": one.number,
        "title": one.body.title,
        "state": one.state.value,
        "version": one.version,
        "owner": one.body.owner,
        "scope": list(one.body.scope),
        "audience": sorted(one.audience),
        "review_by": one.body.review_by.isoformat() if one.body.review_by else None,
        "topic": one.topic,
        "changed_at": one.last.at.isoformat(),
        "validated_at": one.validated_at.isoformat() if one.validated_at else None,
    }


def line_json(line: ArticleLine) -> dict[str, object]:
    """Return an article of a list as the contract has it; ``flagged`` as it was noted last."""
    return {
        "number": line.number,
        "title": line.title,
        "state": line.state.value,
        "version": line.version,
        "owner": line.owner,
        "scope": list(line.scope),
        "audience": sorted(line.audience),
        "review_by": line.review_by.isoformat() if line.review_by else None,
        "topic": line.topic,
        "changed_at": line.changed_at.isoformat(),
        "validated_at": line.validated_at.isoformat() if line.validated_at else None,
        "flagged": line.flagged,
    }


def _statements(statements: Iterable[Statement]) -> list[dict[str, object]]:
    return [{"text": each.text, "citations": list(each.citations)} for each in statements]
