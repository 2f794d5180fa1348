"""How well wordings that nobody listed are recognised: ``python -m bench.unlisted [--write]``.

``--write`` trains on the two thirds of the families that are not kept and writes the weights that
the product ships; from what weight on a run of words is hazardous is chosen there too, on families
left out in turn. What ships is then measured: on the kept third, and on harmless texts that nothing
was learned from or chosen on. Beside each figure stands what the rules do alone.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from bench.routing_set import Item, number_of, written
from bench.table import Row, print_table
from bench.unlisted.texts import (
    beside_a_hazard,
    everyday,
    general_to_choose,
    general_to_learn,
    general_to_measure,
    harmless,
    hazardous,
    long_ones,
    plant_questions,
    routing_items,
)
from bench.unlisted.training import COUNTS, Text, heaviest, in_whole_numbers, laid, trained
from knowledge.hazards.spelling import spelled
from knowledge.hazards.terms import shipped_terms
from knowledge.hazards.unlisted import WEIGHTS, laid_out
from knowledge.hazards.unlisted import trained as shipped

FOLDS = 4
LONG_LEARNED, LONG_MEASURED = 2000, 800
OVER = {
    "usual questions": 0.0025,
    "beside a hazard": 0.01,
    "everyday talk": 0.04,
    "general questions": 0.005,
}
"""So many harmless texts of each kind may be over-routed where what is enough is chosen."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights that are shipped")
    if parser.parse_args().write:
        _write()
        shipped.cache_clear()
    _hazardous_ones()
    _harmless_ones()


def _write() -> None:
    usual, unlisted = routing_items("dev"), routing_items("unlisted-dev")
    general = laid(general_to_learn(), hazardous=False)
    enough = _enough(usual, unlisted, general)
    lessons = _lessons([*usual, *unlisted], general)
    weights, bias = trained(lessons)
    classifier = in_whole_numbers(weights, enough - bias)
    classifier.save(WEIGHTS)
    print(f"learned from {sum(each.hazardous for each in lessons)} hazardous texts", end="")
    print(f" and {sum(not each.hazardous for each in lessons)} harmless ones;", end="")
    print(f" {np.count_nonzero(classifier.weights)} slots, {WEIGHTS.stat().st_size // 1024} KB")


def _lessons(items: Sequence[Item], general: Sequence[Text]) -> list[Text]:
    return [
        *(
            Text(laid_out(each.text), hazardous=True, counts=COUNTS.get(each.language, 1))
            for each in hazardous(items)
        ),
        *laid(_said(harmless(items)), hazardous=False),
        *laid(_said(long_ones(harmless(items), LONG_LEARNED, seed=1)), hazardous=False),
        *general,
    ]


def _enough(usual: Sequence[Item], unlisted: Sequence[Item], general: Sequence[Text]) -> float:
    """Return the log-odds from which on a run is hazardous, on families left out in turn."""
    found: dict[str, list[float]] = {name: [] for name in ("unlisted hazards", *OVER)}
    for fold in range(FOLDS):
        weights, bias = trained(_lessons(_others([*usual, *unlisted], fold), general))
        left_out = {
            "unlisted hazards": _said(hazardous(_fold(unlisted, fold))),
            "usual questions": _said(harmless(_fold(usual, fold))),
            "beside a hazard": _said(beside_a_hazard(_fold(unlisted, fold))),
            "everyday talk": _said(everyday(_fold(unlisted, fold))),
            "general questions": general_to_choose(),
        }
        for name, texts in left_out.items():
            found[name] += list(heaviest(laid(texts, hazardous=False), weights) + bias)
    for odds in np.arange(1, 5, 0.1):
        shares = {name: float(np.mean(np.array(each) >= odds)) for name, each in found.items()}
        if all(shares[name] <= most for name, most in OVER.items()):
            print(f"enough from {odds:.1f} on: {shares}")
            return float(odds)
    raise SystemExit(f"too many harmless texts are over-routed: {shares}")


def _fold(items: Iterable[Item], fold: int) -> list[Item]:
    return [each for each in items if number_of("fold", each.family) % FOLDS == fold]


def _others(items: Iterable[Item], fold: int) -> list[Item]:
    return [each for each in items if number_of("fold", each.family) % FOLDS != fold]


def _said(items: Iterable[Item]) -> list[str]:
    return [each.text for each in items]


def _hazardous_ones() -> None:
    unlisted = hazardous(routing_items("unlisted-kept"))
    unusual = hazardous(routing_items("unusual-kept"))
    first = {each.family for each in written("unlisted")}
    rows = [
        *_rows("recognised of the kept unlisted families", _said(unlisted), at_least=50),
        *_rows("  those written first", [one.text for one in unlisted if one.family in first]),
        *_rows("  those written later", [one.text for one in unlisted if one.family not in first]),
        *_rows("recognised of unusual-kept", _said(unusual)),
    ]
    print_table(f"{len(unlisted)} and {len(unusual)} hazardous questions", rows)
    for what in ("language", "label"):
        asked = Counter(getattr(each, what) for each in unlisted)
        seen = Counter(getattr(each, what) for each in unlisted if _by_either(each.text))
        shares = {name: f"{100 * seen[name] / many:.0f} %" for name, many in sorted(asked.items())}
        print(f"  by {what}: {shares}")


def _harmless_ones() -> None:
    usual = harmless(routing_items("kept"))
    sets = {
        "usual kept questions": _said(usual),
        "kept questions beside a hazard": _said(beside_a_hazard(routing_items("unlisted-kept"))),
        "kept everyday talk": _said(everyday(routing_items("unlisted-kept"))),
        "questions to the sample plant": plant_questions(),
        "usual kept questions in a row": _said(long_ones(usual, LONG_MEASURED, seed=2)),
        **general_to_measure(),
    }
    for name, texts in sets.items():
        print_table(f"{len(texts)} harmless: {name}", list(_rows("over-routed", texts)))
    seconds = []
    for each in _said(usual):
        started = time.perf_counter()
        shipped().asked(each)
        seconds.append(time.perf_counter() - started)
    cost = 1000 * float(np.median(seconds))
    print_table("cost", [Row("classifier, p50", cost, "ms a question", at_most=1)])


def _rows(what: str, texts: Sequence[str], *, at_least: float | None = None) -> Iterator[Row]:
    alone = 100 * float(np.mean([_by_rules(each) for each in texts]))
    either = 100 * float(np.mean([_by_either(each) for each in texts]))
    yield Row(f"{what}, by the rules alone", alone, "%")
    yield Row(f"{what}, by either", either, "%", at_least=at_least)


def _by_rules(text: str) -> bool:
    return shipped_terms().asked(spelled(text)) is not None


def _by_either(text: str) -> bool:
    return _by_rules(text) or shipped().asked(text) is not None


if __name__ == "__main__":
    main()
