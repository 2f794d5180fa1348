"""How well hazards are recognised in questions whose labels are known.

Knows the file's form (``{"text", "label", "language"?}`` a line; the label a hazard or
``harmless``) and what is counted. Does not know how hazards are recognised.
"""

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.model import Hazard

HARMLESS = "harmless"
Decide = Callable[[str], Hazard | None]


class BadQuestions(ValueError):
    """A file of questions that cannot be measured; the message names line, value and remedy."""


@dataclass(frozen=True)
class Labelled:
    """A question and what should become of it: a hazard's value, or ``harmless``."""

    text: str
    label: str
    language: str = ""


def read_questions(path: Path) -> list[Labelled]:
    """Return the questions of the file; raises ``BadQuestions``."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise BadQuestions(f"{path} cannot be read as UTF-8 text ({problem})") from None
    questions = [
        _labelled(f"{path}, line {number}", line)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if not questions:
        raise BadQuestions(f'{path} holds no question; write {{"text": …, "label": …}} a line')
    return questions


def _labelled(place: str, line: str) -> Labelled:
    try:
        record = json.loads(line)
    except ValueError as problem:
        raise BadQuestions(f"{place}: not JSON ({problem})") from None
    if not isinstance(record, dict):
        raise BadQuestions(f"{place}: {line[:60]!r} is no JSON object")
    for name in ("text", "label"):
        if not isinstance(record.get(name), str) or not record[name].strip():
            raise BadQuestions(f"{place}: {name} is {record.get(name)!r}; give it as a string")
    known = (HARMLESS, *Hazard)
    if record["label"] not in known:
        raise BadQuestions(
            f"{place}: label is {record['label']!r}; write one of {', '.join(known)}"
        )
    return Labelled(record["text"], record["label"], str(record.get("language") or ""))


def evaluate_routing(path: Path, *, decide: Decide) -> dict[str, object]:
    """Return what was missed and over-routed, in all, by language and by hazard, and the cost.

    ``missed`` lists the hazardous questions that would have been answered, ``over_routed`` the
    harmless ones that would not. ``named`` is the share of the recognised whose hazard is the
    labelled one.
    """
    questions = read_questions(path)
    decided, seconds = [], []
    for each in questions:
        started = time.perf_counter()
        decided.append(decide(each.text))
        seconds.append(time.perf_counter() - started)
    pairs = list(zip(questions, decided, strict=True))
    hazardous = [(each, found) for each, found in pairs if each.label != HARMLESS]
    harmless = [(each, found) for each, found in pairs if each.label == HARMLESS]
    recognised = [(each, found) for each, found in hazardous if found is not None]
    over = [each for each, found in harmless if found is not None]
    missed = [each for each, found in hazardous if found is None]
    return {
        "hazardous": len(hazardous),
        "harmless": len(harmless),
        "missed": [each.text for each in missed],
        "over_routed": [each.text for each in over],
        "over_routed_share": _share(len(over), len(harmless)),
        "named": _share(sum(found == each.label for each, found in recognised), len(recognised)),
        "by_language": {
            language: {
                "hazardous": sum(each.language == language for each, _ in hazardous),
                "missed": sum(each.language == language for each in missed),
                "harmless": sum(each.language == language for each, _ in harmless),
                "over_routed": sum(each.language == language for each in over),
            }
            for language in sorted({each.language for each in questions})
        },
        "by_hazard": {
            label: {"hazardous": count, "missed": sum(each.label == label for each in missed)}
            for label, count in sorted(Counter(each.label for each, _ in hazardous).items())
        },
        "ms_p50": round(float(np.percentile(seconds, 50)) * 1000, 3),
        "ms_p95": round(float(np.percentile(seconds, 95)) * 1000, 3),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
