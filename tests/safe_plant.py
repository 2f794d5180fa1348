"""A plant whose safety plan calls maintenance, then the duty engineer."""

from dataclasses import replace
from datetime import timedelta

from knowledge.model import Called, Hazard, Person, Referral, Role, SafetyPlan, Team
from tests.small_plant import DIRECTORY, LINE_4, OPERATOR, Plant

FITTER = Person("p-20", "Leila", frozenset({"maintenance"}))
MATE = Person("p-21", "Emeka", frozenset({"maintenance"}))
DUTY = Person("p-22", "Arjun", frozenset({"duty"}))
ENGINEER = Person("p-23", "Ingrid", frozenset({"engineering"}), frozenset({Role.ENGINEER}))
SUPERVISOR = Person("p-24", "Sunniva", frozenset({"line-4"}), frozenset({Role.SUPERVISOR}))
PLAN = SafetyPlan(
    "112",
    "Then call 4999.",
    escalate_after=timedelta(minutes=10),
    referrals=(
        Referral(
            Hazard.CERTIFIED,
            (
                Called("Maintenance on shift", "channel 2", "maintenance"),
                Called("Duty engineer", "extension 4400", "duty"),
            ),
            LINE_4,
            "Permit F-140",
            "LOTO-2",
            "https://training.example/loto",
        ),
    ),
)
SAFE_DIRECTORY = replace(
    DIRECTORY,
    teams=(
        *DIRECTORY.teams,
        Team("maintenance", "Maintenance"),
        Team("duty", "Duty engineers"),
        Team("engineering", "Engineering", ("northfield",)),
    ),
    people=(*DIRECTORY.people, FITTER, MATE, DUTY, ENGINEER, SUPERVISOR),
    safety=PLAN,
)


def routed(plant: Plant, *, by: Person = OPERATOR, conversation: str = "c1") -> str:
    """Let the person ask what only people with certified training may do; return the question."""
    if not plant.shelf.hits:
        plant.shelf.certified("1. Turn the isolator to 0. 2. Hang your own lock and tag.")
    reply = plant.ask("How do I lock out drum 2?", by=by, conversation=conversation)
    assert reply.answer.route is not None
    return reply.question_id
