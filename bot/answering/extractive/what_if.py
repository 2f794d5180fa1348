"""What would be advised with other values: what the recommender says live, else its rules.

Knows how its live answer becomes evidence, and how rules of the log are tried with the values that
the question assumes. Numbers of the question are never repeated as our own: they stand in what the
recommender was asked and echoed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answering.compose import Draft
from bot.answering.extractive.change import not_logged
from bot.answering.gather import Logged, Material
from bot.answering.logs import inert, live_evidence
from bot.answering.wording import amount, limit, listed, lowered
from bot.recommender.what_if import Ask, NotSaid, WouldAdvise
from bot.speech import tr
from knowledge.model import Claim, ClaimKind, Condition, Measurement, Operator, Rule

LABEL = "R9"
_KIND = ClaimKind.COUNTERFACTUAL


def what_if(assumed: Sequence[Measurement], material: Material, ask: Ask) -> Draft:
    """Word what the recommender would advise with these values."""
    log = material.log
    if log is None:
        return Draft(found=False)
    try:
        told = ask(log.recommendation, assumed)
    except NotSaid as nothing:
        return replace(_by_rules(assumed, log), note=_why_not(nothing))
    return _by_rules(assumed, log) if told is None else _live(told, log)


def _live(told: WouldAdvise, log: Logged) -> Draft:
    said = listed([f"{each.name} {amount(each.value, each.unit)}" for each in told.assumed])
    place = tr(
        "the recommender, asked live at {time} with {values}", time=f"{told.at:%H:%M}", values=said
    )
    evidence = live_evidence(
        LABEL, told, log.recommendation, asset_name=log.asset_name, place=place
    )
    claims = [Claim(_advice(told, log), (LABEL,), _KIND)]
    if told.advice is not None:
        claims += _rules(told.advice.rules_fired, log)
        if told.advice.expected_effect:
            expects = inert(told.advice.expected_effect.rstrip("."))
            effect = tr("What it would expect: “{effect}”.", effect=expects)
            claims.append(Claim(effect, (LABEL,), _KIND, detail=True))
    return Draft(tuple(claims), evidence=(evidence,))


def _advice(told: WouldAdvise, log: Logged) -> str:
    if told.advice is None:
        return tr("With that, the recommender would advise nothing.")
    action = inert(told.advice.action)
    if told.advice.action == log.recommendation.action:
        return tr("With that, the recommender would still advise “{action}”.", action=action)
    return tr("With that, the recommender would advise “{action}”.", action=action)


def _rules(fired: Sequence[Rule], log: Logged) -> Iterable[Claim]:
    """Say which rules fire then, and which of those that fired do not any more."""
    then = {rule.id for rule in fired}
    for rule in fired:
        yield Claim(tr("Rule {rule} fires then: “{text}”.", rule=rule.id, text=inert(rule.text)),
                    (LABEL,), _KIND)  # fmt: skip
    for rule in log.recommendation.rules_fired:
        if rule.id not in then:
            gone = tr("Rule {rule} does not fire then.", rule=rule.id)
            yield Claim(gone, (log.label, LABEL), _KIND)


def _by_rules(assumed: Sequence[Measurement], log: Logged) -> Draft:
    """Try the rules that fired with the assumed values; all conditions of a rule hold together."""
    rules = [rule for rule in log.recommendation.rules_fired if rule.conditions]
    if not rules:
        return not_logged(log)
    claims = [Claim(_tried(rule, assumed, log), (log.label,), _KIND) for rule in rules]
    advise = tr("What the recommender would advise instead is not in the log.")
    return Draft((*claims, Claim(advise, (log.label,), _KIND)))


def _tried(rule: Rule, assumed: Sequence[Measurement], log: Logged) -> str:
    values = {each.name.casefold(): each for each in assumed}
    about = [each for each in rule.conditions if each.input.casefold() in values]
    needs = listed([f"{lowered(each.input)} {limit(each)}" for each in about])
    if not about:
        return tr("Rule {rule} does not ask for what you name: it would fire as before.",
                  rule=rule.id)  # fmt: skip
    if all(holds(each, values[each.input.casefold()]) for each in about):
        return tr(
            "Rule {rule} would still fire with what you name: it needs {needs}.",
            rule=rule.id,
            needs=needs,
        )
    return tr(
        "Rule {rule} would not fire with what you name: it needs {needs}.",
        rule=rule.id,
        needs=needs,
    )


def holds(condition: Condition, measured: Measurement) -> bool:
    """Whether the value meets the condition; numbers only, anything else does not."""
    value, wanted = measured.value, condition.value
    if isinstance(value, str | bool):
        return False
    if isinstance(wanted, tuple):
        if condition.operator is Operator.IN:
            return value in wanted
        low, high = wanted
        if isinstance(low, str) or isinstance(high, str):
            return False
        return low <= value <= high
    if isinstance(wanted, str | bool):
        return condition.operator is Operator.NOT_EQUAL
    return {
        Operator.GREATER: value > wanted,
        Operator.GREATER_OR_EQUAL: value >= wanted,
        Operator.LESS: value < wanted,
        Operator.LESS_OR_EQUAL: value <= wanted,
        Operator.EQUAL: value == wanted,
        Operator.NOT_EQUAL: value != wanted,
    }[condition.operator]


def _why_not(nothing: NotSaid) -> str:
    if nothing.refused:
        return tr(
            "The recommender was asked live and declined: “{reason}”. This is from the rules in "
            "its log.",
            reason=inert(nothing.refused),
        )
    return tr(
        "The recommender was asked live and gave no usable answer in time. This is from the rules "
        "in its log."
    )
