"""Matters that are not answered from chat.

Knows passages of the class ``certified-training-only``: when one of them is what would answer, the
controlled text is shown verbatim with its revision, and the person is sent to a trained role.
Nothing can un-route. Further rules of safety join here.
"""

from dataclasses import dataclass

from bot.answering.extractive.procedure import fits, has_steps
from bot.answering.gather import Material
from bot.answering.intents import DOCUMENT_INTENTS, Intent
from bot.answering.passages import Found
from bot.answering.replies import reached
from bot.answering.resolve import Subject
from bot.speech import tr
from knowledge.model import Claim, ClaimKind, Route

CERTIFIED = "certified-training-only"
NEAR = 3
CLOSE = 0.1
"""A certified passage among the first few, and nearly as close as the first, is enough to route."""


@dataclass(frozen=True)
class Routed:
    """Where the matter goes, with the controlled text that is shown verbatim."""

    route: Route
    claims: tuple[Claim, ...]


def route(subject: Subject, material: Material) -> Routed | None:
    """Return the route and the verbatim text when the matter needs certified training."""
    if subject.intent not in DOCUMENT_INTENTS:
        return None
    asked = [each for each in material.shelf.found if fits(subject.search_text, each)]
    certified = next((each for each in asked[:NEAR] if each.certified_only), None)
    if certified is None or asked[0].similarity - certified.similarity > CLOSE:
        return None
    quoted = [certified]
    if subject.intent is Intent.HOW:
        quoted += _steps_beside(certified, [each for each in asked if each is not certified])
    return Routed(_to_trained_role(certified, material), tuple(_verbatim(each) for each in quoted))


def _steps_beside(first: Found, others: list[Found]) -> list[Found]:
    """Return the steps of the same document when the passage that fits best has none.

    "How do I lock out the drive?" must not be answered with how locks are taken off alone.
    """
    if has_steps(first):
        return []
    return [each for each in others if each.revision.id == first.revision.id and has_steps(each)][
        :1
    ]


def _verbatim(found: Found) -> Claim:
    return Claim(found.passage.text.strip(), (found.label,), ClaimKind.PROCEDURE, quote=True)


def _to_trained_role(found: Found, material: Material) -> Route:
    contact = material.contacts[0] if material.contacts else None
    role = reached(contact) if contact else found.revision.owner or tr("your supervisor")
    return Route(CERTIFIED, role, f"{found.revision.number} {found.revision.title}")
