"""Why this recommendation, and why that much.

The first sentence is the reason: the rule that fired with the values that made it fire, else the
factor that weighed most. Then factors, further rules, what was rejected, what the procedure says.
"""

from collections.abc import Iterable

from bot.answering.compose import Draft
from bot.answering.extractive.caution import cautions
from bot.answering.extractive.options import rejected
from bot.answering.extractive.procedure import disagreements, what_the_procedure_says
from bot.answering.gather import Logged, Material
from bot.answering.resolve import Subject
from bot.answering.wording import amount, limit, listed, lowered, sentence, signed, value_text
from knowledge.model import (
    Claim,
    ClaimKind,
    Condition,
    Explanation,
    Factor,
    Recommendation,
    Rule,
)

SHOWN_FACTORS = 3
NO_REASON = "The recommender logged no reason for this: neither factors nor rules."


def why(subject: Subject, material: Material) -> Draft:
    """Word the reason, the weights, the rejected and the procedure for one recommendation."""
    log = material.log
    if log is None:
        return Draft(found=False)
    one = log.recommendation
    claims = [
        *_reason(log),
        *_more_rules(log),
        *disagreements(material),
        *cautions(material),
        *_factors(log, short=SHOWN_FACTORS),
        *rejected(log, short=1),
        *what_the_procedure_says(subject, material),
        *_detail(log),
    ]
    missing = "" if one.has_reason else "Why it said so is not in the log."
    return Draft(tuple(claims), missing)


def size(subject: Subject, material: Material) -> Draft:
    """Word what the log says about the size of the step: where it goes from, to, and instead."""
    log = material.log
    if log is None:
        return Draft(found=False)
    one = log.recommendation
    steps = [
        f"{each.name} from {amount(each.previous, each.unit)} to {amount(each.value, each.unit)}"
        for each in one.outcomes
        if each.previous is not None
    ]
    claims = []
    if steps:
        claims.append(
            Claim(
                f"It moves {listed(steps)}; the log gives no separate reason for the size of the "
                "step.",
                (log.label,),
            )
        )
    if one.expected_effect:
        claims.append(
            Claim(
                f"What it expects from this step: {one.expected_effect.rstrip('.')}.", (log.label,)
            )
        )
    claims += [*_reason(log), *_more_rules(log), *disagreements(material)]
    claims += [*rejected(log, short=2), *what_the_procedure_says(subject, material)]
    claims += _factors(log, short=0)
    return Draft(tuple(claims))


def _reason(log: Logged) -> Iterable[Claim]:
    one = log.recommendation
    if one.rules_fired:
        yield Claim(_fired(one.rules_fired[0], one, "Because"), (log.label,))
        return
    factors = _weighed(one.explanation)
    if one.explanation and factors:
        top = factors[0]
        score, derived = signed(top.score)
        value = _value_of(top, one)
        direction = "raises" if top.score > 0 else "lowers"
        text = (
            f"Mainly because of {lowered(top.name)}{value}: it {direction} the "
            f"{lowered(one.explanation.output)} most ({score}). No rule fired."
        )
        yield Claim(text, (log.label,), derived=derived)
        return
    yield Claim(NO_REASON, (log.label,), ClaimKind.MISSING)
    seen = [f"{each.name} {amount(each.value, each.unit)}" for each in one.inputs[:SHOWN_FACTORS]]
    if seen:
        yield Claim(f"It only logged what it saw: {listed(seen)}.", (log.label,), ClaimKind.MISSING)


def _more_rules(log: Logged) -> Iterable[Claim]:
    one = log.recommendation
    for rule in one.rules_fired[1:]:
        yield Claim(_fired(rule, one, "Also because"), (log.label,), ClaimKind.RULE)


def _fired(rule: Rule, one: Recommendation, opening: str) -> str:
    """Return "Because product moisture is 3.4 % (over 2.9 %) and …, rule SEAS-07 fired."."""
    if not rule.conditions:
        return f"{opening} rule {rule.id} fired: {rule.text.rstrip('.')}."
    parts = [f"{_seen(each, one)} ({limit(each)})" for each in rule.conditions]
    return f"{opening} {listed(parts)}, rule {rule.id} fired."


def _seen(condition: Condition, one: Recommendation) -> str:
    seen = one.input(condition.input)
    if seen is None:
        return f"{lowered(condition.input)} met its condition, though its value was not logged"
    return f"{lowered(seen.name)} is {amount(seen.value, seen.unit)}"


def _weighed(explanation: Explanation | None) -> list[Factor]:
    """Return the factors that weighed anything, the heaviest first."""
    factors = explanation.factors if explanation else ()
    return sorted((each for each in factors if each.score), key=lambda each: -abs(each.score))


def _factors(log: Logged, *, short: int) -> Iterable[Claim]:
    one = log.recommendation
    explanation = one.explanation
    factors = _weighed(explanation)
    if explanation is None or not factors:
        return
    led_by_factor = not one.rules_fired
    for number, factor in enumerate(factors):
        if led_by_factor and number == 0:
            continue
        score, derived = signed(factor.score)
        verb = "pushed up" if factor.score > 0 else "pulled down"
        told = f"{sentence(factor.name).rstrip('.')}{_value_of(factor, one)}"
        on = f" the {lowered(explanation.output)}" if number == 0 else ""
        yield Claim(
            f"{told}: {verb}{on} ({score}).",
            (log.label,),
            ClaimKind.FACTOR,
            derived=derived,
            detail=number >= short,
        )


def _value_of(factor: Factor, one: Recommendation) -> str:
    seen = one.input(factor.name)
    return f" ({amount(seen.value, seen.unit)})" if seen else ""


def _detail(log: Logged) -> Iterable[Claim]:
    one = log.recommendation
    for rule in one.rules_fired:
        revision = f", revision {rule.revision}" if rule.revision else ""
        yield Claim(
            f"Rule {rule.id}{revision}, as logged: {rule.text.rstrip('.')}.",
            (log.label,),
            ClaimKind.RULE,
            detail=True,
        )
    if one.explanation and one.explanation.base_value is not None:
        yield Claim(
            f"The factors start from a base of {value_text(one.explanation.base_value)} for the "
            f"{lowered(one.explanation.output)} (method: {one.explanation.method}).",
            (log.label,),
            ClaimKind.FACTOR,
            detail=True,
        )
    if one.expected_effect:
        yield Claim(
            f"Expected effect: {one.expected_effect.rstrip('.')}.", (log.label,), detail=True
        )
