"""A recommendation as a card: what to do, how sure, how long, and what became of it.

Knows what a card says in each state. Does not know who may decide (``bot.feedback``). Who decided
is never shown.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.answering.wording import amount
from bot.channels.slack.blocks.elements import (
    Json,
    actions,
    bullets,
    button,
    context,
    cut,
    line,
    rich,
    words,
)
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.names import Act, Ref
from bot.shown.cards import Card
from bot.shown.times import ago, until
from bot.speech import tr
from knowledge.model import DecisionKind, Recommendation

MARKS = {"open": "◆", "accepted": "✓", "overridden": "↷", "expired": "–", "replaced": "–"}
"""Beside the word for a state, as on the page; never instead of it."""
_ACTION, _LONG, _MOST_SET = 600, 300, 6


def card_post(card: Card, *, now: datetime) -> Post:
    """Return the card as a message for everybody; what was decided later updates it."""
    return Post.of(list(card_blocks(replace(card, by_reader=False), now=now)))


def card_blocks(card: Card, *, now: datetime) -> Iterator[Json]:
    """Give the blocks of a card for its reader."""
    one = card.recommendation
    yield from context(f"{card.asset_name} · {MARKS[card.state]} {card.state_text}")
    yield rich(line(words(cut(one.action, _ACTION), bold=True)), *settings(one))
    if card.decision and card.state != DecisionKind.EXPIRED:
        yield rich(line(words(_decided(card, now))))
    effect = f"{tr('Expected effect')}: {one.expected_effect}" if one.expected_effect else ""
    yield from context(_facts(card, now), effect)
    yield from actions(_acts(card))


def settings(one: Recommendation) -> Iterator[Json]:
    """Give what is to be set, from which value to which, as a list in rich text."""
    lines = []
    for each in one.outcomes[:_MOST_SET]:
        before = "" if each.previous is None else f"{amount(each.previous, each.unit)} → "
        lines.append(f"{each.name}: {before}{amount(each.value, each.unit)}")
    if lines:
        yield bullets([line(words(cut(each, _LONG))) for each in lines])


def _facts(card: Card, now: datetime) -> str:
    one = card.recommendation
    left = until(one.expires_at, now) if card.wants_decision and one.expires_at else ""
    issued = f"{cut(one.decision_id, _LONG)}, {ago(one.issued_at, now)}"
    return " · ".join(filter(None, (card.confidence_text, left, issued)))


def _decided(card: Card, now: datetime) -> str:
    decision = card.decision
    assert decision is not None
    told = f"{card.decision_text} {ago(decision.at, now)}"
    if decision.rationale:
        told += f": “{cut(decision.rationale, _ACTION)}”"
    if decision.action_taken:
        told += " " + tr("Done instead: {action}", action=cut(decision.action_taken, _ACTION))
    return told


def _acts(card: Card) -> Iterator[Json]:
    ref = Ref(decision=card.recommendation.decision_id)
    yield button(tr("Why?"), Act.WHY, ref)
    if card.wants_decision:
        yield button(tr("Accept"), Act.ACCEPT, ref, style="primary")
        yield button(tr("Override"), Act.OVERRIDE, ref)
    elif card.is_over:
        yield button(tr("Say what you did"), Act.OVERRIDE, ref)
    else:
        yield button(tr("Change the decision"), Act.OVERRIDE, ref)
