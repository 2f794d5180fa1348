"""An offer as its reader sees it: the principle, why it matters there, the evidence, who vouches.

Knows the words and who is named to whom: the finder with their consent, all others by role and
team. Does not know pages or chats.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.answering.wording import past
from bot.lines import Line
from bot.speech import tr
from bot.transfers.words import (
    proof_words,
    reason_words,
    role_words,
    state_words,
    step_words,
    team_names,
)
from knowledge.curation.transfer import seeing
from knowledge.model import (
    UNANSWERED,
    Article,
    ArticleAct,
    Directory,
    Person,
    Role,
    Source,
    SourceKind,
    Transfer,
    TransferAct,
    TransferStep,
)
from knowledge.store.transfers import TransferLine


@dataclass(frozen=True)
class Told:
    """A transfer for one reader.

    ``why`` are the team's own figures, ``proof`` what speaks for it at its origin. ``asks``: it is
    time to say whether it worked. ``validated``: the article is vouched for today.
    """

    transfer: Transfer
    title: str
    principle: str
    reason_why: str
    answer: tuple[str, ...]
    team: str
    origin: str
    why: tuple[str, ...]
    proof: tuple[str, ...]
    sources: tuple[str, ...]
    found_by: str
    vouched_by: str
    vouched_on: date | None
    conditions: str
    state: str
    lines: tuple[Line[TransferStep], ...]
    may_decide: bool
    may_tell: bool
    asks: bool
    validated: bool

    @property
    def number(self) -> int:
        """What it is called by."""
        return self.transfer.number

    @property
    def to_decide(self) -> bool:
        """Whether it is for this reader to decide now."""
        return self.may_decide and self.transfer.open and self.validated


def told(
    one: Transfer,
    article: Article,
    *,
    reader: Person,
    directory: Directory,
    result_days: int,
    now: datetime,
) -> Told:
    """Return the transfer for a reader who may see it and its article."""
    names, body = team_names(directory), article.body
    vouched = next((e for e in reversed(article.steps) if e.act is ArticleAct.VALIDATED), None)
    key = body.key_point.text if body.key_point else ""
    answer = tuple(each.text for each in body.answer)
    member = one.team in reader.teams
    return Told(
        transfer=one,
        title=body.title,
        principle=key or next(iter(answer), ""),
        reason_why=body.reason_why.text if body.reason_why else "",
        answer=answer if key else answer[1:],
        team=names(one.team),
        origin=names(one.origin),
        why=tuple(map(reason_words, one.reasons)),
        proof=tuple(map(proof_words, one.proof)),
        sources=tuple(dict.fromkeys(map(_source, body.sources))),
        found_by=_finder(article, one, reader, directory),
        vouched_by=_voucher(vouched.by if vouched else "", directory),
        vouched_on=vouched.at.astimezone(now.tzinfo).date() if vouched else None,
        conditions=body.conditions,
        state=state_words(one.state),
        lines=tuple(Line(each, step_words(each, one, directory)) for each in one.steps),
        may_decide=seeing.may_decide(reader, one),
        may_tell=member and one.state is not TransferAct.REJECTED and not one.open,
        asks=member and result_is_due(one, result_days=result_days, now=now),
        validated=article.validated_at is not None,
    )


def told_all(
    found: Iterable[Transfer],
    articles: Mapping[str, Article],
    *,
    reader: Person,
    directory: Directory,
    result_days: int,
    now: datetime,
) -> list[Told]:
    """Return those of the transfers whose article is there, for a reader who may see them."""
    return [
        told(
            each,
            articles[each.article],
            reader=reader,
            directory=directory,
            result_days=result_days,
            now=now,
        )
        for each in found
        if each.article in articles
    ]


def result_is_due(one: Transfer | TransferLine, *, result_days: int, now: datetime) -> bool:
    """Whether it was taken up long enough ago to ask whether it worked, and nobody has said."""
    return one.state in UNANSWERED and now - one.moved_at >= timedelta(days=result_days)


def told_json(one: Told, *, now: datetime) -> dict[str, object]:
    """Return the transfer as the contract has it."""
    transfer = one.transfer
    return {
        "number": one.number,
        "article": transfer.article,
        "version": transfer.version,
        "title": one.title,
        "principle": one.principle,
        "reason_why": one.reason_why,
        "team": transfer.team,
        "origin": transfer.origin,
        "state": transfer.state.value,
        "why": [
            {
                "basis": each.basis.value,
                "what": each.what,
                "count": each.count,
                "of": each.of,
                "text": text,
            }
            for each, text in zip(transfer.reasons, one.why, strict=True)
        ],
        "proof": list(one.proof),
        "sources": list(one.sources),
        "found_by": one.found_by,
        "vouched_by": one.vouched_by,
        "may_decide": one.may_decide,
        "asks": one.asks,
        "steps": [
            {
                "act": step.act.value,
                "at": step.at.isoformat(),
                "ago": past(now - step.at),
                "text": line.text,
                "reason": step.reason,
                "made": step.made,
            }
            for step, line in zip(transfer.steps, one.lines, strict=True)
        ],
    }


_SAID = frozenset({SourceKind.CORRECTION, SourceKind.REPLY, SourceKind.ARTICLE})
"""Sources in which somebody's insight is."""


def _finder(article: Article, one: Transfer, reader: Person, directory: Directory) -> str:
    """Return who found it: "you", a name with consent, else somebody of the origin.

    What the assistant wrote from procedures alone nobody found.
    """
    said = any(each.kind in _SAID for each in article.body.sources)
    if not (article.finder or said or article.steps[0].by):
        return tr("the assistant, in what is asked again and again")
    team = team_names(directory)(one.origin)
    if article.finder and article.finder == reader.id:
        return tr("you")
    person = directory.person(article.finder) if article.finder else None
    if person is None:
        return tr("somebody of {team}", team=team)
    return tr("{person} of {team}", person=person.name, team=team)


def _voucher(person_id: str, directory: Directory) -> str:
    """Return who vouches: a role and a team, never a name."""
    person = directory.person(person_id)
    if person is None:
        return tr("an admin")
    names = team_names(directory)
    role = Role.ENGINEER if Role.ENGINEER in person.roles else min(person.roles, default="")
    return role_words(role, ", ".join(sorted(map(names, person.teams))))


def _source(source: Source) -> str:
    match source.kind:
        case SourceKind.CORRECTION:
            return tr("a reviewed correction from the line")
        case SourceKind.REPLY:
            return tr("a reply of somebody who knows")
        case SourceKind.ARTICLE:
            return source.document or source.source_id
    place = f"{source.document} {source.revision}".strip()
    return f"{place}, {source.section}" if source.section else place
