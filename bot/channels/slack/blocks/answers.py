"""An answer as Slack messages: the reason first, what does not fit behind "More".

Knows the order of an answer's parts and how much of it stands in one message. Does not know who
reads it, nor how it is sent. The parts together show every claim.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.channels.slack.blocks.elements import (
    PIECE,
    Json,
    actions,
    bullets,
    button,
    context,
    cut,
    header,
    line,
    quotation,
    rich,
    section,
    words,
)
from bot.channels.slack.blocks.factors import caption, factor_table
from bot.channels.slack.blocks.fitting import packed, pieces
from bot.channels.slack.blocks.offers import candidates, feedback, follow_ups
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.blocks.routes import way_blocks
from bot.channels.slack.names import Act, Ref
from bot.messages import Reply
from bot.shown.answers import HEADINGS, Chart, Source, chart_of, log_label, sources_of, subject_of
from bot.shown.cards import Card
from bot.shown.referred import Referred, emergency_of, way_of
from bot.speech import tr
from knowledge.model import Claim, ClaimKind, Status

FIRST, REST = 3_000, 8_000
"""Characters of claims and sources in the first message (some two screens of a phone), and in
each that "More" adds; Slack takes 13,200 in all."""
_SHORT = 1_200
"""What is missing and the note stand in the first part, unless they are longer."""
_PLACE, _MOST_SOURCES = 250, 15


@dataclass(frozen=True)
class Beside:
    """What stands beside an answer for those who read it here.

    ``card``: its recommendation may be decided on. ``private``: only one person sees it, who may
    show it to the channel.
    """

    referred: Referred | None = None
    card: Card | None = None
    private: bool = False


@dataclass(frozen=True)
class _Unit:
    """A claim, or a piece of one that is too long for a message; ``number`` is its place."""

    number: int
    claim: Claim
    text: str
    more_of_it: bool = False
    leads: bool = False


def answer_posts(reply: Reply, beside: Beside) -> tuple[Post, ...]:
    """Return the answer in parts; the first is what is sent, "More" brings the next."""
    emergency = emergency_of(reply.answer)
    if emergency:
        lines = [section(emergency.line)] if emergency.line else []
        return (Post.of([header(emergency.number), *lines]),)
    sources = {each.label: each for each in sources_of(reply)}
    chart = _chart(reply)
    parts = _parts(reply, sources)
    if chart and len(parts) == 1:
        parts.append([])
    posts = [list(_part(reply, beside, sources, parts, n)) for n in range(len(parts))]
    if chart:
        posts[-1] = [*_table(chart), *posts[-1]]
    return tuple(map(Post.of, posts))


def claim_blocks(claim: Claim, reply: Reply, *, leads: bool) -> tuple[Json, ...]:
    """Return one claim that is told before the answer is whole."""
    sources = {each.label: each for each in sources_of(reply)}
    return tuple(_claims(list(_pieces_of(0, claim, leads)), reply, sources))


def _chart(reply: Reply) -> Chart | None:
    """Return what weighed how much, if the answer speaks of it."""
    answer = reply.answer
    told = any(each.kind is ClaimKind.FACTOR for each in answer.claims)
    return chart_of(answer.recommendation, log_label(answer)) if told else None


def _table(chart: Chart) -> Iterator[Json]:
    label = f" [{chart.label}]" if chart.label else ""
    yield rich(line(words(tr("What weighed how much") + label, bold=True)))
    yield from context(caption(chart))
    yield factor_table(chart)


def _parts(reply: Reply, sources: dict[str, Source]) -> list[list[_Unit]]:
    """Return the claims of each part; details begin a part of their own."""
    claims = list(_all_claims(reply))
    units = [
        unit
        for number, claim in enumerate(claims)
        for unit in _pieces_of(number, claim, leads=number == 0 and not claim.quote)
    ]

    def size(part: Sequence[_Unit]) -> int:
        labels = {label for unit in part for label in unit.claim.citations}
        told = sum(len(unit.text) + 40 for unit in part)
        return told + sum(len(_source_line(sources[label])) for label in labels & set(sources))

    shown = [unit for unit in units if not unit.claim.detail]
    details = [unit for unit in units if unit.claim.detail]
    if not shown or not details:
        return packed(units, size, first=FIRST, rest=REST)
    return [
        *packed(shown, size, first=FIRST, rest=REST),
        *packed(details, size, first=REST, rest=REST),
    ]


def _all_claims(reply: Reply) -> Iterator[Claim]:
    """Give the claims; without any the answer's text, and what is too long for its usual place."""
    answer = reply.answer
    if not answer.own_claims:
        yield Claim(answer.text, ())
    yield from answer.claims
    if len(answer.missing) > _SHORT:
        yield Claim(answer.missing, (), ClaimKind.MISSING)
    if len(answer.note) > _SHORT:
        yield Claim(answer.note, (), ClaimKind.QUALITY)


def _pieces_of(number: int, claim: Claim, leads: bool) -> Iterator[_Unit]:
    for place, text in enumerate(pieces(claim.text, PIECE)):
        yield _Unit(number, claim, text, more_of_it=place > 0, leads=leads)


def _part(
    reply: Reply,
    beside: Beside,
    sources: dict[str, Source],
    parts: Sequence[Sequence[_Unit]],
    number: int,
) -> Iterator[Json]:
    answer, units = reply.answer, parts[number]
    if number == 0:
        yield from context(subject_of(reply))
        way = beside.referred or way_of(answer)
        if way:
            yield from way_blocks(way, reply, controlled=bool(answer.claims))
    yield from _claims(units, reply, sources)
    if number == 0:
        yield from candidates(reply)
        if 0 < len(answer.missing) <= _SHORT:
            yield rich(line(words(answer.missing)))
    cited = {label for unit in units for label in unit.claim.citations}
    if number == len(parts) - 1:
        cited |= set(sources) - {label for claim in answer.claims for label in claim.citations}
    shown = [each for each in sources.values() if each.label in cited]
    quoted = {label for unit in units if unit.claim.quote for label in unit.claim.citations}
    yield from context(*(_source_line(each) for each in shown if each.label not in quoted))
    if number == 0 and len(answer.note) <= _SHORT:
        yield from context(answer.note)
    yield from _buttons(reply, beside, shown, parts, number)
    if number == 0:
        yield from follow_ups(reply)
        if answer.status is not Status.ASK_BACK:
            yield from feedback(reply.question_id)


def _claims(units: Sequence[_Unit], reply: Reply, sources: dict[str, Source]) -> Iterator[Json]:
    """Give a block for the lead and for each kind of claim, in the answer's order."""
    routed = reply.answer.route is not None
    for (leads, kind), group in groupby(units, key=lambda unit: (unit.leads, unit.claim.kind)):
        told = list(group)
        named = [] if leads or routed else [line(words(tr(HEADINGS[kind]), bold=True))]
        yield rich(*named, *_grouped(told, leads, sources))


def _grouped(units: Sequence[_Unit], leads: bool, sources: dict[str, Source]) -> Iterator[Json]:
    for quote, run in groupby(units, key=lambda unit: unit.claim.quote):
        if quote:
            for unit in run:
                yield line(words(_place(unit, sources), italic=True))
                yield quotation(unit.text)
        elif leads:
            yield from map(_line, run)
        else:
            yield bullets([_line(unit) for unit in run])


def _line(unit: _Unit) -> Json:
    begins = "… " if unit.more_of_it else ""
    labels = " ".join(f"[{label}]" for label in unit.claim.citations)
    return line(words(f"{begins}{unit.text} {labels}".rstrip() if labels else begins + unit.text))


def _place(unit: _Unit, sources: dict[str, Source]) -> str:
    """Return where the quoted words stand and how old they are, with their labels."""
    cited = [sources[label] for label in unit.claim.citations if label in sources]
    told = "; ".join(
        ", ".join(filter(None, (each.place, each.title, each.foreign, each.age))) for each in cited
    )
    labels = " ".join(f"[{label}]" for label in unit.claim.citations)
    if unit.more_of_it:
        told = tr("{place}, continued", place=told)
    return cut(f"{told} {labels}", _PLACE * 2)


def _source_line(source: Source) -> str:
    title = f" “{source.title}”" if source.title else ""
    age = f", {source.age}" if source.age else ""
    return cut(f"[{source.label}] {source.place}{title}{age}", _PLACE)


def _buttons(
    reply: Reply,
    beside: Beside,
    shown: Sequence[Source],
    parts: Sequence[Sequence[_Unit]],
    number: int,
) -> Iterator[Json]:
    """Give the row below the claims: decide, more, sources, share."""
    question = reply.question_id
    card = beside.card
    row: list[Json | None] = []
    if number == 0 and card and card.wants_decision:
        decision = Ref(decision=card.recommendation.decision_id)
        row.append(button(tr("Accept"), Act.ACCEPT, decision, style="primary"))
        row.append(button(tr("Override"), Act.OVERRIDE, decision))
    if number + 1 < len(parts):
        left = {unit.number for part in parts[number + 1 :] for unit in part}
        told = tr("More ({count})", count=len(left)) if left else tr("More")
        row.append(button(told, Act.MORE, Ref(question=question, part=number + 1)))
    for place, each in enumerate(shown[:_MOST_SOURCES]):
        row.append(
            button(
                each.label,
                Act.SOURCE,
                Ref(question=question, label=each.label),
                number=place,
                spoken=tr("Open source {label}: {place}", label=each.label, place=each.place),
            )
        )
    if number == 0 and beside.private:
        row.append(button(tr("Share with the channel"), Act.SHARE, Ref(question=question)))
    yield from actions(row)
