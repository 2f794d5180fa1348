"""A sentence to the one person who did something: it is noted, it cannot be, here is how.

Knows where they will see it: at the place of the click, else alone with them. Nobody else does.
"""

from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.parts import Parts
from bot.channels.slack.privately import deliver_privately
from bot.channels.slack.replying import spot_of, turn_key
from bot.channels.slack.sending import to_channel, to_one, to_response
from bot.speech import speaking, tr
from knowledge.model import Delivery, Happening


class Notices:
    """Tells people what became of what they did."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def tell(self, happening: Happening, said: str | Post, *, kind: str = "told") -> None:
        """Tell whoever did it, once; ``kind`` tells several notices of one happening apart."""
        content = Post.saying(said) if isinstance(said, str) else said

        def alone() -> Delivery:
            return self._notice(happening, f"{kind}:alone", channel=self.room(happening))

        if happening.payload.get("channel"):
            deliver_privately(self._parts, self._here(happening, kind), alone, content)
        else:
            self._parts.deliverer.deliver(alone(), content)

    def given_up(self, happening: Happening, reference: str) -> None:
        """Say that it could not be done, and where in the log the reason stands."""
        person = self._parts.people.person(happening.by)
        with speaking(person.language):
            told = tr(
                "This could not be done. Try again, or tell your Tandem admin the reference "
                "{reference}.",
                reference=reference,
            )
            self.tell(happening, told, kind="given-up")

    def room(self, happening: Happening) -> str:
        """Return the conversation with whoever did it alone."""
        did = happening.payload
        return self._parts.people.room(did["workspace"], did["user"])

    def _here(self, happening: Happening, kind: str) -> Delivery:
        did, where = happening.payload, spot_of(happening.payload)
        thread = "" if did.get("ephemeral") else where.thread
        notice = self._notice(happening, kind, channel=where.channel, thread=thread)
        if did.get("response_url"):
            return to_response(notice, did["response_url"], did["user"])
        return notice if where.channel.startswith("D") else to_one(notice, did["user"])

    def _notice(
        self, happening: Happening, kind: str, *, channel: str, thread: str = ""
    ) -> Delivery:
        return to_channel(
            f"{happening.key}:{kind}",
            workspace=happening.payload["workspace"],
            channel=channel,
            thread=thread,
            about=turn_key(happening),
            at=happening.at,
        )
