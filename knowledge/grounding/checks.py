"""The check of one claim, step by step, and of all claims of an answer.

``fault`` shows the steps on one screen; each is a plain function in a file of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.grounding.bindings import unknown_number, wrong_number
from knowledge.grounding.cited import Cited, read
from knowledge.grounding.figures import numbers_in
from knowledge.grounding.marks import (
    quotations,
    without_labels,
    without_quotations,
    wrong_mark,
    wrong_quotation,
)
from knowledge.grounding.names import AssetNames, unknown_identifier, wrong_name
from knowledge.grounding.polarity import turned_round
from knowledge.grounding.statements import Statement, squeezed, statements
from knowledge.model import Claim, Derived, Evidence


@dataclass(frozen=True)
class Dropped:
    """A claim that does not hold, and what is wrong with it."""

    claim: Claim
    reason: str


@dataclass(frozen=True)
class Verified:
    """The claims that hold, in order, and those that do not."""

    kept: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]


def verify(
    claims: Iterable[Claim], evidence: Sequence[Evidence], *, names: AssetNames | None = None
) -> Verified:
    """Check every claim against the evidence it cites.

    ``names``: the spoken names of the plant's assets; a claim may name only those of its evidence.
    """
    by_label = {each.label: each for each in evidence}
    kept, dropped = [], []
    for claim in claims:
        reason = fault(claim, by_label, names=names)
        if reason:
            dropped.append(Dropped(claim, reason))
        else:
            kept.append(claim)
    return Verified(tuple(kept), tuple(dropped))


def fault(
    claim: Claim, by_label: Mapping[str, Evidence], *, names: AssetNames | None = None
) -> str:
    """Return what is wrong with the claim, or "" when it holds."""
    if not claim.citations:
        return "cites nothing"
    unknown = [label for label in claim.citations if label not in by_label]
    if unknown:
        return f"cites {', '.join(unknown)}, which was not retrieved"
    cited = Cited([read(by_label[label]) for label in claim.citations])
    quoted = [claim.text] if claim.quote else quotations(claim.text)
    reason = wrong_quotation(quoted, cited, whole=not claim.quote)
    if reason or claim.quote:
        return reason
    own_words = without_quotations(claim.text)
    return (
        wrong_mark(own_words, claim.citations, cited)
        or _wrong_derivation(claim.derived, cited)
        or _wrong_sentence(without_labels(own_words, claim.citations), claim, cited, names)
    )


def _wrong_derivation(derived: Sequence[Derived], cited: Cited) -> str:
    for each in derived:
        missing = [one for one in each.operands if squeezed(one) not in cited.text]
        if missing:
            return f"derives {each.text!r} from {missing[0]!r}, which is not in the evidence"
    return ""


def _wrong_sentence(own_words: str, claim: Claim, cited: Cited, names: AssetNames | None) -> str:
    """Check sentence by sentence; one that stands there as a whole needs no more.

    What our own code words from logged values is true by construction and may be in a language of
    which no word list is complete: of it, only numbers and identifiers are checked.
    """
    free = frozenset[tuple[Decimal, str]]().union(
        *(numbers_in(each.text) for each in claim.derived)
    )
    for sentence in statements(own_words):
        if cited.holds(sentence.squeezed):
            continue
        if claim.ours:
            reason = unknown_number(sentence, cited, free) or unknown_identifier(sentence, cited)
        else:
            reason = _untrue(sentence, free, cited, names)
        if reason:
            return reason
    return ""


def _untrue(
    sentence: Statement,
    free: frozenset[tuple[Decimal, str]],
    cited: Cited,
    names: AssetNames | None,
) -> str:
    about = _meant(sentence, cited)
    return (
        wrong_number(sentence, about, free)
        or wrong_name(sentence, cited, names)
        or turned_round(sentence, about)
    )


def _meant(sentence: Statement, cited: Cited) -> Cited:
    """Return the evidence the sentence speaks of, where it names one of several of a kind.

    A number of the recommendation of Monday must not pass for the one of Tuesday.
    """
    told_apart = [
        each
        for each in cited.evidence
        if not any(
            sentence.identifiers & other.identifiers - each.identifiers
            for other in cited.evidence
            if (other.log is None) == (each.log is None)
        )
    ]
    return Cited(told_apart) if 0 < len(told_apart) < len(cited.evidence) else cited
