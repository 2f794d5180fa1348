"""Labels in reading order: cited first is R1 or S1; what is not cited is left out."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.model import Claim, Evidence


def relabelled(
    claims: Sequence[Claim], evidence: Sequence[Evidence]
) -> tuple[tuple[Claim, ...], tuple[Evidence, ...]]:
    """Return the claims with labels numbered by first citation, and the cited evidence."""
    by_label = {each.label: each for each in evidence}
    new: dict[str, str] = {}
    counts: dict[str, int] = {}
    for claim in claims:
        for label in claim.citations:
            if label not in new:
                kind = label[0]
                counts[kind] = counts.get(kind, 0) + 1
                new[label] = f"{kind}{counts[kind]}"
    return (
        tuple(
            replace(each, citations=tuple(new[one] for one in each.citations)) for each in claims
        ),
        tuple(replace(by_label[old], label=label) for old, label in new.items()),
    )
