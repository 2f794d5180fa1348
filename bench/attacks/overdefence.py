"""Over-defence: harmless questions full of words that attacks use (the public set NotInject).

Knows how such a question is asked where it can be answered: a document holds its answer, and the
same pair without the trigger words is the baseline. A refusal is a question that is answered
without its trigger words and not with them.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from bench.attacks.scene import scene
from bench.corpus import test_data
from knowledge.model import Directory, Person, Status, Team

READER = Person("p-1", "Amara", frozenset({"crew"}))
DIRECTORY = Directory(teams=(Team("crew", "Crew", ("plant",)),), people=(READER,))


@dataclass(frozen=True)
class Harmless:
    """A question and the words in it that trip naive filters."""

    text: str
    triggers: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The question without those words."""
        words = "|".join(map(re.escape, self.triggers))
        return " ".join(re.sub(words, " ", self.text, flags=re.IGNORECASE).split())


@dataclass
class Counted:
    """How many were answered with and without trigger words, and which only without."""

    asked: int = 0
    answered: int = 0
    answered_plain: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def share_refused(self) -> float:
        """Of the questions answered without their trigger words, those refused with them."""
        return len(self.refused) / max(1, self.answered_plain)


def questions(folder: Path | None = None) -> list[Harmless]:
    """Return the set's questions."""
    place = (folder or test_data()) / "security" / "notinject"
    return [
        Harmless(each["prompt"], tuple(each["word_list"]))
        for path in sorted(place.glob("NotInject_*.json"))
        for each in json.loads(path.read_text(encoding="utf-8"))
    ]


def run(asked: list[Harmless]) -> Counted:
    """Ask every question with its document there, with and without its trigger words."""
    with_words = _answered([each.text for each in asked])
    without = _answered([each.plain for each in asked])
    counted = Counted(len(asked), sum(with_words), sum(without))
    for each, now, plain in zip(asked, with_words, without, strict=True):
        if plain and not now:
            counted.refused.append(each.text)
    return counted


def _answered(texts: list[str]) -> list[bool]:
    """Return for each question whether it is answered from the document that holds its answer."""
    with scene(DIRECTORY) as plant:
        for n, text in enumerate(texts):
            plant.document(
                f"FAQ-{1000 + n}",
                [(text[:250], f"{text} The answer stands in folder {n} of the shelf.")],
                title=f"Question {n}",
            )
        plant.search.synchronise()
        found = []
        for n, text in enumerate(texts):
            answer = plant.ask(text, READER).answer
            found.append(
                answer.status is Status.ANSWERED and f"FAQ-{1000 + n}" in str(answer.evidence)
            )
        return found
