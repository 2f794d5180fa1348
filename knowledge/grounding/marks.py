"""Labels and quotation marks that a claim writes into its own text.

Citations and quotations are rendered by our code from what was checked. A claim that writes "[S9]"
or puts our marks around text of its own would look cited or quoted without being so.
"""

import re
import unicodedata
from collections.abc import Iterable

from knowledge.grounding.cited import Cited
from knowledge.grounding.statements import Statement, squeezed

_LABEL = re.compile(r"(?<![A-Za-z0-9_./-])[RSKF]\s?\d{1,3}(?![A-Za-z0-9_/-]|\.\d)")
_BRACKETED = re.compile(r"[\[({<]\s*([A-Za-z])\s?(-?\d{1,4})\s*(?:[,;][^\])}>]*)?[\])}>]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_QUOTATIONS = re.compile(
    r"“([^”]*)”|„([^“”]*)[“”]|«([^»]*)»|「([^」]*)」|『([^』]*)』|(?<!\w)\"([^\"]*)\"(?!\w)"
)
_CLAUSE_END = re.compile(r"[.;:!?]\s")
_QUOTE_MARK = re.compile("[“”„«»「」『』]")


def quotations(text: str) -> list[str]:
    """Return what stands in quotation marks, of any of the interface's languages."""
    return ["".join(groups) for groups in _QUOTATIONS.findall(text)]


def without_quotations(text: str) -> str:
    """Return the claim's own words."""
    return _QUOTATIONS.sub(" ", text)


def wrong_quotation(quoted: Iterable[str], cited: Cited, *, whole: bool) -> str:
    """Return the quotation that does not stand in the cited evidence, in words, or "".

    ``whole``: nor may it leave out the negation of the sentence it is cut from.
    """
    for each in quoted:
        text = squeezed(each)
        if text not in cited.text:
            return f"quotes {each!r}, which does not stand in the evidence"
        if whole and text and _cut_short(text, each, cited):
            return f"quotes {each!r} without the negation that stands before it"
    return ""


def _cut_short(text: str, quotation: str, cited: Cited) -> bool:
    """Whether every place it is cut from has a negation before it, in the same clause."""
    before = [
        each.squeezed.partition(text)[0] for each in cited.statements if text in each.squeezed
    ]
    return (
        bool(before)
        and all(Statement(_CLAUSE_END.split(each)[-1]).denied for each in before)
        and not Statement(quotation).denied
    )


def without_labels(text: str, labels: Iterable[str]) -> str:
    """Return the text without the labels that the claim rightly cites."""
    for label in labels:
        text = re.sub(rf"\s?[\[(]?(?<![\w-]){re.escape(label)}(?![\w-])[\])]?", "", text)
    return text


def wrong_mark(own_words: str, labels: Iterable[str], cited: Cited) -> str:
    """Return a label written in the text that the claim does not cite, or a lone quotation mark.

    ``own_words``: the claim without its quotations.
    """
    stray = _QUOTE_MARK.search(own_words)
    if stray:
        return f"opens or closes a quotation with a lone {stray[0]}"
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", own_words))
    known = {label.upper() for label in labels}
    written = [match[0].replace(" ", "") for match in _LABEL.finditer(text)]
    written += [f"{letter}{number}" for letter, number in _BRACKETED.findall(text)]
    for label in written:
        if label.upper() not in known and label.casefold() not in cited.identifiers:
            return f"writes {label} in its text, which it does not cite"
    return ""
