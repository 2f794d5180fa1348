"""An answer as a face shows it: lead, groups of claims, chart, sources.

Knows how claims are grouped and contributions drawn. Does not know HTML or how the answer was
found. A fresh reply and one kept in the store look the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answering.cited import age_of, foreign_to_reader, place
from bot.answering.wording import past
from bot.feedback import Given
from bot.messages import Reply
from bot.shown.referred import Emergency, Referred, emergency_of
from bot.speech import mark, tr
from knowledge.hygiene import one_line, unlabelled
from knowledge.model import (
    Answer,
    Claim,
    ClaimKind,
    Directory,
    Evidence,
    EvidenceKind,
    Recommendation,
    Value,
)

HEADINGS = {
    ClaimKind.REASON: mark("The reason"),
    ClaimKind.FACTOR: mark("What weighed most"),
    ClaimKind.RULE: mark("Rules that fired"),
    ClaimKind.CONFLICT: mark("Log and procedure disagree"),
    ClaimKind.QUALITY: mark("About the data"),
    ClaimKind.ALTERNATIVE: mark("Considered and not chosen"),
    ClaimKind.PROCEDURE: mark("What the procedure says"),
    ClaimKind.COUNTERFACTUAL: mark("What would change it"),
    ClaimKind.HISTORY: mark("Earlier times"),
    ClaimKind.VALIDITY: mark("Is it still valid?"),
    ClaimKind.MISSING: mark("What is not known"),
    ClaimKind.ARTICLE: mark("What the knowledge base says"),
    ClaimKind.CONTRIBUTION: mark("What colleagues say"),
}
SHOWN_BARS = 6


@dataclass(frozen=True)
class ShownClaim:
    """One claim: its words, the labels it cites, and whether they are quoted."""

    text: str
    citations: tuple[str, ...]
    quote: bool


@dataclass(frozen=True)
class Group:
    """Claims of one kind under one heading."""

    kind: str
    heading: str
    claims: tuple[ShownClaim, ...]


@dataclass(frozen=True)
class Bar:
    """One contribution: ``share`` of the largest one, 0 to 100; the value as the log has it."""

    name: str
    value: Value | None
    unit: str
    score: float
    share: float


@dataclass(frozen=True)
class Chart:
    """How much each input weighed; ``more`` are the smaller ones."""

    output: str
    base_value: float | None
    bars: tuple[Bar, ...]
    more: tuple[Bar, ...]
    label: str


@dataclass(frozen=True)
class Source:
    """One piece of evidence by label, the line that names its place, and how old it is.

    ``language`` is its code, ``foreign`` says it in words when the reader reads another.
    """

    label: str
    place: str
    title: str
    age: str
    language: str = ""
    foreign: str = ""


@dataclass(frozen=True)
class Scope:
    """A part of the plant that a correction may hold for, by its path and name."""

    asset: str
    name: str


@dataclass(frozen=True)
class ShownAnswer:
    """Everything the bubble of one turn needs."""

    reply: Reply
    answer: Answer
    lead: ShownClaim
    groups: tuple[Group, ...]
    more: tuple[Group, ...]
    sources: tuple[Source, ...]
    chart: Chart | None
    given: Given
    scopes: tuple[Scope, ...]
    referred: Referred | None
    emergency: Emergency | None

    @property
    def id(self) -> str:
        """A name for the page's elements: the question's id without what HTML cannot take."""
        return "".join(each if each.isalnum() else "-" for each in self.reply.question_id)


def shown(
    reply: Reply, *, given: Given, directory: Directory, referred: Referred | None = None
) -> ShownAnswer:
    """Build the bubble of a reply; what the reader may not see is already left out of it."""
    answer = reply.answer
    lead, rest = _lead(answer)
    about_factors = any(each.kind is ClaimKind.FACTOR for each in answer.claims)
    return ShownAnswer(
        reply=reply,
        answer=answer,
        lead=lead,
        groups=_groups(each for each in rest if not each.detail),
        more=_groups(each for each in rest if each.detail),
        sources=sources_of(reply),
        chart=chart_of(answer.recommendation, log_label(answer)) if about_factors else None,
        given=given,
        scopes=scopes_of(answer.asset, directory),
        referred=referred,
        emergency=emergency_of(answer),
    )


def chart_of(recommendation: Recommendation | None, label: str) -> Chart | None:
    """Return the chart of the logged contributions, the weightiest first, or None without any."""
    explained = recommendation.explanation if recommendation else None
    if recommendation is None or explained is None or not explained.factors:
        return None
    factors = sorted(explained.factors, key=lambda each: -abs(each.score))
    largest = abs(factors[0].score) or 1.0
    bars = []
    for factor in factors:
        seen = recommendation.input(factor.name)
        bars.append(
            Bar(
                name=factor.name,
                value=seen.value if seen else None,
                unit=seen.unit if seen else "",
                score=factor.score,
                share=round(100 * abs(factor.score) / largest, 1),
            )
        )
    return Chart(
        explained.output,
        explained.base_value,
        tuple(bars[:SHOWN_BARS]),
        tuple(bars[SHOWN_BARS:]),
        label,
    )


def sources_of(reply: Reply) -> tuple[Source, ...]:
    """Return what the answer cites, in the order of its evidence."""
    return tuple(_source(each, reply) for each in reply.answer.evidence)


def subject_of(reply: Reply) -> str:
    """Return what the answer is about in one line, "" when that is no one recommendation."""
    one = reply.answer.recommendation
    if one is None:
        return ""
    issued = past(reply.at - one.issued_at)
    told = f"{reply.answer.asset_name} · {one.action.rstrip('.')} · {one.decision_id}, {issued}"
    return one_line(unlabelled(told))


def _lead(answer: Answer) -> tuple[ShownClaim, tuple[Claim, ...]]:
    """Return the first sentence with its citations, and the claims that are left.

    Without claims of its own the answer's text is the whole message; a quotation never leads.
    """
    if not answer.own_claims:
        return ShownClaim(answer.text, (), quote=False), answer.claims
    first = answer.claims[0]
    if first.quote:
        return ShownClaim("", (), quote=False), answer.claims
    return _claim(first), answer.claims[1:]


def _groups(claims: Iterable[Claim]) -> tuple[Group, ...]:
    """Group claims by kind, in the order in which the answer brings the kinds."""
    kinds: dict[ClaimKind, list[ShownClaim]] = {}
    for claim in claims:
        kinds.setdefault(claim.kind, []).append(_claim(claim))
    return tuple(
        Group(kind.value, tr(HEADINGS[kind]), tuple(members)) for kind, members in kinds.items()
    )


def _claim(claim: Claim) -> ShownClaim:
    return ShownClaim(claim.text, claim.citations, claim.quote)


def _source(evidence: Evidence, reply: Reply) -> Source:
    title = evidence.title if evidence.kind is not EvidenceKind.REASONING_LOG else ""
    if evidence.kind is EvidenceKind.CORRECTION:
        title = tr("for {asset}", asset=title)
    return Source(
        evidence.label,
        place(evidence),
        title,
        age_of(evidence, reply.at),
        evidence.language,
        foreign_to_reader(evidence),
    )


def log_label(answer: Answer) -> str:
    """Return the label of the log that the chart is drawn from, or ""."""
    return next(
        (
            each.label
            for each in answer.evidence
            if each.kind is EvidenceKind.REASONING_LOG and each.source_id == answer.decision_id
        ),
        "",
    )


def scopes_of(asset: str | None, directory: Directory) -> tuple[Scope, ...]:
    """Return the asset and what stands around it, the nearest first, without the enterprise."""
    parts = asset.split("/") if asset else []
    around = ("/".join(parts[:length]) for length in range(len(parts), 1, -1))
    return tuple(Scope(path, directory.full_name_of(path)) for path in around)
