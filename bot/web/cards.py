"""Recommendations as the strip watches them and the API tells them.

Knows their JSON and what of them a change is. What a card says: ``bot.shown.cards``.
"""

from collections.abc import Hashable
from datetime import datetime
from typing import Any

from bot.shown.cards import Card, recent_cards
from bot.web.changes import Seen
from knowledge.model import Person
from knowledge.store import Store

WATCHED = 100


def seen_now(store: Store, *, now: datetime) -> dict[Hashable, Seen]:
    """Return what every strip together shows, newest first, for watching what changes."""
    everybody = Person(id="", name="", sees_all=True)
    return {
        card.recommendation.decision_id: Seen(
            asset=card.recommendation.asset,
            state=card.state,
            result=card.outcome.result.value if card.outcome else "",
            text=f"{card.asset_name}: {card.recommendation.action}",
        )
        for card in recent_cards(store, everybody, limit=WATCHED, now=now)
    }


def card_json(card: Card) -> dict[str, Any]:
    """Return the card as the API tells it."""
    one = card.recommendation
    return {
        "decision_id": one.decision_id,
        "asset": one.asset,
        "asset_name": card.asset_name,
        "action": one.action,
        "outcomes": [
            {
                "name": each.name,
                "value": each.value,
                "unit": each.unit,
                "previous": each.previous,
            }
            for each in one.outcomes
        ],
        "issued_at": one.issued_at.isoformat(),
        "expires_at": one.expires_at.isoformat() if one.expires_at else None,
        "confidence": one.confidence,
        "model": {"name": one.model_name, "version": one.model_version},
        "state": card.state,
        "outcome": card.outcome.result.value if card.outcome else None,
    }
