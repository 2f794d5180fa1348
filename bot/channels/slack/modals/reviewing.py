"""The form with which a correction is decided on.

Knows what a reviewer needs to see, and what they may decide. Does not know who may review, nor
what follows (``knowledge.curation``). Its author is told by team, never by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.channels.slack.blocks.elements import (
    PIECE,
    Json,
    context,
    line,
    quotation,
    rich,
    words,
)
from bot.channels.slack.blocks.fitting import pieces
from bot.channels.slack.modals.frame import BadForm, Choice, Sent, modal, one_of, typed
from bot.channels.slack.names import Field, Form, Ref
from bot.shown.times import ago
from bot.speech import mark, tr
from knowledge.model import Use

REJECTED = "rejected"
"""The verdict that it is not so; the others say what an accepted correction is to be."""
_VERDICTS: dict[str, str] = {
    Use.EVIDENCE: mark("Right: answers may use it"),
    Use.CHANGE_REQUEST: mark("Right: the document is to be changed"),
    Use.NOTE: mark("Right: tell the recommender's owners"),
    REJECTED: mark("Not so"),
}
_ROUTED_TOO = frozenset({Use.CHANGE_REQUEST, Use.NOTE, REJECTED})
"""A matter that is not answered from chat never stands in an answer."""


_OVER = "over-"
"""The verdict that it holds, and that the one of that number ends."""
MOST_RIVALS = 3


@dataclass(frozen=True)
class Other:
    """Another correction of the same matter; ``rival``: the two cannot both hold."""

    number: int
    state: str
    text: str
    rival: bool


@dataclass(frozen=True)
class Pending:
    """A correction that waits for a decision, as its reviewer sees it; ``key`` names it.

    ``answered`` is what the answer said, ``sure`` the author's own words for how sure they are,
    ``document`` the number of the document that the answer rested on; ``held`` says why it never
    stands in an answer.
    """

    key: str
    asked: str
    answered: str
    instead: str
    rationale: str
    where: str
    team: str
    at: datetime
    evidence: str = ""
    reason: str = ""
    sure: str = ""
    routed: bool = False
    document: str = ""
    held: str = ""
    others: tuple[Other, ...] = ()


@dataclass(frozen=True)
class Reviewed:
    """What came back: ``use`` is what it is to be, None when it was rejected.

    ``over`` is the number of the one that ends because this one holds; 0 is none.
    """

    ref: Ref
    use: Use | None
    reason: str
    document: str
    over: int = 0

    @property
    def accepted(self) -> bool:
        """Whether it was accepted."""
        return self.use is not None


def review_modal(pending: Pending, ref: Ref, *, now: datetime) -> Json:
    """Return the form for one correction; ``ref`` names it by its key."""
    open_to = [each for each in _VERDICTS if not pending.routed or each in _ROUTED_TOO]
    rivals = [each for each in pending.others if each.rival][:MOST_RIVALS]
    blocks = [
        *context(" · ".join(filter(None, (pending.where, pending.team, ago(pending.at, now))))),
        *_said(tr("Asked"), pending.asked),
        *_said(tr("Answered"), pending.answered),
        *_said(tr("What is right instead"), pending.instead),
        *_said(tr("Why"), pending.rationale),
        *_said(tr("What shows it"), pending.evidence),
        *context(pending.reason, pending.sure),
        *context(pending.held),
        *(block for other in pending.others for block in _other(other)),
        one_of(
            Field.VERDICT,
            tr("Your decision"),
            [
                *(Choice(each, tr(_VERDICTS[each])) for each in open_to),
                *(_instead(each) for each in rivals if not pending.routed),
            ],
        ),
        typed(
            Field.RATIONALE,
            tr("Why?"),
            hint=tr("Whoever wrote the correction is told this."),
        ),
        typed(
            Field.DOCUMENT,
            tr("Which document? (its number)"),
            value=pending.document,
            optional=True,
            lines=False,
        ),
    ]
    return modal(Form.REVIEW, tr("Review"), blocks, ref, submit=tr("Decide"))


def reviewed(sent: Sent) -> Reviewed:
    """Return what was sent; raises ``BadForm`` without a verdict, a reason, or what to change."""
    verdict, reason = sent.text(Field.VERDICT), sent.text(Field.RATIONALE)
    document = sent.text(Field.DOCUMENT)
    over = verdict.removeprefix(_OVER) if verdict.startswith(_OVER) else ""
    if verdict not in _VERDICTS and not over.isdecimal():
        raise BadForm({Field.VERDICT: tr("choose what is to become of it")})
    if not reason:
        raise BadForm({Field.RATIONALE: tr("write in a few words why, for its author")})
    if verdict == Use.CHANGE_REQUEST and not document:
        raise BadForm({Field.DOCUMENT: tr("name the document that is to be changed")})
    if over:
        return Reviewed(sent.ref, Use.EVIDENCE, reason, document, int(over))
    return Reviewed(sent.ref, None if verdict == REJECTED else Use(verdict), reason, document)


def _instead(other: Other) -> Choice:
    told = tr("Right: it holds instead of number {number}", number=other.number)
    return Choice(f"{_OVER}{other.number}", told)


def _other(other: Other) -> Iterator[Json]:
    """Give what somebody else said of the same matter, under how the two stand together."""
    heading = (
        tr("Does not agree with number {number} ({state})", number=other.number, state=other.state)
        if other.rival
        else tr("Number {number} ({state})", number=other.number, state=other.state)
    )
    yield from _said(heading, other.text)


def _said(heading: str, text: str) -> Iterator[Json]:
    """Give somebody's words whole, under what they are."""
    if text:
        yield rich(line(words(heading, bold=True)), *map(quotation, pieces(text, PIECE)))
