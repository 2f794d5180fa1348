"""What holds in one channel of a chat: whether the assistant speaks up there, about what, when.

Knows quiet hours. Does not know any chat's vendor, nor who may change it.
"""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class QuietHours:
    """From when until when nothing is posted unasked, in the plant's time; may span midnight."""

    start: time
    end: time

    def hold(self, moment: time) -> bool:
        """Whether this is within them: the start is, the end is not."""
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True)
class ChannelSettings:
    """The settings of one channel; a channel nobody has set up is quiet.

    ``opted_in``: recommendations are posted and questions answered without a mention. ``team`` and
    ``assets`` are what it is about. ``curators`` are the ids of people who may curate besides the
    engineers. ``digest_at``: when it gets a digest each day.
    """

    opted_in: bool = False
    team: str = ""
    assets: tuple[str, ...] = ()
    quiet: QuietHours | None = None
    language: str = ""
    curators: tuple[str, ...] = ()
    digest_at: time | None = None

    def is_quiet(self, moment: time) -> bool:
        """Whether what nobody asked for waits at this time of day."""
        return self.quiet is not None and self.quiet.hold(moment)
