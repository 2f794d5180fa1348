"""The form with which small decisions on an article are taken: read it, then publish or reject it.

Knows what a reader needs to see, and what they may decide here. Does not know who may curate, nor
what an article must hold (``bot.articles``). Writing and comparing are for the console.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.articles import Told
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
from bot.speech import mark, tr
from knowledge.model import ArticleState, Statement

VALIDATE, PUBLISH, REJECT, RECHECK = "validate", "publish", "reject", "recheck"
_VERDICTS = {
    VALIDATE: mark("It is right: answers may use it"),
    PUBLISH: mark("Answers may use it, as not validated"),
    RECHECK: mark("It still holds"),
    REJECT: mark("It is not to become an article"),
}
_NEEDS_A_REASON = frozenset({REJECT, RECHECK})


@dataclass(frozen=True)
class Decided:
    """What came back: the act and its reason."""

    ref: Ref
    act: str
    reason: str


def draft_modal(told: Told, ref: Ref) -> Json:
    """Return the form for one article; ``ref`` names it by its number and version."""
    body = told.body
    open_to = acts_on(told)
    blocks = [
        *context(f"{told.article.number} · {told.badge}", told.flagged),
        *_stated(body.title, body.answer),
        *_stated(tr("Key point"), [body.key_point] if body.key_point else []),
        *_stated(tr("Reason why"), [body.reason_why] if body.reason_why else []),
        *_said(tr("Questions that it answers"), "\n".join(body.wordings)),
        *context(*(f"[{each.source.label}] {each.place}" for each in told.rests)),
    ]
    if not open_to:
        return modal(Form.ARTICLE, tr("Article"), blocks, ref)
    blocks += [
        one_of(
            Field.VERDICT,
            tr("Your decision"),
            [Choice(each, tr(_VERDICTS[each])) for each in open_to],
        ),
        typed(Field.RATIONALE, tr("Why?"), optional=True),
    ]
    return modal(Form.ARTICLE, tr("Article"), blocks, ref, submit=tr("Decide"))


def acts_on(told: Told) -> list[str]:
    """Return what this reader may decide on the article here; the console knows more."""
    if not told.may_curate:
        return []
    vouch = [VALIDATE] if told.may_vouch else []
    if told.article.state is ArticleState.WIP:
        return [*vouch, PUBLISH, REJECT]
    if told.article.published:
        unvouched = told.article.state is ArticleState.NOT_VALIDATED
        return [*(vouch if unvouched else []), *([RECHECK] if told.flagged else [])]
    return []


def decided(sent: Sent) -> Decided:
    """Return what was sent; raises ``BadForm`` without a decision, or the reason it needs."""
    act, reason = sent.text(Field.VERDICT), sent.text(Field.RATIONALE)
    if act not in _VERDICTS:
        raise BadForm({Field.VERDICT: tr("choose what is to become of it")})
    if act in _NEEDS_A_REASON and not reason:
        raise BadForm({Field.RATIONALE: tr("write in a few words why")})
    return Decided(sent.ref, act, reason)


def _stated(heading: str, statements: Iterable[Statement]) -> Iterator[Json]:
    text = "\n".join(
        f"{each.text} {''.join(f'[{label}]' for label in each.citations)}" for each in statements
    )
    yield from _said(heading, text)


def _said(heading: str, text: str) -> Iterator[Json]:
    if text:
        yield rich(line(words(heading, bold=True)), *map(quotation, pieces(text, PIECE)))
