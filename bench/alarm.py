"""How well emergencies in a few words are heard: ``python -m bench.alarm [--write]``.

``--write`` trains the weights that ship on the two thirds of the families that are not kept: of
character n-grams, of the embedder's dimensions, and of the two against each other; from what sum on
it counts is chosen there too, on families left out in turn. Then the kept third is measured, with
harmless texts that nothing was learned from; beside each figure stands what is routed without it.
"""

import argparse
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bench.routing_set import Item, number_of
from bench.table import Row, print_table
from bench.unlisted.texts import (
    general_to_choose,
    general_to_learn,
    general_to_measure,
    harmless,
    plant_questions,
    routing_items,
)
from bench.unlisted.training import COUNTS, Text, heaviest, laid, rounded, trained
from knowledge.bridging import in_english
from knowledge.hazards import Hazards
from knowledge.hazards.alarm import WEIGHTS, Alarm, Danger, trained_alarm
from knowledge.hazards.unlisted import laid_out
from knowledge.index.export import ensure
from knowledge.index.onnx import OnnxEmbedder, default_directory
from knowledge.model import Glossary, Hazard
from knowledge.tongue import language_of

FOLDS = 4
MEANT = 3
"""An emergency's meaning counts as so many texts."""
LOOSENESS = 10.0
LIKELY = {"harmless cries": 0.12, "usual questions": 0.03, "general questions": 0.01}
CERTAIN = {"harmless cries": 0.02, "usual questions": 0.005, "general questions": 0.002}
"""So many harmless texts of each kind may count where what counts is chosen."""

Floats = NDArray[np.float64]


class Meanings:
    """Vectors of texts in English words, each made once."""

    def __init__(self) -> None:
        self._embedder = OnnxEmbedder(ensure(default_directory()))
        self.model = self._embedder.name
        self._known: dict[str, NDArray[np.float32]] = {}

    def of(self, items: Sequence[Item]) -> NDArray[np.float32]:
        """Return a row for each text."""
        texts = [_in_english(each) for each in items]
        new = [each for each in dict.fromkeys(texts) if each not in self._known]
        self._known.update(zip(new, self._embedder.embed(new), strict=True))
        return np.stack([self._known[each] for each in texts])


def _in_english(item: Item) -> str:
    read = in_english(item.text, item.language, Glossary())
    return read.text if read else item.text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights that are shipped")
    options = parser.parse_args()
    meanings = Meanings()
    if options.write:
        _write(meanings)
        trained_alarm.cache_clear()
    _measure(meanings)


def _write(meanings: Meanings) -> None:
    parts = {
        "usual questions": routing_items("dev"),
        "unlisted wordings": routing_items("unlisted-dev"),
        "cries": routing_items("cries-dev"),
        "general": _general(general_to_learn()),
    }
    learned = [each for items in parts.values() for each in items]
    kind = np.repeat(list(parts), [len(items) for items in parts.values()])
    told = np.array([_is_emergency(each) for each in learned])
    choosing = _general(general_to_choose())
    odds, general = _left_out(learned, choosing, meanings)
    both = LogisticRegression().fit(odds, told)
    (of_reading, of_meaning), bias = both.coef_[0], float(both.intercept_[0])
    said = odds @ both.coef_[0] + bias
    calm = {
        "harmless cries": said[(kind == "cries") & ~told],
        "usual questions": said[(kind == "usual questions") & ~told],
        "general questions": general @ both.coef_[0] + bias,
    }
    likely, certain = _enough(calm, LIKELY), _enough(calm, CERTAIN)
    heard = said[(kind == "cries") & told]
    print(f"reading counts {of_reading:.2f}, meaning {of_meaning:.2f}; ", end="")
    print(f"likely from {likely:.1f}: {np.mean(heard >= likely):.2f} of those left out, ", end="")
    print(f"certain from {certain:.1f}: {np.mean(heard >= certain):.2f}")
    reading, meaning = _Reading(learned), _Meaning(learned, meanings)
    runs = rounded(of_reading * reading.weights)
    own = of_reading * reading.bias + of_meaning * meaning.bias + bias
    weights = (of_meaning * meaning.weights).astype(np.float32)
    Alarm(meanings.model, runs, weights, own, likely, certain).save(WEIGHTS)
    print(f"learned from {told.sum()} emergencies and {(~told).sum()} other texts; ", end="")
    print(f"{WEIGHTS.stat().st_size // 1024} KB")


def _left_out(
    learned: Sequence[Item], choosing: Sequence[Item], meanings: Meanings
) -> tuple[Floats, Floats]:
    """Return the two log-odds of each text by what is learned from the other families.

    Those of ``choosing``, which nothing is learned from, by each of these in turn.
    """
    odds, chosen = np.zeros((len(learned), 2)), []
    folds = np.array([number_of("fold", each.family or each.text) % FOLDS for each in learned])
    for fold in range(FOLDS):
        others = [each for each, of in zip(learned, folds, strict=True) if of != fold]
        own = [each for each, of in zip(learned, folds, strict=True) if of == fold]
        both = _Reading(others), _Meaning(others, meanings)
        odds[folds == fold] = np.stack([told(own) for told in both], axis=1)
        chosen.append(np.stack([told(choosing) for told in both], axis=1))
    return odds, np.concatenate(chosen)


class _Reading:
    """Log-odds by the heaviest run of words."""

    def __init__(self, items: Sequence[Item]) -> None:
        texts = [
            Text(laid_out(each.text), True, COUNTS.get(each.language, 1))
            if _is_emergency(each)
            else Text(laid_out(each.text), False)
            for each in items
        ]
        self.weights, self.bias = trained(texts)

    def __call__(self, items: Sequence[Item]) -> Floats:
        texts = laid([each.text for each in items], hazardous=False)
        return heaviest(texts, self.weights) + self.bias


class _Meaning:
    """Log-odds by the vector."""

    def __init__(self, items: Sequence[Item], meanings: Meanings) -> None:
        told = np.array([_is_emergency(each) for each in items])
        model = LogisticRegression(C=LOOSENESS, max_iter=3000)
        model.fit(meanings.of(items), told, sample_weight=np.where(told, MEANT, 1))
        self._meanings = meanings
        self.weights, self.bias = model.coef_[0], float(model.intercept_[0])

    def __call__(self, items: Sequence[Item]) -> Floats:
        found: Floats = self._meanings.of(items) @ self.weights + self.bias
        return found


def _is_emergency(item: Item) -> bool:
    return item.label == Hazard.EMERGENCY.value


def _general(texts: Sequence[str]) -> list[Item]:
    return [Item(each, language_of(each, "en"), "", "plain", "") for each in texts]


def _enough(calm: dict[str, Floats], most: dict[str, float]) -> float:
    """Return the least log-odds that no more of the harmless texts reach than may."""
    return max(float(np.quantile(calm[name], 1 - share)) for name, share in most.items())


def _measure(meanings: Meanings) -> None:
    cries = routing_items("cries-kept")
    told = [each for each in cries if _is_emergency(each)]
    sets = {
        "harmless, in the words of emergencies": harmless(cries),
        "harmless, usual kept questions": harmless(routing_items("kept")),
        "harmless, beside a hazard": harmless(routing_items("unlisted-kept")),
        "questions to the sample plant": _general(plant_questions()),
        **{name: _general(texts) for name, texts in general_to_measure().items()},
    }
    rows = [*_rows("told as an emergency", told, meanings, at_least=75)]
    for language in sorted({each.language for each in told}):
        own = [each for each in told if each.language == language]
        rows += [*_rows(f"  {language}", own, meanings)][-1:]
    print_table(f"{len(told)} emergencies of kept families", rows)
    for name, items in sets.items():
        print_table(f"{len(items)}: {name}", list(_rows("taken for one", items, meanings)))


def _rows(
    what: str, items: Sequence[Item], meanings: Meanings, *, at_least: float | None = None
) -> list[Row]:
    alarm = trained_alarm()
    vectors = meanings.of(items)
    heard = [alarm.heard(each.text, row) for each, row in zip(items, vectors, strict=True)]
    listed = [_HAZARDS.asked(each.text) for each in items]
    certain = [
        one is Danger.CERTAIN or bool(other and other.hazard is Hazard.EMERGENCY)
        for one, other in zip(heard, listed, strict=True)
    ]
    either = [bool(one or other) for one, other in zip(heard, listed, strict=True)]
    return [
        Row(f"{what}: routed without this", 100 * float(np.mean([*map(bool, listed)])), "%"),
        Row(f"{what}: only the number and the line", 100 * float(np.mean(certain)), "%"),
        Row(
            f"{what}: routed, or the number first",
            100 * float(np.mean(either)),
            "%",
            at_least=at_least,
        ),
    ]


_HAZARDS = Hazards.of(Glossary())

if __name__ == "__main__":
    main()
