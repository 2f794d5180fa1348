"""The question before a private answer is shown to its channel.

Knows that everybody there will read it. Does not know what they may see: what is shown to them is
answered anew, for all of them.
"""

from bot.channels.slack.blocks.elements import Json, context, line, quotation, rich, words
from bot.channels.slack.modals.frame import modal
from bot.channels.slack.names import Form, Ref
from bot.speech import tr

_MOST = 1_500


def share_modal(*, asked: str, lead: str, channel: str, ref: Ref) -> Json:
    """Return the question; ``channel`` is its name, ``lead`` the first words of the answer."""
    told = lead if len(lead) <= _MOST else lead[: _MOST - 1] + "…"
    blocks = [
        rich(line(words(tr("Everybody in {channel} will read this.", channel=channel), bold=True))),
        *context(asked),
        rich(quotation(told)),
        *context(tr("Only what all of them may see is shown.")),
    ]
    return modal(Form.SHARE, tr("Share the answer"), blocks, ref, submit=tr("Share"))
