"""Every statement of an article is held against the sources that it cites.

Knows how a source reads as evidence for ``knowledge.grounding``. The same check for what our own
code puts together, what a model writes, and what an engineer edits.
"""

from collections.abc import Iterable

from knowledge.grounding import AssetNames, Verified, verify
from knowledge.model import Body, Claim, Evidence, EvidenceKind, Source, SourceKind, Statement

_KINDS = {
    SourceKind.PASSAGE: EvidenceKind.PASSAGE,
    SourceKind.ARTICLE: EvidenceKind.ARTICLE,
    SourceKind.CORRECTION: EvidenceKind.CORRECTION,
    SourceKind.REPLY: EvidenceKind.CORRECTION,
}


def evidence_of(sources: Iterable[Source]) -> list[Evidence]:
    """Return the sources as evidence under their labels."""
    return [
        Evidence(
            label=each.label,
            kind=_KINDS[each.kind],
            text=each.text,
            source_id=each.source_id,
            document=each.document,
            revision=each.revision,
            section=each.section,
        )
        for each in sources
    ]


def checked(
    statements: Iterable[Statement], sources: Iterable[Source], *, names: AssetNames | None = None
) -> Verified:
    """Check each statement against the sources it cites."""
    claims = [Claim(each.text, each.citations) for each in statements]
    return verify(claims, evidence_of(sources), names=names)


def faults(body: Body, *, names: AssetNames | None = None) -> tuple[str, ...]:
    """Return what is wrong with which statement of an article; nothing when all hold."""
    dropped = checked(body.statements, body.sources, names=names).dropped
    return tuple(f"{each.claim.text}: {each.reason}" for each in dropped)
