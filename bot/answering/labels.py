"""Labels in reading order: cited first is R1 or S1; what is not cited is left out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge.model import Claim, Evidence


class Labels:
    """New labels, given out in the order in which claims cite the old ones."""

    def __init__(self) -> None:
        self.new: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def on(self, claim: Claim) -> Claim:
        """Return the claim with its citations under their new labels."""
        for label in claim.citations:
            if label not in self.new:
                self._counts[label[0]] += 1
                self.new[label] = f"{label[0]}{self._counts[label[0]]}"
        return replace(claim, citations=tuple(self.new[one] for one in claim.citations))


def relabelled(
    claims: Sequence[Claim], evidence: Sequence[Evidence]
) -> tuple[tuple[Claim, ...], tuple[Evidence, ...]]:
    """Return the claims with labels numbered by first citation, and the cited evidence."""
    by_label = {each.label: each for each in evidence}
    labels = Labels()
    told = tuple(labels.on(each) for each in claims)
    return told, tuple(replace(by_label[old], label=label) for old, label in labels.new.items())
