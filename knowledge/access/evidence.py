"""What a reader may not, or no longer, see of the evidence of an answer."""

from collections.abc import Iterable

from knowledge.access.recommendations import recommendation
from knowledge.model import NOBODY, Evidence, EvidenceKind, Viewer
from knowledge.store import Store


def hidden(store: Store, viewer: Viewer, evidence: Iterable[Evidence]) -> frozenset[str]:
    """Return the labels of the evidence that the viewer may not, or no longer, see.

    What people said is not asked here: it changes (``knowledge.curation.seeing``).
    """
    told = [each for each in evidence if each.kind is not EvidenceKind.CORRECTION]
    documents = [each.source_id for each in told if each.kind is not EvidenceKind.REASONING_LOG]
    audiences = store.documents.audiences(documents) if documents else {}

    def seen(each: Evidence) -> bool:
        if each.kind is EvidenceKind.REASONING_LOG:
            return recommendation(store, viewer, each.source_id) is not None
        return viewer.may_see(audiences.get(each.source_id, NOBODY))

    return frozenset(each.label for each in told if not seen(each))
