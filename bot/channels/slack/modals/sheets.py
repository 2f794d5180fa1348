"""The sheet behind a citation: a passage among its neighbours, an article, or a reasoning log.

Knows what stands on it. Does not know who may open it, nor what the link to the web is. An old
citation opens too, and says that it is old.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from bot.answering.wording import amount, limit, value_text
from bot.articles import Told
from bot.channels.slack.blocks.cards import MARKS, settings
from bot.channels.slack.blocks.elements import (
    PIECE,
    Json,
    actions,
    bullets,
    button,
    context,
    cut,
    divider,
    line,
    quotation,
    rich,
    words,
)
from bot.channels.slack.blocks.factors import caption, factor_lines
from bot.channels.slack.blocks.fitting import pieces as broken
from bot.channels.slack.modals.frame import modal
from bot.channels.slack.names import Act, Form, Ref
from bot.shown.answers import chart_of
from bot.shown.cards import Card
from bot.shown.enums import said
from bot.shown.passages import Piece
from bot.shown.times import ago, exact, until
from bot.speech import tr, trn
from knowledge.model import (
    Decision,
    Evidence,
    Outcome,
    Passage,
    Recommendation,
    Revision,
    Rule,
    Statement,
)

_LONG, _MOST_LISTED, _AROUND, _MOST_URL = 600, 40, 800, 3_000


@dataclass(frozen=True)
class Opened:
    """A passage as it is opened: ``pieces`` are it and its neighbours; ``link`` opens it on the
    web, "" where that has no address."""

    evidence: Evidence
    revision: Revision
    passage: Passage
    pieces: Sequence[Piece] = ()
    standing: str = ""
    link: str = ""


@dataclass(frozen=True)
class Log:
    """A reasoning log as it is opened."""

    card: Card
    label: str = ""
    decisions: Sequence[Decision] = field(default=())
    outcomes: Sequence[Outcome] = field(default=())
    link: str = ""


def passage_modal(opened: Opened, ref: Ref, *, now: datetime, zone: tzinfo) -> Json:
    """Return the passage with its document's facts; ``zone`` is the plant's."""
    revision = opened.revision
    kind = tr("Controlled document") if revision.controlled else tr("Uncontrolled document")
    blocks = [
        *context(f"[{opened.evidence.label}] {kind}"),
        rich(line(words(cut(f"{revision.number} {revision.title}", _LONG), bold=True))),
        *([rich(line(words(f"! {opened.standing}", bold=True)))] if opened.standing else []),
        *context(" · ".join(_facts(opened, now, zone))),
        divider(),
        *_document(opened),
        *_open_in_web(opened.link, ref),
    ]
    return modal(Form.SOURCE, tr("Source {label}", label=opened.evidence.label), blocks, ref)


def article_modal(
    told: Told, evidence: Evidence, ref: Ref, *, link: str, now: datetime, zone: tzinfo
) -> Json:
    """Return the article with its standing first; ``link`` opens it on the web, "" without one."""
    one, body = told.article, told.body
    version = tr("version {version}", version=one.version)
    warnings = [each for each in (_newer(told, evidence), _flag(told)) if each]
    blocks = [
        *context(f"[{evidence.label}] {one.number} · {version} · {told.badge}"),
        rich(line(words(cut(body.title, _LONG), bold=True))),
        *(rich(line(words(f"! {each}", bold=True))) for each in warnings),
        *context(" · ".join(_about(told, now, zone))),
        divider(),
        *(rich(quotation(_cited(each))) for each in body.answer),
        *_pointed(tr("Key point"), body.key_point),
        *_pointed(tr("Reason why"), body.reason_why),
        *_listed(
            tr("What it rests on"), [f"[{each.source.label}] {each.place}" for each in told.rests]
        ),
        *_open_in_web(link, ref),
    ]
    return modal(Form.SOURCE, tr("Source {label}", label=evidence.label), blocks, ref)


def reasoning_modal(log: Log, ref: Ref, *, now: datetime, zone: tzinfo) -> Json:
    """Return the whole reasoning log, the weightiest first."""
    card, one = log.card, log.card.recommendation
    label = f"[{log.label}] " if log.label else ""
    blocks = [
        *context(label + tr("Reasoning log {decision}", decision=one.decision_id)),
        rich(line(words(cut(one.action, _LONG), bold=True)), *settings(one)),
        *context(
            f"{card.asset_name} · {MARKS[card.state]} {card.state_text}",
            " · ".join(_log_facts(card, now, zone)),
        ),
        *_reasons(one),
        *_rest(one),
        *_what_people_did(log, now),
        *_open_in_web(log.link, ref),
    ]
    return modal(Form.REASONING, tr("Reasoning log"), blocks, ref)


def _facts(opened: Opened, now: datetime, zone: tzinfo) -> Iterator[str]:
    revision, passage = opened.revision, opened.passage
    if revision.revision:
        yield f"{tr('Revision')} {revision.revision}, {said(revision.status)}"
    if passage.heading_path:
        yield f"{tr('Section')} {' › '.join(passage.heading_path)}"
    if passage.page is not None:
        yield f"{tr('Page')} {passage.page}"
    if revision.effective_from:
        yield f"{tr('In force from')} {exact(revision.effective_from, zone)}"
    if revision.review_due:
        yield f"{tr('Review due')} {exact(revision.review_due, zone)}"
    if revision.owner:
        yield f"{tr('Owner')} {revision.owner}"
    yield f"{tr('Read in')} {ago(revision.ingested_at, now)}"


def _newer(told: Told, evidence: Evidence) -> str:
    if evidence.revision == str(told.article.version):
        return ""
    return tr(
        "The answer cited version {given}; version {version} holds now.",
        given=evidence.revision,
        version=told.article.version,
    )


def _flag(told: Told) -> str:
    return tr("To be looked at again: {flag}", flag=told.flagged) if told.flagged else ""


def _about(told: Told, now: datetime, zone: tzinfo) -> Iterator[str]:
    if told.scope:
        yield f"{tr('Equipment')} {', '.join(told.scope)}"
    if told.body.conditions:
        yield f"{tr('Under these conditions')} {told.body.conditions}"
    if told.owner:
        yield f"{tr('Owner')} {told.owner}"
    if told.found_by:
        yield f"{tr('Found by')} {told.found_by}"
    if told.body.review_by:
        yield f"{tr('Review due')} {exact(told.body.review_by, zone)}"
    yield f"{tr('Last changed')} {ago(told.article.last.at, now)}"


def _cited(statement: Statement) -> str:
    labels = " ".join(f"[{label}]" for label in statement.citations)
    return f"{statement.text} {labels}"


def _pointed(heading: str, statement: Statement | None) -> Iterator[Json]:
    if statement is not None:
        yield rich(line(words(heading, bold=True)), quotation(_cited(statement)))


def _document(opened: Opened) -> Iterator[Json]:
    """Give the passage whole, as a quotation, then the nearest words around it."""
    yield rich(line(words(tr("Cited here"), bold=True)))
    for text in broken(opened.passage.text, PIECE):
        yield rich(quotation(text))
    place = next((n for n, each in enumerate(opened.pieces) if each.cited), 0)
    before = [each.passage for each in opened.pieces[:place]]
    after = [each.passage for each in opened.pieces[place + 1 :]]
    if before:
        text = "\n".join(each.text for each in before)
        yield from _around(tr("Before it"), text if len(text) <= _AROUND else f"…{text[-_AROUND:]}")
    if after:
        text = "\n".join(each.text for each in after)
        yield from _around(tr("After it"), text if len(text) <= _AROUND else f"{text[:_AROUND]}…")


def _around(heading: str, text: str) -> Iterator[Json]:
    yield rich(line(words(heading, bold=True)), line(words(text)))


def _open_in_web(link: str, ref: Ref) -> Iterator[Json]:
    if 0 < len(link) <= _MOST_URL:
        yield from actions([button(tr("Open in the web"), Act.WEB, ref, url=link)])


def _log_facts(card: Card, now: datetime, zone: tzinfo) -> Iterator[str]:
    one = card.recommendation
    yield f"{tr('Issued')} {ago(one.issued_at, now)}, {exact(one.issued_at, zone)}"
    if card.wants_decision and one.expires_at:
        yield until(one.expires_at, now)
    yield card.confidence_text
    yield f"{tr('Model')} {one.model_name} {one.model_version}"
    if one.expected_effect:
        yield f"{tr('Expected effect')}: {one.expected_effect}"


def _reasons(one: Recommendation) -> Iterator[Json]:
    if not one.has_reason:
        told = tr("The recommender logged no reason: neither factors nor rules.")
        yield rich(line(words(f"! {told}", bold=True)))
    chart = chart_of(one, "")
    if chart:
        yield rich(line(words(tr("What weighed how much"), bold=True)), factor_lines(chart))
        yield from context(caption(chart))
    yield from _listed(tr("Rules that fired"), [_rule(rule, one) for rule in one.rules_fired])


def _rule(rule: Rule, one: Recommendation) -> str:
    revision = " " + tr("revision {revision}", revision=rule.revision) if rule.revision else ""
    told = f"{rule.id}{revision}: {rule.text}"
    for each in rule.conditions:
        seen = one.input(each.input)
        was = f" ({tr('was {value}', value=amount(seen.value, seen.unit))})" if seen else ""
        told += f"\n{each.input} {limit(each)}{was}"
    return told


def _rest(one: Recommendation) -> Iterator[Json]:
    seen = [
        f"{each.name}: {amount(each.value, each.unit)}"
        + (f" ({each.quality})" if each.quality else "")
        for each in one.inputs
    ]
    yield from _listed(tr("What it saw"), seen)
    others = [
        each.action
        + (f" ({tr('score {score}', score=value_text(each.score))})" if each.score else "")
        + (f": {each.why_not}" if each.why_not else "")
        for each in one.alternatives
    ]
    yield from _listed(tr("Considered and not chosen"), others)
    documents = [
        " ".join(
            filter(
                None,
                (
                    each.id,
                    tr("revision {revision}", revision=each.revision) if each.revision else "",
                    tr("section {section}", section=each.section) if each.section else "",
                ),
            )
        )
        for each in one.documents
    ]
    yield from _listed(tr("Documents it consulted"), documents)


def _what_people_did(log: Log, now: datetime) -> Iterator[Json]:
    told = []
    for each in log.decisions:
        why = f": “{each.rationale}”" if each.rationale else ""
        did = (
            " " + tr("Done instead: {action}", action=each.action_taken)
            if each.action_taken
            else ""
        )
        told.append(f"{said(each.decision)} {ago(each.at, now)}{why}{did}")
    for came in log.outcomes:
        measured = "".join(f"; {m.name} {amount(m.value, m.unit)}" for m in came.measured)
        note = f". {came.note}" if came.note else ""
        result = tr("Result: {result}", result=said(came.result))
        told.append(f"{result} {ago(came.at, now)}{measured}{note}")
    yield from _listed(tr("What people did, and what came of it"), told)


def _listed(heading: str, lines: Sequence[str]) -> Iterator[Json]:
    """Give the lines under their heading; how many have no room is said."""
    if not lines:
        return
    shown = [line(words(_short(each))) for each in _first(lines)]
    yield rich(line(words(heading, bold=True)), bullets(shown))


def _first(lines: Sequence[str]) -> Iterable[str]:
    yield from lines[:_MOST_LISTED]
    left = len(lines) - _MOST_LISTED
    if left > 0:
        yield trn("{count} more", "{count} more", left)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
