"""An article offered to a team, as its channel sees it: what, why here, the evidence, what to do.

Knows the words and buttons of each state. Does not know who may decide (``bot.transfers``). Nobody
is named but a finder who wants to be.
"""

from collections.abc import Iterator, Sequence

from bot.channels.slack.blocks.elements import (
    Json,
    actions,
    bullets,
    button,
    context,
    cut,
    line,
    quotation,
    rich,
    words,
)
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.names import Act, Ref
from bot.speech import tr, trn
from bot.transfers import Told

_LONG, _MOST = 500, 6


def offer_post(told: Told, *, link: str = "") -> Post:
    """Return the offer as a message; each step updates it. ``link`` opens the web, "" is none."""
    return Post.of(list(_offer(told, link)))


def result_post(told: Told) -> Post:
    """Return the question whether it worked, asked once."""
    asked = tr("Did “{title}” work here?", title=told.title)
    ref = Ref(number=told.number)
    return Post.of(
        [
            rich(
                line(words(cut(asked, _LONG), bold=True)), line(words(cut(told.principle, _LONG)))
            ),
            *actions(
                [
                    button(
                        tr("It worked"), Act.OFFER, _of(ref, "worked"), number=0, style="primary"
                    ),
                    button(tr("It did not work"), Act.EXPLAIN, _of(ref, "did-not"), number=1),
                ]
            ),
        ]
    )


def news_post(told: Told, became: str) -> Post:
    """Return what became, elsewhere, of what this team or person found."""
    heading = tr("What you found travels: {title}", title=told.title)
    return Post.of(
        [
            rich(
                line(words(cut(heading, _LONG), bold=True)),
                line(words(cut(became, _LONG))),
            )
        ]
    )


def followed_post(found: Sequence[tuple[str, str, tuple[str, ...]]], *, link: str = "") -> Post:
    """Return the articles that meet what somebody follows: number, title, and what they meet.

    ``link`` is where people say what they follow.
    """
    left = len(found) - _MOST
    listed = [
        line(
            words(cut(f"{number} {title}", _LONG), bold=True),
            words(", " + cut(tr("because you follow {what}", what=", ".join(met)), _LONG)),
        )
        for number, title, met in found[:_MOST]
    ]
    return Post.of(
        [
            rich(line(words(tr("Somebody vouched for what you follow:"))), bullets(listed)),
            *context(trn("{count} more", "{count} more", left) if left > 0 else ""),
            *actions([_web(link)]),
        ]
    )


def _offer(told: Told, link: str) -> Iterator[Json]:
    heading = tr("From {origin}: {title}", origin=told.origin, title=told.title)
    said = [quotation(told.principle)] if told.principle else []
    yield rich(line(words(cut(heading, _LONG), bold=True)), *said)
    if told.reason_why:
        yield rich(line(words(cut(tr("Why: {reason}", reason=told.reason_why), _LONG))))
    yield from _listed(tr("Why it matters to {team}", team=told.team), told.why)
    yield from _listed(tr("How it is known at {team}", team=told.origin), tuple(_known(told)))
    if told.transfer.open and told.validated:
        yield from actions(_acts(told, link))
    else:
        yield from context(told.lines[-1].text)
        yield from actions([_web(link)])


def _known(told: Told) -> Iterator[str]:
    yield from told.proof
    if told.sources:
        yield tr("It rests on {sources}", sources="; ".join(told.sources))
    yield tr("Found by {who}", who=told.found_by)
    if told.vouched_on:
        yield tr("Vouched for by {who}", who=told.vouched_by)


def _listed(heading: str, lines: Sequence[str]) -> Iterator[Json]:
    if lines:
        shown = [line(words(cut(each, _LONG))) for each in lines[:_MOST]]
        yield rich(line(words(cut(heading, _LONG), bold=True)), bullets(shown))


def _acts(told: Told, link: str) -> Iterator[Json | None]:
    ref = Ref(number=told.number)
    yield button(tr("Adopt"), Act.OFFER, _of(ref, "adopt"), number=0, style="primary")
    yield button(tr("Adapt"), Act.EXPLAIN, _of(ref, "adapt"), number=1)
    yield button(tr("Reject"), Act.EXPLAIN, _of(ref, "reject"), number=2)
    yield _web(link)


def _web(link: str) -> Json | None:
    return button(tr("Open in the web"), Act.WEB, Ref(), url=link) if link else None


def _of(ref: Ref, act: str) -> Ref:
    return Ref(number=ref.number, word=act)
