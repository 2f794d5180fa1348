"""The web's face of a Reply: one turn as a piece of HTML for one reader.

Knows the turn's template and what its reader may still see. Does not know requests.
"""

from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.feedback import given
from bot.messages import Reply
from bot.shown.answers import ShownAnswer, shown
from bot.shown.referred import referred_of
from bot.web.context import Context
from bot.web.keys import new_key
from knowledge import access
from knowledge.model import Person


@dataclass(frozen=True)
class WebChannel:
    """Renders replies for one reader; texts from anywhere else stay inert."""

    context: Context
    reader: Person

    def render(self, reply: Reply) -> str:
        """Return the turn's HTML; what is held back is in it, folded under "more"."""
        html = self.context.pages.render(
            "_turn.html", turn=self.shown(reply), now=self.context.clock(), key=new_key()
        )
        return Markup(html)  # the template has escaped every value

    def shown(self, reply: Reply) -> ShownAnswer:
        """Build the bubble: what the reader has said of it, and no log they may not see."""
        store = self.context.services.store
        one = reply.answer.recommendation
        if one and access.recommendation(store, self.reader, one.decision_id) is None:
            reply = replace(reply, answer=replace(reply.answer, recommendation=None))
        return shown(
            reply,
            given=given(store, person=self.reader, question_id=reply.question_id),
            directory=store.directory.load(),
            referred=referred_of(
                reply.answer, question_id=reply.question_id, reader=self.reader, store=store
            ),
        )
