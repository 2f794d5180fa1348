"""The words of a transfer: its states, its steps, the reasons with their figures.

Knows who is named: a role of a team, never a person. Does not know who may see what.
"""

from collections.abc import Callable

from bot.speech import mark, tr, trn
from bot.transfers.figures import DAYS
from knowledge.model import (
    Directory,
    Reason,
    Role,
    Transfer,
    TransferAct,
    TransferBasis,
    TransferStep,
)

_STATES = {
    TransferAct.HELD: mark("held back"),
    TransferAct.OFFERED: mark("offered, not seen yet"),
    TransferAct.SEEN: mark("seen, not decided"),
    TransferAct.ADOPTED: mark("adopted"),
    TransferAct.ADAPTED: mark("adapted"),
    TransferAct.REJECTED: mark("rejected"),
    TransferAct.WORKED: mark("adopted, it worked"),
    TransferAct.DID_NOT: mark("adopted, it did not work"),
    TransferAct.WITHDRAWN: mark("withdrawn"),
}
_STEPS = {
    TransferAct.HELD: mark("Would help {team}, which may not see {reason}"),
    TransferAct.OFFERED: mark("Offered to {team}"),
    TransferAct.SEEN: mark("Seen by {team}"),
    TransferAct.ADOPTED: mark("Adopted by {who}"),
    TransferAct.ADAPTED: mark("Adapted by {who}, as draft {made}"),
    TransferAct.REJECTED: mark("Rejected by {who}"),
    TransferAct.WORKED: mark("It worked, says {who}"),
    TransferAct.DID_NOT: mark("It did not work, says {who}"),
    TransferAct.WITHDRAWN: mark("Withdrawn"),
}


REJECTIONS = (
    mark("Not our equipment"),
    mark("We do it like this already"),
    mark("Tried before, it did not work"),
    mark("Not now, too much else"),
)
"""Why an offer is often rejected: one tap each."""

DID_NOTS = (
    mark("It made no difference"),
    mark("It got worse"),
    mark("Could not be done here"),
)
"""Why something often did not work: one tap each."""


def state_words(state: TransferAct) -> str:
    """Return the state as it is read, in the language that is spoken."""
    return tr(_STATES[state])


def step_words(step: TransferStep, one: Transfer, directory: Directory) -> str:
    """Return one step in words, with its reason."""
    team = team_names(directory)(one.team)
    who = role_words(step.role, team)
    text = tr(_STEPS[step.act], team=team, who=who, made=step.made, reason=step.reason)
    if not step.reason or step.act is TransferAct.HELD:
        return text
    return f"{text}: “{step.reason}”"


def role_words(role: str, team: str) -> str:
    """Return who acted: a role of a team, "somebody" for all others."""
    if role == Role.ENGINEER:
        return tr("an engineer of {team}", team=team)
    if role == Role.SUPERVISOR:
        return tr("a supervisor of {team}", team=team)
    return tr("somebody of {team}", team=team)


def team_names(directory: Directory) -> Callable[[str], str]:
    """Return what teams are called by their ids."""
    names = {team.id: team.name for team in directory.teams}
    return lambda team: names.get(team, team)


def reason_words(reason: Reason) -> str:
    """Return a reason with the team's own figures."""
    what, count, of = reason.what, reason.count, reason.of
    match reason.basis:
        case TransferBasis.EQUIPMENT:
            return tr("The same kind of equipment ({kind}): {count}", kind=what, count=count)
        case TransferBasis.CONDITION:
            return tr(
                "Runs {what} too: in {count} of {of} recommendations in {days} days",
                **{"what": what, "count": count, "of": of, "days": DAYS},
            )
        case TransferBasis.ADVICE:
            return trn(
                "The same is recommended: “{what}”, {count} time in {days} days",
                "The same is recommended: “{what}”, {count} times in {days} days",
                count,
                what=what,
                days=DAYS,
            )
        case TransferBasis.QUESTIONS:
            return trn(
                "The same was asked {count} time in {days} days",
                "The same was asked {count} times in {days} days",
                count,
                days=DAYS,
            )
        case TransferBasis.OVERRIDES if of:
            return tr(
                "The same is overridden: “{what}”, {count} of {of} times in {days} days",
                **{"what": what, "count": count, "of": of, "days": DAYS},
            )
        case TransferBasis.OVERRIDES:
            return tr("The same is overridden again and again: “{what}”", what=what)
        case TransferBasis.SUBSCRIBED:
            return tr("The team follows “{what}”", what=what)


def proof_words(reason: Reason) -> str:
    """Return what speaks for the article at its origin, in that team's figures."""
    if reason.basis is TransferBasis.OVERRIDES:
        return tr(
            "Of {of} overrides of “{what}” with a known result, {count} did better than following",
            **{"what": reason.what, "count": reason.count, "of": reason.of},
        )
    return reason_words(reason)
