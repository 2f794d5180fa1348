"""A plant with engineers, and what its people say of an answer."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from bot.feedback import correct
from knowledge.model import Correction, KnownAs, Person, Place, Role, Team
from tests.small_plant import DIRECTORY, LINE_4, NOW, OPERATOR, Plant

MATE = Person("p-2", "Mateusz", frozenset({"line-4"}))
OTHER_LINE = Person("p-3", "Priya", frozenset({"line-3"}))
ENGINEER = Person("p-16", "Ingrid", frozenset({"engineering"}), frozenset({Role.ENGINEER}))
LINE_ENGINEER = Person("p-17", "Arjun", frozenset({"line-4"}), frozenset({Role.ENGINEER}))
ADMIN = Person("p-18", "Elena", frozenset({"engineering"}), frozenset({Role.ADMIN}))
STRANGE_ENGINEER = Person("p-14", "Dalia", frozenset({"packaging"}), frozenset({Role.ENGINEER}))
SUPERVISING = Person(
    "p-19", "Yusuf", frozenset({"line-4"}), frozenset({Role.ENGINEER, Role.SUPERVISOR})
)
TWICE = Person(
    "p-1b",
    "Somebody else",
    frozenset({"line-4"}),
    frozenset({Role.ENGINEER}),
    known_as=(KnownAs(Place.LOGIN, "amara"),),
)
"""The operator's second entry in the directory: both go by "amara"."""
PEOPLE = (
    *DIRECTORY.people, MATE, OTHER_LINE, ENGINEER, LINE_ENGINEER, ADMIN, STRANGE_ENGINEER,
    SUPERVISING, TWICE,
)  # fmt: skip
REVIEWING = replace(
    DIRECTORY,
    teams=(
        *DIRECTORY.teams,
        Team("line-3", "Line 3", ("northfield/snacks/seasoning/line-3",)),
        Team("engineering", "Engineering", ("northfield/snacks",)),
    ),
    people=PEOPLE,
)
DRUM_2 = f"{LINE_4}/drum-2"
Say = Callable[..., Correction]


def saying(plant: Plant) -> Say:
    """Return what lets a person correct the answer to a question and gives their correction."""

    def said(
        text: str = "Clean the sensor first.", *, by: Person = OPERATOR, **changes: Any
    ) -> Correction:
        question = changes.pop("question", "Why?")
        pointing = {"decision_id": "R-2026-000001"} if question == "Why?" else {}
        asked = plant.ask(question, by=by, conversation=f"of-{by.id}-{text}", **pointing)
        fields: dict[str, Any] = {
            "key": f"k-{sha256(text.encode()).hexdigest()[:9]}",
            "expectation": text,
            "rationale": "It reads low when it is fouled.",
            "scope": DRUM_2 if asked.answer.asset else None,
            "reason_class": "information",
            "confidence": 3,
            "now": NOW,
        }
        given = correct(plant.store, person=by, question_id=asked.question_id, **(fields | changes))
        assert given.correction is not None
        return given.correction

    return said
