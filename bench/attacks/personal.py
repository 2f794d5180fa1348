"""Personal data: what the redaction finds in texts with labelled personal data (Presidio's).

Patterns were written looking at every other text, from the first; figures are of the others. A
mark is right when it overlaps a label of its kind; a label is found when a mark of any kind covers
half of it or more. Names are scored twice: with an empty directory, where only context tells a
name, and with a directory that knows the people of these texts.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.corpus import test_data
from knowledge.redaction import Mark, Redaction

KINDS = {
    "PERSON": "person",
    "ADDRESS": "street",
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "US_SSN": "id",
    "US_DRIVER_LICENSE": "id",
    "IP_ADDRESS": "network",
    "EMAIL_ADDRESS": "mail",
}
"""Labels that the redaction has a kind for; places, organisations, titles and dates it leaves."""
ALL_KINDS = ("secret", "mail", "account", "card", "id", "badge", "birth", "network", "phone")
ALL_KINDS += ("street", "person")


@dataclass
class Score:
    """Marks of a kind and labels of it."""

    marked: int = 0
    right: int = 0
    labelled: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Of the marks, those that are right."""
        return self.right / self.marked if self.marked else 1.0

    @property
    def recall(self) -> float:
        """Of the labels, those that are found."""
        return self.found / self.labelled if self.labelled else 1.0


def texts(folder: Path | None = None, *, seen: bool = False) -> list[Mapping[str, Any]]:
    """Return the half that was not looked at; ``seen``: the other one."""
    path = (folder or test_data()) / "security" / "presidio" / "generated_small.json"
    every = json.loads(path.read_text(encoding="utf-8"))
    found: list[Mapping[str, Any]] = every[0 if seen else 1 :: 2]
    return found


def run(folder: Path | None = None, *, seen: bool = False) -> dict[str, Score]:
    """Return the score of each kind, and of people whom the directory knows."""
    chosen = texts(folder, seen=seen)
    names = [
        span["entity_value"]
        for text in chosen
        for span in text["spans"]
        if span["entity_type"] == "PERSON"
    ]
    scores = scored(chosen, Redaction(), ALL_KINDS)
    known = scored(chosen, Redaction.of_names(names), ("person",))
    named = {kind: score for kind, score in scores.items() if score.marked or score.labelled}
    return {**named, "person in the directory": known["person"]}


def scored(
    chosen: Iterable[Mapping[str, Any]], redaction: Redaction, kinds: Iterable[str]
) -> dict[str, Score]:
    """Return the scores of these kinds."""
    scores = {kind: Score() for kind in kinds}
    for text in chosen:
        marks = redaction.marks(text["full_text"])
        labels = [
            Mark(KINDS[span["entity_type"]], span["start_position"], span["end_position"])
            for span in text["spans"]
            if span["entity_type"] in KINDS
        ]
        for mark in marks:
            if mark.kind in scores:
                scores[mark.kind].marked += 1
                own = [label for label in labels if label.kind == mark.kind]
                scores[mark.kind].right += any(_shared(mark, label) for label in own)
        for label in labels:
            if label.kind in scores:
                scores[label.kind].labelled += 1
                covered = sum(_shared(mark, label) for mark in marks)
                scores[label.kind].found += 2 * covered >= label.end - label.start
    return scores


def _shared(one: Mark, other: Mark) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
