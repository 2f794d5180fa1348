"""A correction as its reader sees it: what was said, of which answer, and every step in words.

Knows the words, and who is named to whom. Does not know pages.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from bot.answering.wording import past
from bot.hazards import matter_of
from bot.lines import Line
from bot.speech import mark, tr
from knowledge import access
from knowledge.curation.matching import Alike, disputes, of_one_matter, overlap
from knowledge.model import (
    Correction,
    Directory,
    Life,
    LifeStep,
    Person,
    Role,
    Use,
)
from knowledge.store import Store

USED_SINCE = timedelta(days=7)
MOST_SIMILAR = 8
"""So many others of the same matter are told, the last ones first."""
_STATES = {
    Life.RECORDED: mark("waits for review, stands in no answer"),
    Life.PROVISIONAL: mark("waits for review"),
    Life.RETURNED: mark("to be looked at again"),
    Life.ACCEPTED: mark("accepted"),
    Life.APPLIED: mark("accepted and applied"),
    Life.REJECTED: mark("rejected"),
    Life.SUPERSEDED: mark("something else holds instead"),
    Life.EXPIRED: mark("expired"),
    Life.ROLLED_BACK: mark("taken back"),
    Life.WITHDRAWN: mark("withdrawn"),
}
_STEPS = {
    Life.RECORDED: mark("Said by {who}"),
    Life.PROVISIONAL: mark("Stands in answers of the same team, as unreviewed"),
    Life.RETURNED: mark("Back to review"),
    Life.ACCEPTED: mark("Accepted by {who}"),
    Life.APPLIED: mark("Applied"),
    Life.REJECTED: mark("Rejected by {who}"),
    Life.SUPERSEDED: mark("Ended by {who}: number {other} holds instead"),
    Life.EXPIRED: mark("Expired"),
    Life.ROLLED_BACK: mark("Taken back by {who}"),
    Life.WITHDRAWN: mark("Withdrawn by its author"),
}
_USES = {
    Use.EVIDENCE: mark("as evidence in answers"),
    Use.CHANGE_REQUEST: mark("as a change request on {document}"),
    Use.NOTE: mark("as a note to the owners of the recommender"),
}

_COUNTS = {
    Life.RECORDED: mark(
        "Thank you. It is kept for somebody other than you to review, who can have a procedure "
        "changed or tell the owners of the recommender."
    ),
    Life.PROVISIONAL: mark(
        "Thank you. From now on your team sees it beside such answers, as unreviewed, until "
        "somebody other than you has reviewed it."
    ),
    Life.RETURNED: mark("Somebody is to look at your correction again."),
    Life.ACCEPTED: mark("Your correction was accepted and passed on."),
    Life.APPLIED: mark("Your correction was accepted and is applied."),
    Life.REJECTED: mark("Your correction was rejected."),
    Life.SUPERSEDED: mark("Something else holds instead of your correction."),
    Life.EXPIRED: mark("Your correction has expired."),
    Life.ROLLED_BACK: mark("Your correction was accepted, and taken back later."),
    Life.WITHDRAWN: mark("You have withdrawn your correction."),
}


@dataclass(frozen=True)
class Told:
    """A correction for one reader.

    ``by`` is its author as the reader may know them; ``uses`` counts the answers of the last week
    in which it stood; ``similar`` and ``disputed`` are numbers of others of the same matter, the
    disputed ones those that cannot hold with it. ``broken`` is what its regression case said last.
    """

    correction: Correction
    by: str
    team: str
    where: str
    scope: str
    state: str
    lines: tuple[Line[LifeStep], ...]
    may_decide: bool
    yours: bool
    uses: int = 0
    similar: tuple[int, ...] = ()
    disputed: tuple[int, ...] = ()
    broken: str = ""

    @property
    def number(self) -> int:
        """What people call it by."""
        return self.correction.number


def state_words(state: Life) -> str:
    """Return the state as it is read, in the language that is spoken."""
    return tr(_STATES[state])


def told(
    correction: Correction,
    *,
    reader: Person,
    directory: Directory,
    uses: int = 0,
    similar: Iterable[Correction] = (),
    broken: str = "",
) -> Told:
    """Return the correction for a reader who may see it."""
    others = tuple(similar)
    pairs = [disputes([correction, other]) for other in others]
    names = _teams(directory)
    return Told(
        correction=correction,
        by=author_of(correction, reader, directory),
        team=names(correction.team),
        where=directory.full_name_of(correction.matter.asset) if correction.matter.asset else "",
        scope=directory.full_name_of(correction.scope) if correction.scope else "",
        state=state_words(correction.state),
        lines=tuple(
            Line(step, _sentence(step, correction, reader, directory)) for step in correction.steps
        ),
        may_decide=access.may_review(directory, reader, correction),
        yours=correction.author == reader.id,
        uses=uses,
        similar=tuple(each.number for each in others),
        disputed=tuple(other.number for other, pair in zip(others, pairs, strict=True) if pair),
        broken=broken,
    )


def queue(
    store: Store,
    reader: Person,
    *,
    alike: Alike,
    now: datetime,
    finished: bool = False,
    limit: int | None = None,
) -> list[Told]:
    """Return what the reader is to look after: in review first, then the most used, the oldest.

    ``finished``: with those of which nothing can become any more, at the end. ``limit``: of no
    more than the first so many in review, and as many accepted, it is told which others are about
    the same matter.
    """
    found = access.corrections(store, reader, finished=finished)
    directory = store.directory.load()
    used = store.corrections.uses([each.number for each in found], since=now - USED_SINCE)
    checks = store.corrections.checks()
    open_ones = [each for each in found if each.unfinished]

    def uses(one: Correction) -> int:
        return used[one.number].total() if one.number in used else 0

    def order(one: Correction) -> tuple[bool, bool, int, datetime]:
        return (not one.unfinished, not one.in_review, -uses(one), one.said.at)

    ordered = sorted(found, key=order)
    waiting = [each.number for each in ordered if each.in_review]
    accepted = [each.number for each in ordered if each.accepted is not None]
    compared = {*waiting[:limit], *accepted[:limit]}
    return [
        told(
            each,
            reader=reader,
            directory=directory,
            uses=uses(each),
            similar=_similar(each, open_ones, alike) if each.number in compared else (),
            broken=checks[each.number].broken if each.number in checks else "",
        )
        for each in ordered
    ]


def _similar(one: Correction, others: Sequence[Correction], alike: Alike) -> list[Correction]:
    alike_ones = of_one_matter(one.matter, others, alike=alike)
    rest = (each for each in reversed(alike_ones) if each.number != one.number)
    return list(islice((each for each in rest if overlap(each, one)), MOST_SIMILAR))


def author_of(correction: Correction, reader: Person, directory: Directory) -> str:
    """Return who said it as the reader may know it: "you", a name, or "somebody of Line 3".

    A name is for those who review it, to go and ask; never for supervisors.
    """
    if correction.author == reader.id:
        return tr("you")
    person = directory.person(correction.author)
    team = _teams(directory)(correction.team)
    hide = (
        correction.unnamed
        or Role.SUPERVISOR in reader.roles
        or not access.looks_after_correction(directory, reader, correction)
    )
    if hide or person is None:
        return tr("somebody of {team}", team=team) if team else tr("somebody")
    return tr("{person} of {team}", person=person.name, team=team) if team else person.name


def standing_of(correction: Correction) -> str:
    """Say to its author what their correction counts for now, and why."""
    told = tr(_COUNTS[correction.state])
    if correction.state is Life.RECORDED:
        return " ".join(filter(None, (told, held_back(correction))))
    reason = correction.last.reason
    return f"{told} “{reason}”" if reason else told


def heard(correction: Correction, *, question_id: str) -> str:
    """Say to its author what their correction of that answer counts for; said twice, it is one."""
    told = standing_of(correction)
    if correction.said.target_id == question_id:
        return told
    before = tr("You have said so before: it is number {number}.", number=correction.number)
    return f"{before} {told}"


def held_back(correction: Correction) -> str:
    """Say why it never stands in an answer; "" when it may."""
    if not correction.routed:
        return ""
    hazard, _, words = correction.steps[0].reason.partition(": ")
    matter = matter_of(hazard) or tr("a matter that is not answered from chat")
    if not words:
        return tr("It touches {matter}, and so stands in no answer.", matter=matter)
    return tr(
        "With “{words}” it touches {matter}, and so stands in no answer.",
        words=words,
        matter=matter,
    )


def _teams(directory: Directory) -> Callable[[str], str]:
    names = {team.id: team.name for team in directory.teams}
    return lambda team: names.get(team, team)


def _sentence(step: LifeStep, correction: Correction, reader: Person, directory: Directory) -> str:
    who = author_of(correction, reader, directory)
    if step.kind is not Life.RECORDED:
        who = _reviewer(step, reader, directory)
    text = tr(_STEPS[step.kind], who=who, other=step.other)
    if step.kind is Life.ACCEPTED and step.use:
        text = f"{text}, {tr(_USES[step.use], document=step.document)}"
    if step.kind is Life.RECORDED:
        return ". ".join(filter(None, (text, held_back(correction).rstrip("."))))
    return f"{text}: “{step.reason}”" if step.reason else text


def _reviewer(step: LifeStep, reader: Person, directory: Directory) -> str:
    """Return who decided: a role and a team, never a name."""
    if step.by == reader.id:
        return tr("you")
    team = _teams(directory)(step.team)
    role = tr("an admin") if step.role == Role.ADMIN else tr("an engineer")
    return tr("{role} of {team}", role=role, team=team) if team else role


def told_json(told: Told, *, now: datetime) -> dict[str, object]:
    """Return the correction as the contract has it."""
    one = told.correction
    return {
        "number": told.number,
        "state": one.state.value,
        "text": one.text,
        "rationale": one.said.rationale,
        "evidence": one.said.evidence,
        "reason_class": one.said.reason_class.value if one.said.reason_class else None,
        "confidence": one.said.confidence,
        "question_id": None if one.unnamed and not told.yours else one.said.target_id,
        "question": one.matter.question,
        "asset": one.matter.asset,
        "scope": one.scope,
        "decision_id": one.matter.decision_id,
        "by": told.by,
        "team": one.team,
        "at": one.said.at.isoformat(),
        "ago": past(now - one.said.at),
        "expires_at": one.expires_at.isoformat() if one.expires_at else None,
        "routed": one.routed,
        "uses": told.uses,
        "similar": list(told.similar),
        "disputed": list(told.disputed),
        "broken": told.broken,
        "may_decide": told.may_decide,
        "steps": [
            {
                "kind": line.step.kind.value,
                "at": line.at.isoformat(),
                "text": line.text,
                "reason": line.step.reason,
                "use": line.step.use.value if line.step.use else None,
            }
            for line in told.lines
        ],
    }
