"""What an article rests on, as evidence that its statements are held against.

Knows the shape. Judges nothing (``knowledge.grounding``).
"""

from collections.abc import Iterable

from knowledge.model import Evidence, EvidenceKind, Source, SourceKind

_KINDS = {
    SourceKind.PASSAGE: EvidenceKind.PASSAGE,
    SourceKind.CORRECTION: EvidenceKind.CORRECTION,
    SourceKind.REPLY: EvidenceKind.CORRECTION,
    SourceKind.ARTICLE: EvidenceKind.ARTICLE,
}


def evidence_of(found: Iterable[Source]) -> list[Evidence]:
    """Return the sources as evidence that statements are held against."""
    return [
        Evidence(
            each.label,
            _KINDS[each.kind],
            each.text,
            each.source_id,
            each.document,
            revision=each.revision,
            section=each.section,
        )
        for each in found
    ]
