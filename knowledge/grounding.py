"""Claims and their check against evidence; pure, used by answers and by articles.

Knows labels, quotations, numbers with units, and identifiers. A claim that cites nothing, cites
what was not retrieved, quotes what does not stand there, or holds a number that neither stands
in its evidence nor is typed as derived, is dropped. Does not know who wrote the claim.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from knowledge.model import Claim, Derived, Evidence

UNITS = frozenset(
    """% ‰ °c °f k rpm 1/min min⁻¹ hz khz kg g mg µg t lb kg/h t/h kg/min g/min g/s kg/s t/shift l
    ml m³ m³/h l/h l/min ml/min ml/s bar mbar pa kpa mpa hpa psi n kn nm j kj mj kwh mwh w kw mw
    v kv a ma ω s sec ms min h d day days week weeks hour hours minute minutes second seconds mm
    cm m km µm mm/s m/s m/min mm² m² µs/cm ms/cm ppm ppb mg/l g/l g/kg mg/kg ph °dh ntu cfu
    cfu/g lx db db(a) min·nm eur € $ usd bags/min packs/min pcs pcs/min strokes/min cycles times
    points pt pp
    """.split()
)
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?<!\w[-–])([+\-−±]?)(\d+(?:[.,]\d+)*)\s?([^\s\d.,;:!?()\[\]\"'“”]*)"
)
_IDENTIFIER = re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z][\w]*(?:-[\w]+)+\b")
_QUOTATION = re.compile(r"“([^”]+)”")
_RANGE = re.compile(r"(?<=\d)\s?[-–]\s?(?=\d)")
_SPACE = re.compile(r"\s+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_READ_LATELY = 512
"""Evidence read once for all claims that cite it, and for the next questions: about 5 MB."""


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


def verify(claims: Iterable[Claim], evidence: Sequence[Evidence]) -> Verified:
    """Check every claim against the evidence it cites."""
    by_label = {each.label: each for each in evidence}
    kept, dropped = [], []
    for claim in claims:
        reason = fault(claim, by_label)
        if reason:
            dropped.append(Dropped(claim, reason))
        else:
            kept.append(claim)
    return Verified(tuple(kept), tuple(dropped))


def fault(claim: Claim, by_label: Mapping[str, Evidence]) -> str:
    """Return what is wrong with the claim, or "" when it holds."""
    if not claim.citations:
        return "cites nothing"
    unknown = [label for label in claim.citations if label not in by_label]
    if unknown:
        return f"cites {', '.join(unknown)}, which was not retrieved"
    known = [known_text(by_label[label]) for label in claim.citations]
    cited = " \n ".join(known)
    quoted = [claim.text] if claim.quote else _QUOTATION.findall(claim.text)
    for quotation in quoted:
        if _squeezed(quotation) not in _squeezed(cited):
            return f"quotes {quotation!r}, which does not stand in the evidence"
    own_words = claim.text
    for quotation in quoted:
        own_words = own_words.replace(quotation, " ")
    return _wrong_number(own_words, claim.derived, known) or _wrong_identifier(own_words, cited)


def known_text(evidence: Evidence) -> str:
    """Return everything the evidence states: its text and the facts of its document."""
    headings = " > ".join(evidence.heading_path)
    return (
        f"{evidence.document} {evidence.title} revision {evidence.revision} "
        f"section {evidence.section} {headings}\n{evidence.text}"
    )


@lru_cache(maxsize=_READ_LATELY)
def numbers_in(text: str) -> frozenset[tuple[Decimal, str]]:
    """Return the numbers of a text, each with its unit in lower case, or "" without a unit.

    A sign is part of the number; figures inside identifiers (SOP-114) are not numbers.
    """
    found = set()
    plain = _RANGE.sub(" ", _IDENTIFIER.sub(" ", text))
    for sign, digits, following in _NUMBER.findall(plain):
        value = _decimal(digits)
        if value is None:
            continue
        unit = following.casefold().rstrip("/")
        found.add((-value if sign in ("-", "−") else value, unit if unit in UNITS else ""))
    return frozenset(found)


def _wrong_number(own_words: str, derived: Sequence[Derived], known: Sequence[str]) -> str:
    allowed = frozenset[tuple[Decimal, str]]().union(*map(numbers_in, known))
    for each in derived:
        cited = _squeezed(" \n ".join(known))
        missing = [one for one in each.operands if _squeezed(one) not in cited]
        if missing:
            return f"derives {each.text!r} from {missing[0]!r}, which is not in the evidence"
        allowed |= numbers_in(each.text)
    said = numbers_in(own_words)
    bare = {value for value, _ in allowed} if said else set()
    for value, unit in said:
        if (value, unit) in allowed or (not unit and value in bare):
            continue
        return f"says {value} {unit}".rstrip() + ", which does not stand in the evidence"
    return ""


def _wrong_identifier(own_words: str, cited: str) -> str:
    known = cited.casefold()
    for identifier in _IDENTIFIER.findall(own_words):
        if identifier.casefold() not in known:
            return f"names {identifier}, which does not stand in the evidence"
    return ""


@lru_cache(maxsize=_READ_LATELY)
def _squeezed(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def _decimal(digits: str) -> Decimal | None:
    """Read 3.4, 3,4 and 1,250 (a comma before three figures groups thousands)."""
    if "," in digits and _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    digits = digits.replace(",", ".")
    return Decimal(digits) if digits.count(".") <= 1 else None
