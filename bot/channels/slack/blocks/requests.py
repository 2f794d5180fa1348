"""A request to come, as those who are asked see it.

Knows the words and buttons of each state. Does not know who may take it (``bot.requests``).
Nobody is named: it says which team asks.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.channels.slack.blocks.elements import (
    Json,
    actions,
    button,
    context,
    cut,
    line,
    rich,
    words,
)
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.names import Act, Ref
from bot.requests import Told
from bot.shown.times import ago
from bot.speech import tr

_LONG = 500


def request_post(told: Told, *, now: datetime) -> Post:
    """Return the request as a message; each step updates it."""
    return Post.of(list(request_blocks(told, now=now)))


def request_blocks(told: Told, *, now: datetime) -> Iterator[Json]:
    """Give what the matter is and where, who asks for whom, and what the reader may do."""
    where = f"{told.where}: " if told.where else ""
    last = told.lines[-1]
    if told.is_open:
        asks = tr("{team} asks for: {role}.", team=told.asked_by, role=told.role.role)
        since = ago(told.request.opened_at, now)
    else:
        asks, since = last.text, ago(last.at, now)
    yield rich(
        line(words(cut(f"{where}{told.matter}", _LONG), bold=True)), line(words(cut(asks, _LONG)))
    )
    yield from context(since)
    yield from actions(_acts(told))


def _acts(told: Told) -> Iterator[Json]:
    ref = Ref(number=told.number)
    if told.may_take:
        yield button(tr("Mark as taken"), Act.TAKE, ref, style="primary")
    elif told.may_close:
        yield button(tr("Done"), Act.DONE, ref)
