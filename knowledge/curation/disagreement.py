"""Two statements of people about one matter that cannot both hold.

Knows figures of one unit without one in common, and a meaning that one turns round. What words
cannot show is left to the reader: both statements stand side by side anyway.
"""

from knowledge.grounding.cited import Cited, read
from knowledge.grounding.figures import numbers_in
from knowledge.grounding.polarity import turned_round
from knowledge.grounding.statements import statements
from knowledge.model import Evidence, EvidenceKind


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
