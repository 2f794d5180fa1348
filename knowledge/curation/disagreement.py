"""Two statements of people about one matter that cannot both hold.

Knows figures of one unit without one in common, a meaning that one turns round, and questions for
the two ends of one thing. What words
cannot show is left to the reader: both statements stand side by side anyway.
"""

from functools import lru_cache

from knowledge.grounding.cited import Cited, read
from knowledge.grounding.figures import numbers_in
from knowledge.grounding.lexicon import OPPOSITES
from knowledge.grounding.polarity import turned_round
from knowledge.grounding.statements import WORD, statements
from knowledge.model import Evidence, EvidenceKind

_SIDES = (
    (
        "low lower lowest minimum min least little slow slower slowest cold",
        "high higher highest maximum max most much fast faster fastest hot",
    ),
    ("raise raised raising up", "reduce reduced reducing down"),
    ("start starting startup", "end ending shutdown"),
)
"""Words that ask for the other end of the same thing, beside ``OPPOSITES``; in English only."""

_ENDS = tuple(
    (frozenset(this.split()), frozenset(that.split())) for this, that in (*OPPOSITES, *_SIDES)
)


def contrary(one: str, other: str) -> bool:
    """Whether two questions ask for the two ends of one thing: the lowest and the highest speed."""
    first, second = (set(WORD.findall(text.casefold())) for text in (one, other))
    return any(
        (first & this and second & that and not (first & that or second & this))
        or (first & that and second & this and not (first & this or second & that))
        for this, that in _ENDS
    )


@lru_cache(maxsize=4096)  # the review page compares the same ones each time
def disagree(one: str, other: str) -> bool:
    """Whether the two statements, said of one matter, plainly cannot both hold."""
    return _other_figures(one, other) or _turns(one, other) or _turns(other, one)


def _other_figures(one: str, other: str) -> bool:
    first, second = numbers_in(one), numbers_in(other)
    units = {unit for _, unit in first if unit} & {unit for _, unit in second if unit}
    return any(
        not {pair for pair in first if pair[1] == unit}
        & {pair for pair in second if pair[1] == unit}
        for unit in units
    )


def _turns(one: str, other: str) -> bool:
    said = Cited([read(Evidence("F1", EvidenceKind.CORRECTION, other, "", ""))])
    return any(turned_round(each, said) for each in statements(one))
