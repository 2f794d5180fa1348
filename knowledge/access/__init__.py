"""Access: the only way from a reader to documents, recommendations, turns and what follows them.

Knows who may see what, asked anew each time: nothing about rights is kept between two calls, so a
right that is revoked is gone with the next one. Reads the store raw so that others need not; a
test lists who else may. Does not know how things are found (``knowledge.search``) or shown.

This page is the index; each file is about one thing.
"""

from knowledge.access.articles import (
    article,
    articles,
    curated,
    drafting,
    draftings,
    draftings_of,
    may_curate,
    might_see_article,
    proposals,
)
from knowledge.access.asking import (
    asked_of,
    gap_in,
    may_be_asked,
    may_say,
    own_inquiries,
    own_replies,
    wants_quiet,
)
from knowledge.access.assets import (
    cares_for_equipment,
    cares_for_gaps,
    filed_under,
    may_see_asset,
    own_place,
    still_sees_asset,
    visible_assets,
)
from knowledge.access.conversations import (
    answered_or_before,
    conversation,
    own_assessments,
    own_turn,
    turn,
)
from knowledge.access.corrections import (
    corrected,
    correction,
    corrections,
    looks_after_correction,
    may_review,
    own_correction,
    own_corrections,
)
from knowledge.access.documents import binding, in_force, may_see_revision, passage, section, whole
from knowledge.access.evidence import hidden
from knowledge.access.gaps import gaps, places_of_gaps
from knowledge.access.recommendations import (
    Sequel,
    decided_since,
    earlier,
    recommendation,
    recommendations,
    replacement,
    sequel,
)
from knowledge.access.requests import (
    may_see_request,
    own_request,
    request,
    requests,
    sent_to,
    still_sees_request,
)
from knowledge.access.topics import (
    places_of_topics,
    topic,
    topic_questions,
    topic_steps,
    topic_wordings,
    topics,
    worthwhile,
)

__all__ = [
    "Sequel",
    "answered_or_before",
    "article",
    "articles",
    "asked_of",
    "binding",
    "cares_for_equipment",
    "cares_for_gaps",
    "conversation",
    "corrected",
    "correction",
    "corrections",
    "curated",
    "decided_since",
    "drafting",
    "draftings",
    "draftings_of",
    "earlier",
    "filed_under",
    "gap_in",
    "gaps",
    "hidden",
    "in_force",
    "looks_after_correction",
    "may_be_asked",
    "may_curate",
    "may_review",
    "may_say",
    "may_see_asset",
    "may_see_request",
    "may_see_revision",
    "might_see_article",
    "own_assessments",
    "own_correction",
    "own_corrections",
    "own_inquiries",
    "own_place",
    "own_replies",
    "own_request",
    "own_turn",
    "passage",
    "places_of_gaps",
    "places_of_topics",
    "proposals",
    "recommendation",
    "recommendations",
    "replacement",
    "request",
    "requests",
    "section",
    "sent_to",
    "sequel",
    "still_sees_asset",
    "still_sees_request",
    "topic",
    "topic_questions",
    "topic_steps",
    "topic_wordings",
    "topics",
    "turn",
    "visible_assets",
    "wants_quiet",
    "whole",
    "worthwhile",
]
