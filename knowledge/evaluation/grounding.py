"""How well the check of claims tells grounded answers from others, on items with known labels.

Knows the format of the items and how free text becomes claims: each sentence is one, and cites all
the evidence. The check is the product's own (``knowledge.grounding``); nothing is tuned here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.evaluation.jsonl import BadTestSet, records
from knowledge.grounding import sentences, verify
from knowledge.model import Claim, Evidence, EvidenceKind

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Item:
    """An answer, the texts it leans on, and whether it is grounded in them."""

    evidence: tuple[str, ...]
    answer: str
    label: bool


def evaluate_grounding(items: Path, *, progress: Progress | None = None) -> dict[str, float]:
    """Return precision, recall and F1 of "grounded", balanced accuracy, and how many items.

    Raises ``BadTestSet`` naming file, line, value and remedy.
    """
    told = progress or (lambda _what, _done, _of: None)
    known = read_items(items)
    judged = []
    for done, item in enumerate(known, start=1):
        judged.append((holds(item), item.label))
        told("checking", done, len(known))
    return measured(judged)


def holds(item: Item) -> bool:
    """Whether the check lets every sentence of the answer pass."""
    evidence = [
        Evidence(f"S{number}", EvidenceKind.PASSAGE, text, f"s{number}", f"text {number}")
        for number, text in enumerate(item.evidence, start=1)
    ]
    labels = tuple(each.label for each in evidence)
    claims = [Claim(sentence, labels) for sentence in sentences(item.answer)]
    return bool(claims) and not verify(claims, evidence).dropped


def measured(judged: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    """Return the measures of pairs (let pass, grounded)."""
    passed_right = sum(passed and grounded for passed, grounded in judged)
    passed = sum(passed for passed, _ in judged)
    grounded = sum(grounded for _, grounded in judged)
    dropped_right = sum(not passed and not grounded for passed, grounded in judged)
    precision = _share(passed_right, passed)
    recall = _share(passed_right, grounded)
    figures = {
        "precision": precision,
        "recall": recall,
        "f1": _share(2 * precision * recall, precision + recall),
        "balanced_accuracy": (recall + _share(dropped_right, len(judged) - grounded)) / 2,
    }
    return {name: round(value, 4) for name, value in figures.items()} | {"items": len(judged)}


def read_items(path: Path) -> tuple[Item, ...]:
    """Return the items of a JSONL file: ``{"evidence": [text, …], "answer", "label": true|false}``.

    Both labels must occur, else no share of the other can be measured. Raises ``BadTestSet``.
    """
    items = tuple(_items(path))
    if len({item.label for item in items}) < 2:
        raise BadTestSet(
            f"{path} needs items with label true and items with label false; it has "
            f"{len(items)} of one kind"
        )
    return items


def _items(path: Path) -> Iterable[Item]:
    for line, record in records(path):
        evidence, answer, label = (record.get(name) for name in ("evidence", "answer", "label"))
        if not isinstance(evidence, list) or not all(isinstance(each, str) for each in evidence):
            raise BadTestSet(
                f"{path}, line {line}: evidence is {evidence!r:.60}; give a list of strings"
            )
        if not isinstance(answer, str):
            raise BadTestSet(f"{path}, line {line}: answer is {answer!r:.60}; give it as a string")
        if not isinstance(label, bool):
            raise BadTestSet(f"{path}, line {line}: label is {label!r:.60}; give true or false")
        yield Item(tuple(evidence), answer, label)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
