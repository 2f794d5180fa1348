"""What happened last time: earlier recommendations of the same kind here, and what came of them.

People's own words are quoted as theirs; nobody is named.
"""

from collections.abc import Iterable

from bot.answering.compose import Draft
from bot.answering.gather import Logged, Material
from bot.answering.logs import inert
from bot.answering.resolve import Subject
from bot.answering.wording import age, amount, listed, lowered
from knowledge.model import Claim, ClaimKind, Decision, DecisionKind, OutcomeResult

_DONE = {
    DecisionKind.ACCEPTED: "it was accepted",
    DecisionKind.OVERRIDDEN: "it was overridden",
    DecisionKind.EXPIRED: "nobody decided and it expired",
}


def history(subject: Subject, material: Material) -> Draft:
    """Word the last similar recommendations, newest first, with decision and outcome."""
    log = material.log
    if log is None:
        return Draft(found=False)
    if not material.earlier:
        text = "I have no earlier recommendation of this kind here."
        return Draft(
            (Claim(text, (log.label,), ClaimKind.MISSING),),
            missing="Nothing of this kind was recorded here before.",
        )
    claims: list[Claim] = []
    for number, past in enumerate(material.earlier):
        claims += _told(past, material, first=number == 0)
    return Draft(tuple(claims))


def _told(past: Logged, material: Material, *, first: bool) -> Iterable[Claim]:
    one = past.recommendation
    when, derived = age(one.issued_at, material.now)
    done = _DONE[past.decisions[-1].decision] if past.decisions else "no decision was recorded"
    opening = f"Last time was {when}" if first else f"Before that, {when}"
    text = f"{opening}: “{one.action.rstrip('.')}”; {done}{_result(past)}."
    yield Claim(text, (past.label,), ClaimKind.HISTORY, (derived,), detail=not first)
    for decision in past.decisions[-1:]:
        if decision.rationale:
            yield Claim(
                f"The reason given: “{inert(decision.rationale)}”",
                (past.label,),
                ClaimKind.HISTORY,
                detail=not first,
            )
        if decision.action_taken:
            yield Claim(
                f"What was done{_instead(decision)}: “{inert(decision.action_taken)}”",
                (past.label,),
                ClaimKind.HISTORY,
                detail=not first,
            )


def _instead(decision: Decision) -> str:
    return " instead" if decision.decision is DecisionKind.OVERRIDDEN else ""


def _result(past: Logged) -> str:
    if not past.outcomes:
        return "; what came of it was not recorded"
    outcome = past.outcomes[-1]
    measured = listed(
        [f"{lowered(each.name)} {amount(each.value, each.unit)}" for each in outcome.measured]
    )
    word = "the same" if outcome.result is OutcomeResult.SAME else outcome.result.value
    return f"; the result was {word}" + (f" ({measured})" if measured else "")
