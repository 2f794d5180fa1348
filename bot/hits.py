"""A search hit as JSON: one object for ``tandem search --json`` and ``GET /api/search``.

Knows the contract's fields. Does not know how hits are found.
"""

from bot.answering.cited import confirmed
from knowledge.search import Hit


def hit_json(rank: int, hit: Hit) -> dict[str, object]:
    """Return what a hit shows, ranked from 1; the score orders hits of one search only."""
    passage, revision = hit.passage, hit.revision
    return {
        "rank": rank,
        "score": round(hit.score, 4),
        "passage_id": passage.id,
        "document": revision.number,
        "title": revision.title,
        "revision": revision.revision,
        "controlled": revision.controlled,
        "section": passage.section,
        "heading_path": list(passage.heading_path),
        "page": passage.page,
        "text": passage.text,
        "confirmed": confirmed(hit.backing),
    }
