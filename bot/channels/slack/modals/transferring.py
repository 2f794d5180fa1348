"""The form in which somebody says why: an offer is adapted or rejected, or it did not work.

Knows the usual reasons, which need one tap. Does not know who may decide, nor what follows.
"""

from dataclasses import dataclass

from bot.channels.slack.blocks.elements import Json, context
from bot.channels.slack.modals.frame import BadForm, Choice, Sent, modal, one_of, typed
from bot.channels.slack.names import Field, Form, Ref
from bot.speech import mark, tr
from bot.transfers.words import DID_NOTS, REJECTIONS

_ASKS = {
    "adapt": mark("What is different at yours?"),
    "reject": mark("Why is it rejected?"),
    "did-not": mark("What happened?"),
}
_USUAL: dict[str, tuple[str, ...]] = {"reject": REJECTIONS, "did-not": DID_NOTS}


@dataclass(frozen=True)
class Explained:
    """What came back: what is done with which offer, and why."""

    ref: Ref
    act: str
    reason: str


def explain_modal(title: str, ref: Ref) -> Json:
    """Return the form; ``ref`` names the offer by its number and the act by its word."""
    usual = _USUAL.get(ref.word, ())
    asks = tr(_ASKS[ref.word])
    choices = [Choice(str(number), tr(each)) for number, each in enumerate(usual)]
    blocks = [
        *context(title),
        *([one_of(Field.VERDICT, asks, choices, optional=True)] if usual else []),
        typed(
            Field.RATIONALE,
            tr("In your own words") if usual else asks,
            optional=bool(usual),
            hint=tr("Those who found it are told this."),
        ),
    ]
    return modal(Form.TRANSFER, tr("From other teams"), blocks, ref, submit=tr("Send"))


def explained(sent: Sent) -> Explained:
    """Return what was sent; raises ``BadForm`` without a reason."""
    usual, chosen = _USUAL.get(sent.ref.word, ()), sent.text(Field.VERDICT)
    known = tr(usual[int(chosen)]) if chosen.isdecimal() and int(chosen) < len(usual) else ""
    reason = ". ".join(filter(None, (known, sent.text(Field.RATIONALE))))
    if not reason:
        raise BadForm({Field.RATIONALE: tr("write in a few words why, or choose a reason")})
    return Explained(sent.ref, sent.ref.word, reason)
