"""Two statements of people about one matter that cannot both hold.

Knows figures of one unit without one in common, a meaning that one turns round, and questions for
the two ends of one thing. What words cannot show is left to the reader: both statements stand side
by side anyway, and a reviewer may settle any two.
"""

from collections.abc import Iterable
from functools import lru_cache

from knowledge.grounding.cited import Cited, read
from knowledge.grounding.figures import numbers_in
from knowledge.grounding.lexicon import OPPOSITES
from knowledge.grounding.polarity import turned_round
from knowledge.grounding.statements import WORD, Statement, statements
from knowledge.model import Evidence, EvidenceKind
from knowledge.tongue import folded

_SIDES = (
    (
        "low lower lowest minimum min least little slow slower slowest cold",
        "high higher highest maximum max most much fast faster fastest hot",
    ),
    ("raise raised raising up", "reduce reduced reducing down"),
    ("start starting startup", "end ending shutdown"),
    # de, es, pl, pt, tr, vi, zh: lowest and highest; more and less
    (
        "niedrigste niedrigsten niedriger minimale kleinste langsamste mindest "
        "mínimo mínima menor bajo baja najniższa najniższe najniższy najmniejsza minimalna "
        "minimalne minimalny baixo baixa düşük asgari thấp 最低 最小 最慢",
        "höchste höchsten höher maximale größte schnellste höchst "
        "máximo máxima mayor alto alta najwyższa najwyższe najwyższy największa maksymalna "
        "maksymalne maksymalny maior yüksek azami cao 最高 最大 最快",
    ),
    (
        "erhöhen erhöhe erhöht subir suba aumentar aumente aumenta zwiększyć zwiększ podnieść "
        "podnieś artırın artır artırmalı tăng 提高 增加 升高",
        "senken senke gesenkt reduzieren bajar baje reducir reduzca reduzir reduza diminuir "
        "zmniejszyć zmniejsz obniżyć obniż azaltın azalt azaltmalı giảm 降低 减少 减小",
    ),
)
"""Words that ask for the other end of the same thing, beside ``OPPOSITES``."""

_BEGIN = 5
"""Letters in which the forms of a word agree."""

_ENDS = tuple(
    (frozenset(this.split()), frozenset(that.split()))
    for this, that in (*OPPOSITES, *((folded(this), folded(that)) for this, that in _SIDES))
)


def contrary(one: str, other: str) -> bool:
    """Whether two questions ask for the two ends of one thing: the lowest and the highest speed."""
    first, second = _words(one), _words(other)
    return any(
        (first & this and second & that and not (first & that or second & this))
        or (first & that and second & this and not (first & this or second & that))
        for this, that in _ENDS
    )


def _words(text: str) -> frozenset[str]:
    """Return the words of a text without accents, and every two Chinese characters in a row."""
    words = WORD.findall(folded(text))
    pairs = (word[at : at + 2] for word in words if not word.isascii() for at in range(len(word)))
    return frozenset((*words, *pairs))


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
    theirs = _beginnings((*WORD.findall(other), *(s for e in statements(other) for s in e.stems)))
    return any(turned_round(each, said) and _speaks_of(each, theirs) for each in statements(one))


def _speaks_of(said: Statement, theirs: frozenset[str]) -> bool:
    """Whether more than half of what it speaks of is spoken of there too.

    A claim that denies what its evidence never says is not held by it; of two statements of people
    it only means that they speak of different things.
    """
    own = _beginnings(said.stems)
    return 2 * len(own & theirs) > len(own)


def _beginnings(words: Iterable[str]) -> frozenset[str]:
    """Return how the words begin, in which their forms agree; of Chinese, every two characters."""
    found: set[str] = set()
    for word in map(folded, words):
        chinese = not word.isascii()
        found |= {word[at : at + 2] for at in range(len(word) - 1)} if chinese else {word[:_BEGIN]}
    return frozenset(found)
