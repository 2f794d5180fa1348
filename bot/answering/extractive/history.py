"""What happened last time: earlier recommendations of the same kind here, and what came of them.

People's own words are quoted as theirs; nobody is named.
"""

from collections.abc import Iterable

from bot.answering.compose import Draft
from bot.answering.gather import Logged, Material
from bot.answering.logs import inert
from bot.answering.resolve import Subject
from bot.answering.wording import age, amount, listed, lowered
from bot.speech import mark, tr
from knowledge.model import Claim, ClaimKind, Decision, DecisionKind, OutcomeResult

_DONE = {
    DecisionKind.ACCEPTED: mark("it was accepted"),
    DecisionKind.OVERRIDDEN: mark("it was overridden"),
    DecisionKind.EXPIRED: mark("nobody decided and it expired"),
}
_NOT_DECIDED = mark("no decision was recorded")
_RESULT = {
    OutcomeResult.BETTER: mark("the result was better"),
    OutcomeResult.SAME: mark("the result was the same"),
    OutcomeResult.WORSE: mark("the result was worse"),
}


def history(subject: Subject, material: Material) -> Draft:
    """Word the last similar recommendations, newest first, with decision and outcome."""
    log = material.log
    if log is None:
        return Draft(found=False)
    if not material.earlier:
        text = tr("I have no earlier recommendation of this kind here.")
        return Draft(
            (Claim(text, (log.label,), ClaimKind.MISSING),),
            missing=tr("Nothing of this kind was recorded here before."),
        )
    claims: list[Claim] = []
    for number, past in enumerate(material.earlier):
        claims += _told(past, material, first=number == 0)
    return Draft(tuple(claims))


def _told(past: Logged, material: Material, *, first: bool) -> Iterable[Claim]:
    one = past.recommendation
    when, derived = age(one.issued_at, material.now)
    said: dict[str, object] = {
        "ago": when,
        "action": one.action.rstrip("."),
        "decision": tr(_DONE[past.decisions[-1].decision] if past.decisions else _NOT_DECIDED),
        "result": _result(past),
    }
    if first:
        text = tr("Last time was {ago}: “{action}”; {decision}; {result}.", **said)
    else:
        text = tr("Before that, {ago}: “{action}”; {decision}; {result}.", **said)
    yield Claim(text, (past.label,), ClaimKind.HISTORY, (derived,), detail=not first)
    for decision in past.decisions[-1:]:
        if decision.rationale:
            yield Claim(
                tr("The reason given: “{reason}”", reason=inert(decision.rationale)),
                (past.label,),
                ClaimKind.HISTORY,
                detail=not first,
            )
        if decision.action_taken:
            yield Claim(
                _what_was_done(decision),
                (past.label,),
                ClaimKind.HISTORY,
                detail=not first,
            )


def _what_was_done(decision: Decision) -> str:
    action = inert(decision.action_taken)
    if decision.decision is DecisionKind.OVERRIDDEN:
        return tr("What was done instead: “{action}”", action=action)
    return tr("What was done: “{action}”", action=action)


def _result(past: Logged) -> str:
    if not past.outcomes:
        return tr("what came of it was not recorded")
    outcome = past.outcomes[-1]
    measured = listed(
        [f"{lowered(each.name)} {amount(each.value, each.unit)}" for each in outcome.measured]
    )
    told = tr(_RESULT[outcome.result])
    return f"{told} ({measured})" if measured else told
