"""What is true of the sample plant: facts of its logs and procedures, with the wordings for them.

Knows how a fact fills the wordings of ``wordings_seen`` and ``wordings_kept``. Invents nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import ModuleType

from bot.answering.logs import log_evidence
from bot.answering.passages import Found, passage_evidence
from bot.answering.wording import amount, lowered, signed, value_text
from knowledge.model import Condition, Evidence, Operator, Recommendation, SetPoint
from tests.plant import NOW, SamplePlant


@dataclass(frozen=True)
class Fact:
    """Something true, the wordings for it, the label that carries it, and its filling."""

    wordings: tuple[str, ...]
    label: str
    fields: dict[str, str] = field(default_factory=dict)
    swapped: dict[str, str] | None = None
    """The filling with the value of another quantity."""


@dataclass(frozen=True)
class Page:
    """What one answer may be written from."""

    evidence: tuple[Evidence, ...]
    facts: tuple[Fact, ...]


def pages(plant: SamplePlant, said: ModuleType) -> Iterator[Page]:
    """Yield one page for each log of the plant, with the procedures beside it."""
    directory = plant.store.directory.load()
    procedures = _procedures(plant, said)
    for one in plant.store.recommendations.recent(None, limit=500):
        ids = [one.decision_id]
        evidence = log_evidence(
            "R1",
            one,
            asset_name=directory.full_name_of(one.asset),
            decisions=plant.store.recommendations.decisions(ids).get(one.decision_id, ()),
            outcomes=plant.store.recommendations.outcomes(ids).get(one.decision_id, ()),
        )
        facts = list(_facts(one, directory.full_name_of(one.asset), plant, said))
        passages = {id(each): each for each, _ in procedures}
        labels = {key: f"S{number}" for number, key in enumerate(passages, start=1)}
        relabelled = [replace(each, label=labels[key]) for key, each in passages.items()]
        facts += [Fact(wordings, labels[id(each)]) for each, wordings in procedures]
        yield Page((evidence, *relabelled), tuple(facts))


def _procedures(plant: SamplePlant, said: ModuleType) -> list[tuple[Evidence, tuple[str, ...]]]:
    """Return the passage that holds each sentence, with the wordings for it."""
    found, made = [], {}
    for number, piece, wordings in said.PROCEDURES:
        revision = plant.store.documents.revision_of(number, on=NOW.date())
        assert revision is not None
        for passage in plant.store.documents.neighbours(revision.id):
            if piece in passage.text:
                each = made.setdefault(passage.id, passage_evidence(Found("S1", passage, revision)))
                found.append((each, wordings))
                break
        else:
            raise LookupError(f"{number} does not say {piece!r}")
    return found


def _facts(one: Recommendation, asset: str, plant: SamplePlant, said: ModuleType) -> Iterator[Fact]:
    readings = [each for each in one.inputs if not isinstance(each.value, str | bool)]
    for place, each in enumerate(readings):
        other = readings[place - 1]
        fields = _named(each.name) | {"asset": asset, "value": amount(each.value, each.unit)}
        yield Fact(said.READING, "R1", fields, fields | {"value": amount(other.value, other.unit)})
    for outcome in one.outcomes:
        if isinstance(outcome.value, int | float) and isinstance(outcome.previous, int | float):
            yield _setting(outcome, asset, said)
    yield from _fired(one, said)
    yield from _weighed(one, said)
    yield from _options(one, said)
    for document in one.documents:
        places = {
            "document": document.id,
            "revision": document.revision,
            "section": document.section,
        }
        yield Fact(said.CONSULTED, "R1", places)
    yield from _what_became(one, plant, said)


def _options(one: Recommendation, said: ModuleType) -> Iterator[Fact]:
    for other in one.alternatives:
        if other.score is not None and other.action.startswith(("Reduce", "Raise")):
            fields = {"other": lowered(other.action), "why": other.why_not.rstrip(".")}
            yield Fact(said.ALTERNATIVE, "R1", fields | {"score": value_text(other.score)})
    if one.confidence is not None:
        yield Fact(said.CONFIDENCE, "R1", {"confidence": value_text(one.confidence)})
    if one.expected_effect:
        yield Fact(said.EFFECT, "R1", {"effect": one.expected_effect})


def _what_became(one: Recommendation, plant: SamplePlant, said: ModuleType) -> Iterator[Fact]:
    key, store = one.decision_id, plant.store.recommendations
    for decision in store.decisions([key]).get(key, ())[-1:]:
        word = decision.decision.value
        if word != "expired":
            other = {"accepted": "overridden", "overridden": "accepted"}[word]
            fields = {"decision": word, "decision_": word, "ndecision_": other}
            yield Fact(said.DECISION, "R1", fields)
    for result in store.outcomes([key]).get(key, ())[-1:]:
        word = result.result.value
        if word != "same":
            turned = {"better": "worse", "worse": "better"}[word]
            yield Fact(said.OUTCOME, "R1", {"result_": word, "nresult_": turned})


def _named(name: str) -> dict[str, str]:
    return {"name": lowered(name), "Name": name[:1].upper() + name[1:]}


def _setting(outcome: SetPoint, asset: str, said: ModuleType) -> Fact:
    name, before, after, unit = outcome.name, outcome.previous, outcome.value, outcome.unit
    assert isinstance(before, int | float)
    assert isinstance(after, int | float)
    up = after > before
    setting = lowered(name).removesuffix(" setpoint")
    pairs = {
        "move_": ("raise", "reduce"),
        "moving_": ("increasing", "lowering"),
        "way_": ("up", "down"),
    }
    fields = {key: pair[0 if up else 1] for key, pair in pairs.items()}
    fields |= {f"n{key}": pair[1 if up else 0] for key, pair in pairs.items()}
    tongues = {
        "es": ("aumentar", "reducir"),
        "de": ("erhöht", "gesenkt"),
        "zh": ("提高", "降低"),
        "pl": ("zwiększyć", "zmniejszyć"),
        "pt": ("aumentar", "reduzir"),
        "vi": ("tăng", "giảm"),
    }
    fields |= {key: pair[0 if up else 1] for key, pair in tongues.items()}
    fields |= {f"n{key}": pair[1 if up else 0] for key, pair in tongues.items()}
    fields |= {"way": fields["way_"], "nway": fields["nway_"]}
    fields |= {"setting": setting, "Setting": setting[:1].upper() + setting[1:], "asset": asset}
    fields |= {"before": amount(before, unit), "after": amount(after, unit)}
    swapped = fields | {"before": fields["after"], "after": fields["before"]}
    return Fact(said.SETTING, "R1", fields, swapped)


_COMPARED: dict[Operator, tuple[str, str]] = {
    Operator.GREATER: ("over", "under"),
    Operator.LESS: ("below", "above"),
    Operator.GREATER_OR_EQUAL: ("at least", "at most"),
    Operator.LESS_OR_EQUAL: ("at most", "over"),
}


def _fired(one: Recommendation, said: ModuleType) -> Iterator[Fact]:
    for rule in one.rules_fired:
        usable = [each for each in rule.conditions if _comparable(each, one)]
        for each in usable:
            seen = one.input(each.input)
            assert seen is not None
            over, under = _COMPARED[each.operator]
            fields = {
                "rule": rule.id,
                "seen": lowered(seen.name),
                "Seen": seen.name[:1].upper() + seen.name[1:],
                "seen_value": amount(seen.value, seen.unit),
                "limit": amount(each.value, each.unit),
                "over_": over,
                "nover_": under,
            }
            others = [
                other
                for other in one.inputs
                if other.name != each.input
                and other.value != seen.value
                and not isinstance(other.value, str | bool)
            ]
            swapped = fields | {"seen_value": amount(others[0].value, others[0].unit)}
            yield Fact(said.FIRED, "R1", fields, swapped)


def _comparable(condition: Condition, one: Recommendation) -> bool:
    return condition.operator in _COMPARED and one.input(condition.input) is not None


def _weighed(one: Recommendation, said: ModuleType) -> Iterator[Fact]:
    if one.explanation is None:
        return
    factors = [each for each in one.explanation.factors if each.score and not signed(each.score)[1]]
    for place, each in enumerate(factors):
        up = each.score > 0
        pairs = {
            "raises_": ("raises", "lowers"),
            "raised_": ("raised", "lowered"),
            "way_": ("up", "down"),
        }
        fields = {key: pair[0 if up else 1] for key, pair in pairs.items()}
        fields |= {f"n{key}": pair[1 if up else 0] for key, pair in pairs.items()}
        fields |= _named(each.name) | _weight(each.score)
        fields["output"] = lowered(one.explanation.output)
        other = factors[place - 1]
        swapped = fields | _weight(other.score) if other.score != each.score else None
        yield Fact(said.FACTOR, "R1", fields, swapped)


def _weight(score: float) -> dict[str, str]:
    return {"score": signed(score)[0], "magnitude": value_text(abs(score))}
