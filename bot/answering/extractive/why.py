"""Why this recommendation, and why that much.

The first sentence is the reason: the rule that fired with the values that made it fire, else the
factor that weighed most. Then factors, further rules, what was rejected, what the procedure says,
what would change the decision.
"""

from collections.abc import Iterable

from bot.answering.compose import Draft
from bot.answering.extractive.caution import cautions
from bot.answering.extractive.change import would_stop
from bot.answering.extractive.options import rejected
from bot.answering.extractive.procedure import disagreements, what_the_procedure_says
from bot.answering.gather import Logged, Material
from bot.answering.resolve import Subject
from bot.answering.wording import amount, capitalised, limit, listed, lowered, signed, value_text
from bot.speech import mark, tr
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
NO_REASON = mark("The recommender logged no reason for this: neither factors nor rules.")


_PUSHED = {
    (True, True): mark("{factor}: pushed up the {output} ({score})."),
    (False, True): mark("{factor}: pulled down the {output} ({score})."),
    (True, False): mark("{factor}: pushed up ({score})."),
    (False, False): mark("{factor}: pulled down ({score})."),
}
"""By whether it pushed up, and whether it is the first, which says what it pushed."""


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
        *would_stop(log),
        *_detail(log),
    ]
    missing = "" if one.has_reason else tr("Why it said so is not in the log.")
    return Draft(tuple(claims), missing)


def size(subject: Subject, material: Material) -> Draft:
    """Word what the log says about the size of the step: where it goes from, to, and instead."""
    log = material.log
    if log is None:
        return Draft(found=False)
    one = log.recommendation
    steps = [
        tr(
            "{setting} from {previous} to {value}",
            setting=each.name,
            previous=amount(each.previous, each.unit),
            value=amount(each.value, each.unit),
        )
        for each in one.outcomes
        if each.previous is not None
    ]
    claims = []
    if steps:
        claims.append(
            Claim(
                tr(
                    "It moves {steps}; the log gives no separate reason for the size of the step.",
                    steps=listed(steps),
                ),
                (log.label,),
            )
        )
    if one.expected_effect:
        expects = tr(
            "What it expects from this step: {effect}.", effect=one.expected_effect.rstrip(".")
        )
        claims.append(Claim(expects, (log.label,)))
    claims += [*_reason(log), *_more_rules(log), *disagreements(material)]
    claims += [*rejected(log, short=2), *what_the_procedure_says(subject, material)]
    claims += _factors(log, short=0)
    return Draft(tuple(claims))


def _reason(log: Logged) -> Iterable[Claim]:
    one = log.recommendation
    if one.rules_fired:
        yield Claim(_fired(one.rules_fired[0], one), (log.label,))
        return
    factors = _weighed(one.explanation)
    if one.explanation and factors:
        top = factors[0]
        score, derived = signed(top.score)
        said: dict[str, object] = {
            "factor": f"{lowered(top.name)}{_value_of(top, one)}",
            "output": lowered(one.explanation.output),
            "score": score,
        }
        if top.score > 0:
            text = tr(
                "Mainly because of {factor}: it raises the {output} most ({score}). No rule fired.",
                **said,
            )
        else:
            text = tr(
                "Mainly because of {factor}: it lowers the {output} most ({score}). No rule fired.",
                **said,
            )
        yield Claim(text, (log.label,), derived=derived)
        return
    yield Claim(tr(NO_REASON), (log.label,), ClaimKind.MISSING)
    seen = [f"{each.name} {amount(each.value, each.unit)}" for each in one.inputs[:SHOWN_FACTORS]]
    if seen:
        text = tr("It only logged what it saw: {inputs}.", inputs=listed(seen))
        yield Claim(text, (log.label,), ClaimKind.MISSING)


def _more_rules(log: Logged) -> Iterable[Claim]:
    one = log.recommendation
    for rule in one.rules_fired[1:]:
        yield Claim(_fired_too(rule, one), (log.label,), ClaimKind.RULE)


def _fired(rule: Rule, one: Recommendation) -> str:
    """Return "Because product moisture is 3.4 % (over 2.9 %) and …, rule SEAS-07 fired."."""
    if not rule.conditions:
        return tr("Because rule {rule} fired: {text}.", rule=rule.id, text=rule.text.rstrip("."))
    return tr("Because {conditions}, rule {rule} fired.", conditions=_met(rule, one), rule=rule.id)


def _fired_too(rule: Rule, one: Recommendation) -> str:
    if not rule.conditions:
        text = rule.text.rstrip(".")
        return tr("Also because rule {rule} fired: {text}.", rule=rule.id, text=text)
    return tr(
        "Also because {conditions}, rule {rule} fired.", conditions=_met(rule, one), rule=rule.id
    )


def _met(rule: Rule, one: Recommendation) -> str:
    return listed([_seen(each, one) for each in rule.conditions])


def _seen(condition: Condition, one: Recommendation) -> str:
    seen = one.input(condition.input)
    if seen is None:
        return tr(
            "{input} met its condition, though its value was not logged ({limit})",
            input=lowered(condition.input),
            limit=limit(condition),
        )
    return tr(
        "{input} is {value} ({limit})",
        input=lowered(seen.name),
        value=amount(seen.value, seen.unit),
        limit=limit(condition),
    )


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
        said: dict[str, object] = {
            "factor": f"{capitalised(factor.name)}{_value_of(factor, one)}",
            "score": score,
        }
        if number == 0:
            said["output"] = lowered(explanation.output)
        yield Claim(
            tr(_PUSHED[factor.score > 0, number == 0], **said),
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
        said = {"rule": rule.id, "revision": rule.revision, "text": rule.text.rstrip(".")}
        if rule.revision:
            text = tr("Rule {rule}, revision {revision}, as logged: {text}.", **said)
        else:
            text = tr("Rule {rule}, as logged: {text}.", **said)
        yield Claim(text, (log.label,), ClaimKind.RULE, detail=True)
    if one.explanation and one.explanation.base_value is not None:
        yield Claim(
            tr(
                "The factors start from a base of {base} for the {output} (method: {method}).",
                base=value_text(one.explanation.base_value),
                output=lowered(one.explanation.output),
                method=one.explanation.method,
            ),
            (log.label,),
            ClaimKind.FACTOR,
            detail=True,
        )
    if one.expected_effect:
        text = tr("Expected effect: {effect}.", effect=one.expected_effect.rstrip("."))
        yield Claim(text, (log.label,), detail=True)
