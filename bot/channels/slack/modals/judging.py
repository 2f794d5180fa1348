"""The forms of a person's judgement: what is right instead, and why something else was done.

Knows the fields and what comes back from them. Does not know what a record must hold
(``bot.feedback``): what is refused there is said at its field (``BadForm.of``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.slack.blocks.elements import Json, context, section
from bot.channels.slack.modals.frame import (
    BadForm,
    Choice,
    Sent,
    listed,
    modal,
    one_of,
    photos,
    tick,
    typed,
)
from bot.channels.slack.names import Field, Form, Ref
from bot.shown.answers import Scope
from bot.shown.cards import Card
from bot.shown.enums import REASONS, SURE
from bot.speech import tr

ALL = "all"
"""The scope of all equipment; the others are written as the length of the asset's path."""


@dataclass(frozen=True)
class Corrected:
    """What came back: the fields of ``bot.feedback.correct``, and the files that were attached."""

    ref: Ref
    expectation: str
    rationale: str
    scope: str | None
    reason_class: str
    evidence: str
    confidence: int
    photos: tuple[str, ...]
    unnamed: bool


@dataclass(frozen=True)
class Overridden:
    """What came back: the fields of ``bot.feedback.decide``."""

    ref: Ref
    reason_class: str
    rationale: str
    action_taken: str


def correction_modal(*, asked: str, scopes: Sequence[Scope], ref: Ref) -> Json:
    """Return the form behind "Not right"; ``ref`` names the question and where to answer."""
    blocks = [
        *context(tr("You asked: {question}", question=asked) if asked else ""),
        typed(Field.EXPECTATION, tr("What is right instead?")),
        typed(Field.RATIONALE, tr("Why?")),
        listed(Field.SCOPE, tr("For which equipment?"), _scopes(scopes), chosen=_own(scopes)),
        _reason(tr("What kind of reason is it?")),
        one_of(
            Field.CONFIDENCE,
            tr("How sure are you?"),
            [Choice(str(value), f"{value}, {tr(told)}") for value, told in SURE.items()],
        ),
        typed(
            Field.EVIDENCE,
            tr("What shows it? (if you like)"),
            optional=True,
            hint=tr("A reading, a lot number, a document, what you saw."),
        ),
        photos(Field.PHOTO, tr("A photo (if you like)")),
        tick(Field.UNNAMED, tr("Your name"), tr("Do not tell the reviewers my name")),
    ]
    return modal(Form.CORRECTION, tr("Not right"), blocks, ref, submit=tr("Send"))


def corrected(sent: Sent, *, asset: str | None) -> Corrected:
    """Return what was sent; ``asset`` is the one the answer was about.

    Raises ``BadForm`` for what no form of ours would send.
    """
    confidence = sent.text(Field.CONFIDENCE)
    if confidence not in map(str, SURE):
        raise BadForm({Field.CONFIDENCE: tr("choose 1 (a guess) to 4 (certain)")})
    return Corrected(
        ref=sent.ref,
        expectation=sent.text(Field.EXPECTATION),
        rationale=sent.text(Field.RATIONALE),
        scope=_scope(sent.text(Field.SCOPE), asset),
        reason_class=sent.text(Field.REASON_CLASS),
        evidence=sent.text(Field.EVIDENCE),
        confidence=int(confidence),
        photos=sent.files(Field.PHOTO),
        unnamed=sent.ticked(Field.UNNAMED),
    )


def override_modal(card: Card, ref: Ref) -> Json:
    """Return the form behind "Override"; ``ref`` names the decision and where it was clicked."""
    blocks = [
        *context(card.asset_name),
        section(card.recommendation.action),
        _reason(tr("Why do you do it differently?")),
        typed(Field.RATIONALE, tr("In a few words")),
        typed(Field.ACTION_TAKEN, tr("What you do instead (if you like)"), optional=True),
    ]
    return modal(Form.OVERRIDE, tr("Override"), blocks, ref, submit=tr("Override"))


def overridden(sent: Sent) -> Overridden:
    """Return what was sent."""
    return Overridden(
        ref=sent.ref,
        reason_class=sent.text(Field.REASON_CLASS),
        rationale=sent.text(Field.RATIONALE),
        action_taken=sent.text(Field.ACTION_TAKEN),
    )


def _reason(label: str) -> Json:
    return one_of(
        Field.REASON_CLASS,
        label,
        [Choice(value.value, tr(told)) for value, told in REASONS.items()],
    )


def _own(scopes: Sequence[Scope]) -> str:
    return str(len(scopes[0].asset.split("/"))) if scopes else ALL


def _scopes(scopes: Sequence[Scope]) -> list[Choice]:
    """Return the equipment and what stands around it; a path may be longer than a value."""
    own = [
        Choice(
            str(len(scope.asset.split("/"))),
            tr("{asset}, all of it", asset=scope.name)
            if number
            else tr("{asset} only", asset=scope.name),
        )
        for number, scope in enumerate(scopes)
    ]
    return [*own, Choice(ALL, tr("All equipment"))]


def _scope(chosen: str, asset: str | None) -> str | None:
    if chosen == ALL or asset is None:
        return None
    if not chosen.isdecimal():
        raise BadForm({Field.SCOPE: tr("choose the equipment it holds for")})
    return "/".join(asset.split("/")[: int(chosen)])
