"""Articles that are withdrawn: what they said is struck out of the messages where it stands.

Knows which messages, and that each is drawn anew by itself, as fast as Slack takes it. Does not
know what stands there instead (``bot.answering.kept``). What only one person saw can be replaced
for half an hour; after that the person is told.
"""

import logging
from datetime import datetime, timedelta

from bot.channels.slack.parts import Parts
from bot.channels.slack.privately import deliver_privately
from bot.channels.slack.receiving import Work
from bot.channels.slack.replying import Replying
from bot.channels.slack.sending import instead_of, is_private
from bot.delivering import Refused
from bot.jobs import Job
from knowledge.model import Delivery, DeliveryState, Happening

_EVERY = timedelta(seconds=5)
_LATE = timedelta(days=7)
"""Who was stopped for so long finds everything that was withdrawn meanwhile."""
_STANDS = timedelta(days=1)
"""So long what only one person sees may stand before them; Slack keeps it for nobody."""
_log = logging.getLogger("tandem.slack")


class Withdrawing:
    """Follows articles out of answers."""

    def __init__(self, parts: Parts, replying: Replying) -> None:
        self._parts = parts
        self._replying = replying
        self._looked: datetime | None = None

    def jobs(self) -> list[Job]:
        """Return the durable work on withdrawn articles."""
        return [Job(Work.WITHDRAWN, self.look), Job(Work.STRUCK, self.strike)]

    def sweep(self) -> list[Happening]:
        """Return the articles that were withdrawn lately."""
        now = self._parts.clock()
        if self._looked is not None and now - self._looked < _EVERY:
            return []
        self._looked = now
        return [
            Happening(Work.WITHDRAWN, f"{number}:{place}", now, payload={"article": number})
            for number, place in self._parts.services.store.articles.withdrawn(since=now - _LATE)
        ]

    def look(self, happening: Happening) -> None:
        """Look where the article was cited: each answer is work of its own."""
        store = self._parts.services.store
        for turn in store.conversations.citing(happening.payload["article"], place="slack:"):
            key = f"{happening.key}:{turn}"
            store.inbox.receive(Happening(Work.STRUCK, key, happening.at, payload={"turn": turn}))

    def strike(self, happening: Happening) -> None:
        """Draw all that shows one answer anew."""
        turn = happening.payload["turn"]
        try:
            self._replying.redraw_all(turn)
        except Refused as refused:
            _log.warning("a message that cites what was withdrawn stays as it is: %s", refused)
        for each in self._parts.services.store.deliveries.about(turn):
            if _stands_before_one(each, happening.at):
                self._tell(happening, each, turn)

    def _tell(self, happening: Happening, sent: Delivery, turn: str) -> None:
        """Tell the one person who saw a message how it stands now, there or else alone."""
        content, to = self._replying.told_now(turn), sent.address
        if content is None:
            return
        here = instead_of(sent, f"{happening.key}:instead", at=happening.at)
        deliver_privately(
            self._parts,
            here,
            lambda: self._parts.to_room(
                f"{happening.key}:alone", to["workspace"], to["user"], at=happening.at, about=turn
            ),
            content,
        )


def _stands_before_one(sent: Delivery, now: datetime) -> bool:
    """Whether it is an answer that one person alone was shown lately."""
    is_answer = sent.key.endswith(":reply") and sent.state is DeliveryState.SENT
    return is_answer and is_private(sent) and now - sent.at < _STANDS
