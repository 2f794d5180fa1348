"""The form in which somebody says what they know: one field, and whether their name stays out.

Knows the fields and what comes back. Does not know what becomes of it (``bot.experts``).
"""

from dataclasses import dataclass

from bot.channels.slack.blocks.elements import Json, section
from bot.channels.slack.modals.frame import BadForm, Sent, modal, tick, typed
from bot.channels.slack.names import Field, Form, Ref
from bot.experts import Asked
from bot.speech import tr


@dataclass(frozen=True)
class Known:
    """What came back."""

    gap: str
    text: str
    unnamed: bool


def know_modal(asked: Asked, *, said: str = "", unnamed: bool = False) -> Json:
    """Return the form behind "Say what I know", with what was said before, if anything."""
    blocks = [
        section(f"“{asked.text}”"),
        typed(Field.EXPECTATION, tr("What you know of it"), value=said),
        tick(
            Field.UNNAMED, tr("Your name"), tr("Do not tell others that I said it"), ticked=unnamed
        ),
    ]
    return modal(Form.KNOW, tr("A question to you"), blocks, Ref(key=asked.gap), submit=tr("Send"))


def known(sent: Sent) -> Known:
    """Return what was sent; raises ``BadForm`` for a form without a word."""
    text = sent.text(Field.EXPECTATION)
    if not text:
        raise BadForm({Field.EXPECTATION: tr("write in a few words what you know")})
    return Known(sent.ref.key, text, sent.ticked(Field.UNNAMED))
