"""A reasoning log as evidence: one readable text that states everything that was logged.

Knows how a recommendation, its decisions and outcomes are written down for the check of claims
and for the page that a citation opens. Adds nothing that was not logged. The check reads these
lines as facts (``knowledge.grounding.quantities``): whoever changes their form changes it there.
"""

from collections.abc import Iterable, Sequence

from bot.answering.wording import amount, limit, moment, value_text
from bot.recommender.what_if import WouldAdvise
from bot.speech import ENGLISH, speaking, tr
from knowledge.model import Decision, Evidence, EvidenceKind, Measurement, Outcome, Recommendation


def log_evidence(
    label: str,
    recommendation: Recommendation,
    *,
    asset_name: str,
    decisions: Sequence[Decision] = (),
    outcomes: Sequence[Outcome] = (),
) -> Evidence:
    """Return the whole log of one recommendation as evidence under that label.

    Its text is a record, the same for every reader, whatever language the answer speaks.
    """
    with speaking(ENGLISH):
        text = "\n".join(_lines(recommendation, asset_name, decisions, outcomes))
    return Evidence(
        label=label,
        kind=EvidenceKind.REASONING_LOG,
        text=text,
        source_id=recommendation.decision_id,
        document=recommendation.decision_id,
        title=tr("Reasoning log, {asset}", asset=asset_name),
        revision=recommendation.model_version,
        at=recommendation.issued_at,
        owner=recommendation.model_name,
    )


def live_evidence(
    label: str, told: WouldAdvise, one: Recommendation, *, asset_name: str, place: str
) -> Evidence:
    """Return what a recommender said when it was asked, as evidence; ``place`` is how it is cited.

    It belongs to the recommendation it was asked about: who may see that may see this.
    """
    with speaking(ENGLISH):
        said = [f"Asked: {moment(told.at)}", *(f"Input: {_measured(m)}" for m in told.assumed)]
        if told.advice is None:
            said.append("Action: none, nothing would be advised")
        else:
            said += _lines(told.advice, asset_name, (), ())
    return Evidence(
        label=label,
        kind=EvidenceKind.REASONING_LOG,
        text="\n".join(said),
        source_id=one.decision_id,
        document=one.decision_id,
        title=tr("Asked live, {asset}", asset=asset_name),
        revision=told.advice.model_version if told.advice else one.model_version,
        at=told.at,
        owner=one.model_name,
        heading_path=(place,),
    )


def _lines(
    one: Recommendation,
    asset_name: str,
    decisions: Sequence[Decision],
    outcomes: Sequence[Outcome],
) -> Iterable[str]:
    yield f"Recommendation {one.decision_id} for {asset_name} ({one.asset})"
    yield f"Action: {one.action}"
    for setting in one.outcomes:
        before = "" if setting.previous is None else amount(setting.previous, setting.unit)
        yield f"Set: {setting.name} = {amount(setting.value, setting.unit)}, before {before}"
    yield f"Issued: {moment(one.issued_at)}"
    if one.expires_at:
        yield f"Expires: {moment(one.expires_at)}"
    yield f"Model: {one.model_name} {one.model_version}"
    if one.confidence is not None:
        yield f"Confidence: {value_text(one.confidence)}"
    yield from (f"Input: {_measured(each)}" for each in one.inputs)
    yield from _reasons(one)
    for other in one.alternatives:
        score = "" if other.score is None else f", score {value_text(other.score)}"
        reason = f", not chosen: {inert(other.why_not)}" if other.why_not else ""
        yield f"Alternative: {other.action}{score}{reason}"
    for document in one.documents:
        place = f" revision {document.revision} section {document.section}"
        yield f"Consulted: {document.id}{place}"
    if one.expected_effect:
        yield f"Expected effect: {one.expected_effect}"
    yield from _what_people_did(decisions, outcomes)


def _reasons(one: Recommendation) -> Iterable[str]:
    if one.explanation:
        explained = one.explanation
        base = "" if explained.base_value is None else f", base {value_text(explained.base_value)}"
        yield f"Explained: {explained.output} by {explained.method}{base}"
        yield from (f"Factor: {each.name} {value_text(each.score)}" for each in explained.factors)
    for rule in one.rules_fired:
        yield f"Rule fired: {rule.id} revision {rule.revision}: {rule.text}"
        for each in rule.conditions:
            yield f"Condition of {rule.id}: {each.input} {limit(each)}"
    if not one.has_reason:
        yield "No reason was logged: neither factors nor rules."


def _what_people_did(decisions: Sequence[Decision], outcomes: Sequence[Outcome]) -> Iterable[str]:
    for decision in decisions:
        why = f" ({decision.reason_class})" if decision.reason_class else ""
        said = f", because: {inert(decision.rationale)}" if decision.rationale else ""
        did = f", instead: {inert(decision.action_taken)}" if decision.action_taken else ""
        yield f"Decision: {decision.decision.value}{why} at {moment(decision.at)}{said}{did}"
    for outcome in outcomes:
        measured = "; ".join(_measured(each) for each in outcome.measured)
        note = f", note: {inert(outcome.note)}" if outcome.note else ""
        yield f"Outcome: {outcome.result.value} at {moment(outcome.at)}: {measured}{note}"


def _measured(each: Measurement) -> str:
    quality = f", quality {each.quality}" if each.quality else ""
    at = f", at {moment(each.at)}" if each.at else ""
    return f"{each.name} = {amount(each.value, each.unit)}{quality}{at}"


def inert(text: str) -> str:
    """Return people's own words without the marks that our quotations use."""
    return " ".join(text.replace("“", '"').replace("”", '"').split())
