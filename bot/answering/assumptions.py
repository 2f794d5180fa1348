"""What a question assumes: "and if moisture were 3.2 %?" names an input of the log and a value.

Knows numbers, units and the names of logged inputs, in the plant's own words too. Does not know
what follows from it. A number that fits no input, or two inputs alike, is assumed of none: better
to answer less than what was not asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answering.gather import Material
from bot.answering.resolve import Subject
from bot.answering.words import content_stems
from knowledge.model import Measurement
from knowledge.tongue import folded

_NUMBER = re.compile(r"(?<![A-Za-z0-9_.,-])[-−]?\d+(?:[.,]\d+)?(?![\w.,]*\d)")
MOST = 5


@dataclass(frozen=True)
class _Said:
    """One number of the question, with the words before and after it up to the next one."""

    number: float | int
    before: str
    after: str


def assumptions(subject: Subject, material: Material) -> tuple[Measurement, ...]:
    """Return the logged inputs with the values that the question assumes; () when none is clear.

    Each carries the unit of the log and the time of asking.
    """
    if material.log is None:
        return ()
    inputs = [
        each
        for each in material.log.recommendation.inputs
        if isinstance(each.value, int | float) and not isinstance(each.value, bool)
    ]
    found: dict[str, Measurement] = {}
    for said in _numbers(subject.text):
        if _counts_equipment(said, material.asset_name):
            continue
        meant = _meant(said, inputs, subject.meant)
        if meant is None or meant.name in found:
            return ()
        found[meant.name] = replace(meant, value=said.number, quality="", at=material.now)
    return tuple(found.values()) if len(found) <= MOST else ()


def _numbers(text: str) -> Iterator[_Said]:
    met = list(_NUMBER.finditer(text))
    for place, each in enumerate(met):
        start = met[place - 1].end() if place else 0
        end = met[place + 1].start() if place + 1 < len(met) else len(text)
        plain = each.group().replace(",", ".").replace("−", "-")
        number = float(plain) if "." in plain else int(plain)
        yield _Said(number, text[start : each.start()], text[each.end() : end])


def _counts_equipment(said: _Said, asset_name: str) -> bool:
    """Whether the number names equipment of such a name: "drum 3" is no speed."""
    counted = {word for word, _ in re.findall(r"(\w+) (\d+)", folded(asset_name))}
    before = folded(said.before).split()
    return bool(before) and before[-1] in counted


def _meant(said: _Said, inputs: Sequence[Measurement], glossary: str) -> Measurement | None:
    """Return the one input that the words around the number name best."""
    of_unit = [each for each in inputs if each.unit and _follows(each.unit, said.after)]
    for among in (of_unit, inputs):
        for words in (said.before, glossary, said.after):
            best = _best(words, among)
            if best is not None:
                return best
    return None


def _follows(unit: str, after: str) -> bool:
    text, wanted = folded(after).lstrip(), folded(unit)
    return text.startswith(wanted) and not text[len(wanted) : len(wanted) + 1].isalnum()


def _best(words: str, inputs: Sequence[Measurement]) -> Measurement | None:
    told = content_stems(words) | content_stems(folded(words), "en")
    counted = sorted(
        ((len(told & _stems(each.name)), -len(_stems(each.name)), each.name) for each in inputs),
        reverse=True,
    )
    if not counted or counted[0][0] == 0:
        return None
    if len(counted) > 1 and counted[0][:2] == counted[1][:2]:
        return None
    return next(each for each in inputs if each.name == counted[0][2])


def _stems(name: str) -> frozenset[str]:
    return content_stems(name, "en")
