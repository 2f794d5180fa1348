"""What would have to change: counterfactuals from rule conditions, and only from those.

All conditions of a rule hold together, so one that fails is enough to stop that rule. Feature
contributions say what weighed, not what would happen instead: they are never used here.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.answering.compose import Draft
from bot.answering.gather import Logged, Material
from bot.answering.resolve import Subject
from bot.answering.wording import amount, either, escape, lowered
from bot.speech import tr
from knowledge.model import Claim, ClaimKind, Condition, Recommendation


def what_would_change(subject: Subject, material: Material) -> Draft:
    """Word, rule by rule, which single change would stop it from firing."""
    log = material.log
    if log is None:
        return Draft(found=False)
    claims = list(_by_rule(log))
    if not claims:
        return not_logged(log)
    claims.append(
        Claim(
            tr("The log does not say what the recommender would advise then."),
            (log.label,),
            ClaimKind.COUNTERFACTUAL,
            detail=True,
        )
    )
    return Draft(tuple(claims))


def would_stop(log: Logged) -> Iterable[Claim]:
    """Yield what would stop each rule, as details of another answer."""
    return (replace(claim, detail=True) for claim in _by_rule(log))


def _by_rule(log: Logged) -> Iterable[Claim]:
    rules = [rule for rule in log.recommendation.rules_fired if rule.conditions]
    for rule in rules:
        ways = [_way(condition, log.recommendation) for condition in rule.conditions]
        if len(ways) > 1:
            text = tr(
                "Rule {rule} would not fire with {ways}; one of these is enough.",
                rule=rule.id,
                ways=either(ways),
            )
        else:
            text = tr("Rule {rule} would not fire with {way}.", rule=rule.id, way=ways[0])
        yield Claim(text, (log.label,), ClaimKind.COUNTERFACTUAL)
    if len(rules) > 1:
        text = tr(
            "Each of these rules fired on its own: to stop the recommendation, all of them must "
            "stop."
        )
        yield Claim(text, (log.label,), ClaimKind.COUNTERFACTUAL)


def _way(condition: Condition, one: Recommendation) -> str:
    seen = one.input(condition.input)
    name, limit = lowered(condition.input), escape(condition)
    if seen is None:
        return f"{name} {limit}"
    value = amount(seen.value, seen.unit)
    return tr("{input} {limit} (it was {value})", input=name, limit=limit, value=value)


def not_logged(log: Logged) -> Draft:
    """Say that the log holds no conditions to tell it from."""
    one = log.recommendation
    if one.has_reason:
        text = tr(
            "I cannot say: no rule with conditions fired, and the factors tell what weighed, not "
            "what would change the decision."
        )
    else:
        text = tr("I cannot say: the recommender logged no reason for this.")
    return Draft(
        (Claim(text, (log.label,), ClaimKind.MISSING),),
        missing=tr("What would change the decision is not in the log."),
    )
