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
from knowledge.model import Claim, ClaimKind, EvidenceKind, Status

FIRST, REST = 3_000, 8_000
"""Characters of claims and sources in the first message (some two screens of a phone), and in
each that "More" adds; Slack takes 13,200 in all."""
_SHORT, _SUBJECT = 800, 400
"""What is missing and the note stand in the first part, unless they are longer. All that stands
there beside the claims has such a bound, so that a first part always fits."""
_ALWAYS_NAMED = frozenset({ClaimKind.CONFLICT, ClaimKind.CONTRIBUTION, ClaimKind.MISSING})
"""A single claim of another kind says itself what it is; a line on a phone is worth something."""
_PLACE, _FRAME, _NAME = 250, 40, 16
"""Characters of a source's line; what a claim costs beside its words; a document's number on a
button."""


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

    @property
    def labels(self) -> str:
        """What it cites, as it is written behind the words."""
        return " ".join(f"[{label}]" for label in self.claim.citations)

    @property
    def quotes(self) -> tuple[str, ...]:
        """The labels whose place is told with the quoted words."""
        return self.claim.citations if self.claim.quote else ()


def answer_posts(reply: Reply, beside: Beside) -> tuple[Post, ...]:
    """Return the answer in parts; the first is what is sent, "More" brings the next."""
    emergency = emergency_of(reply.answer)
    if emergency:
        lines = [section(emergency.line)] if emergency.line else []
        return (Post.of([header(emergency.number), *lines]),)
    return tuple(map(Post.of, _Drawing.of(reply, beside).parts()))


def claim_blocks(claim: Claim, reply: Reply, *, leads: bool) -> tuple[Json, ...]:
    """Return one claim that is told before the answer is whole."""
    return tuple(_Drawing.of(reply, Beside()).claims(list(_pieces_of(0, claim, leads))))


@dataclass(frozen=True)
class _Drawing:
    """One answer as it is drawn: its sources by label, its chart, the claims of each part."""

    reply: Reply
    beside: Beside
    sources: dict[str, Source]
    chart: Chart | None
    units: list[list[_Unit]]

    @classmethod
    def of(cls, reply: Reply, beside: Beside) -> "_Drawing":
        sources = {each.label: each for each in sources_of(reply)}
        chart, units = _chart(reply), _parts(reply, sources)
        if chart and len(units) == 1:
            units.append([])
        return cls(reply, beside, sources, chart, units)

    def parts(self) -> list[list[Json]]:
        """Return the blocks of each part; the table stands at the head of the last."""
        found = [list(self._part(number)) for number in range(len(self.units))]
        if self.chart:
            found[-1] = [*_table(self.chart), *found[-1]]
        return found

    def claims(self, units: Sequence[_Unit]) -> Iterator[Json]:
        """Give a block for the lead and for each kind of claim, in the answer's order."""
        kinds: dict[tuple[bool, ClaimKind], list[_Unit]] = {}
        for unit in units:
            kinds.setdefault((unit.leads, unit.claim.kind), []).append(unit)
        routed = self.reply.answer.route is not None
        for (leads, kind), told in kinds.items():
            several = len(told) > 1 or kind in _ALWAYS_NAMED
            named = several and not leads and not routed
            heading = [line(words(tr(HEADINGS[kind]), bold=True))] if named else []
            # One alone is no list: below the list of another kind it would read like a part of it.
            yield rich(*heading, *self._grouped(told, plain=leads or not several))

    def _part(self, number: int) -> Iterator[Json]:
        answer, first = self.reply.answer, number == 0
        shown = self._cited(number)
        quoted = {label for unit in self.units[number] for label in unit.quotes}
        if first:
            yield from self._subject()
            if way := self.beside.referred or way_of(answer):
                yield from way_blocks(way, self.reply, controlled=bool(answer.claims))
        if first and answer.doubt:
            yield rich(line(words(cut(answer.doubt, _SHORT))))
        yield from self.claims(self.units[number])
        if first:
            yield from candidates(self.reply)
            if 0 < len(answer.missing) <= _SHORT:
                yield rich(line(words(answer.missing)))
        yield from context(*(_source_line(each) for each in shown if each.label not in quoted))
        if first and len(answer.note) <= _SHORT:
            yield from context(answer.note)
        yield from actions([*self._deciding(first), *self._more(number), *self._sources(shown)])
        if first:
            yield from self._foot()

    def _subject(self) -> Iterator[Json]:
        if about := subject_of(self.reply):
            yield from context(cut(about, _SUBJECT))

    def _cited(self, number: int) -> list[Source]:
        """Return what is cited in the part; what nothing cites stands in the last."""
        cited = {label for unit in self.units[number] for label in unit.claim.citations}
        if number == len(self.units) - 1:
            everywhere = (each.citations for each in self.reply.answer.claims)
            cited |= self.sources.keys() - {label for labels in everywhere for label in labels}
        return [each for each in self.sources.values() if each.label in cited]

    def _grouped(self, units: Sequence[_Unit], *, plain: bool) -> Iterator[Json]:
        for quote, run in groupby(units, key=lambda unit: unit.claim.quote):
            if quote:
                for unit in run:
                    yield line(words(self._place(unit), italic=True))
                    yield quotation(unit.text)
            elif plain:
                yield from map(_line, run)
            else:
                yield bullets([_line(unit) for unit in run])

    def _place(self, unit: _Unit) -> str:
        """Return where the quoted words stand and how old they are, with their labels."""
        cited = [self.sources[label] for label in unit.claim.citations if label in self.sources]
        told = "; ".join(
            ", ".join(filter(None, (each.place, each.title, each.foreign, each.age)))
            for each in cited
        )
        if unit.more_of_it:
            told = tr("{place}, continued", place=told)
        return cut(f"{told} {unit.labels}", _PLACE * 2)

    def _deciding(self, first: bool) -> Iterator[Json]:
        card = self.beside.card
        if first and card and card.wants_decision:
            decision = Ref(decision=card.recommendation.decision_id)
            yield button(tr("Accept"), Act.ACCEPT, decision, style="primary")
            yield button(tr("Override"), Act.OVERRIDE, decision)

    def _more(self, number: int) -> Iterator[Json]:
        if number + 1 < len(self.units):
            left = {unit.number for part in self.units[number + 1 :] for unit in part}
            told = tr("More ({count})", count=len(left)) if left else tr("More")
            yield button(told, Act.MORE, Ref(question=self.reply.question_id, part=number + 1))

    def _sources(self, shown: Sequence[Source]) -> Iterator[Json]:
        for place, each in enumerate(shown):
            yield button(
                self._name(each.label),
                Act.SOURCE,
                Ref(question=self.reply.question_id, label=each.label),
                number=place,
                spoken=tr("Open {label}: {place}", label=each.label, place=each.place),
            )

    def _name(self, label: str) -> str:
        """Return what stands on a source's button: its label, and what opens in a word."""
        cited = next((e for e in self.reply.answer.evidence if e.label == label), None)
        if cited is None:
            return label
        if cited.kind is EvidenceKind.REASONING_LOG:
            return tr("{label} log", label=label)
        named = cited.kind is EvidenceKind.PASSAGE and len(cited.document) <= _NAME
        return f"{label} {cited.document}".strip() if named else label

    def _foot(self) -> Iterator[Json]:
        """Give what can be done with the answer: share it, ask on, judge it."""
        question = self.reply.question_id
        if self.beside.private:
            share = button(tr("Share with the channel"), Act.SHARE, Ref(question=question))
            yield from actions([share])
        yield from follow_ups(self.reply)
        if self.reply.answer.status is not Status.ASK_BACK:
            yield from feedback(question)


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
        told = sum(len(unit.text) + _FRAME for unit in part)
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


def _line(unit: _Unit) -> Json:
    begins = "… " if unit.more_of_it else ""
    return line(words(f"{begins}{unit.text} {unit.labels}" if unit.labels else begins + unit.text))


def _source_line(source: Source) -> str:
    title = f" “{source.title}”" if source.title else ""
    age = f", {source.age}" if source.age else ""
    return cut(f"[{source.label}] {source.place}{title}{age}", _PLACE)
