"""The frame of a digest: a title, sections under headings, and where to go on.

Knows how a long one is cut between its sections into messages of one thread. Does not know what a
digest says, nor to whom it goes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.channels.slack.blocks.elements import (
    Json,
    actions,
    bullets,
    button,
    context,
    cut,
    header,
    line,
    rich,
    section,
    words,
)
from bot.channels.slack.blocks.fitting import packed
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.names import Act, Ref
from bot.speech import tr

_FIRST, _REST, _LONG, _MOST_LINES = 2_500, 8_000, 600, 12


@dataclass(frozen=True)
class Part:
    """Lines under a heading."""

    heading: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Digest:
    """What one recipient is told; ``period`` says from when until when, ``link`` opens the web."""

    title: str
    period: str
    parts: Sequence[Part] = ()
    note: str = ""
    ask: Sequence[str] = ()
    link: str = ""


def digest_posts(digest: Digest) -> tuple[Post, ...]:
    """Return the digest as messages; those after the first belong in its thread."""
    units = list(_units(digest))
    parts = packed(units, _size, first=_FIRST, rest=_REST)
    posts = [list(map(_drawn, part)) for part in parts]
    posts[0] = [header(digest.title), *context(digest.period), *posts[0]]
    if not units:
        posts[0].append(section(tr("Nothing changed that has to be told.")))
    posts[-1] += _foot(digest)
    return tuple(map(Post.of, posts))


def _units(digest: Digest) -> Iterator[Part]:
    """Give the sections; a long one is continued under its heading."""
    for part in digest.parts:
        for start in range(0, len(part.lines), _MOST_LINES):
            heading = tr("{place}, continued", place=part.heading) if start else part.heading
            yield Part(heading, part.lines[start : start + _MOST_LINES])


def _size(parts: Sequence[Part]) -> int:
    return sum(len(p.heading) + sum(min(len(each), _LONG) for each in p.lines) for p in parts)


def _drawn(part: Part) -> Json:
    lines = [line(words(cut(each, _LONG))) for each in part.lines]
    return rich(line(words(cut(part.heading, _LONG), bold=True)), bullets(lines))


def _foot(digest: Digest) -> Iterator[Json]:
    yield from context(digest.note)
    row = [
        button(each, Act.ASK, Ref(word=each), number=number)
        for number, each in enumerate(digest.ask[:4])
    ]
    if digest.link:
        row.append(button(tr("Open in the web"), Act.WEB, Ref(), url=digest.link))
    yield from actions(row)
