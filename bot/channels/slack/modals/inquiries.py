"""The form in which somebody says what they saw: one field, and whether their name stays out.

Knows the fields and what comes back. Does not know what a record must hold (``bot.feedback``).
"""

from dataclasses import dataclass

from bot.channels.slack.blocks.elements import Json, section
from bot.channels.slack.modals.frame import BadForm, Sent, modal, tick, typed
from bot.channels.slack.names import Field, Form, Ref
from bot.inquiries import Asked
from bot.speech import tr


@dataclass(frozen=True)
class Seen:
    """What came back."""

    number: int
    text: str
    unnamed: bool


def inquiry_modal(asked: Asked) -> Json:
    """Return the form behind "Say what I saw"."""
    blocks = [
        section(asked.text),
        typed(Field.EXPECTATION, tr("What you saw")),
        tick(Field.UNNAMED, tr("Your name"), tr("Do not tell the reviewers my name")),
    ]
    ref = Ref(number=asked.number)
    return modal(Form.SAW, tr("A question to you"), blocks, ref, submit=tr("Send"))


def seen(sent: Sent) -> Seen:
    """Return what was sent; raises ``BadForm`` for a form without a word."""
    text = sent.text(Field.EXPECTATION)
    if not text:
        raise BadForm({Field.EXPECTATION: tr("write in a few words what you saw")})
    return Seen(sent.ref.number, text, sent.ticked(Field.UNNAMED))
