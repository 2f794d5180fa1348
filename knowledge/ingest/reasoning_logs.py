"""Reasoning logs: one event becomes a recommendation, a decision or an outcome.

Knows the contract of ``data`` for each event type. Does not know CloudEvents (``cloudevents``)
nor how many events come and where they are kept (``events``).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from knowledge.ingest.cloudevents import Envelope, read_envelope
from knowledge.ingest.fields import (
    ID_LIMIT,
    TEXT_LIMIT,
    BadValue,
    Fields,
    checked_number,
    checked_value,
)
from knowledge.model import (
    OWN_SOURCE,
    Alternative,
    Condition,
    ConsultedDocument,
    Decision,
    DecisionKind,
    Explanation,
    Factor,
    Measurement,
    Operator,
    Outcome,
    OutcomeResult,
    Recommendation,
    Rule,
    SetPoint,
    Value,
)

ACTION_LIMIT: Final = 1_000


class BadEvent(BadValue):
    """An event that is refused: the field's ``path``, its ``value`` and the ``reason``."""


class EventType(StrEnum):
    """What an event says of a recommendation."""

    ISSUED = "tandem.recommendation.issued"
    DECIDED = "tandem.recommendation.decided"
    OUTCOME = "tandem.recommendation.outcome"


@dataclass(frozen=True)
class Event:
    """One valid event. ``source`` and ``id`` are its idempotency key; ``raw`` is what came."""

    type: EventType
    source: str
    id: str
    record: Recommendation | Decision | Outcome
    raw: dict[str, object]
    fingerprint: str


def read_event(data: object) -> Event:
    """Read one decoded event of DESIGN section 6.

    Raises ``BadEvent`` with the path of the first field that is wrong, its value, the reason.
    """
    try:
        envelope = read_envelope(data)
        kind = _event_type(envelope.type)
        _check_sender(envelope.source)
        return Event(
            type=kind,
            source=envelope.source,
            id=envelope.id,
            record=_RECORDS[kind](envelope),
            raw=envelope.raw,
            fingerprint=envelope.fingerprint,
        )
    except BadValue as bad:
        raise BadEvent(bad.path, bad.value, bad.rule, missing=bad.missing) from None


def _check_sender(source: str) -> None:
    if source == OWN_SOURCE:
        raise BadValue("source", source, "must name the system that sends, not Tandem")


def _event_type(name: str) -> EventType:
    if name not in set(EventType):
        raise BadValue("type", name, "must be one of " + ", ".join(EventType))
    return EventType(name)


def _recommendation(envelope: Envelope) -> Recommendation:
    data = envelope.data
    model = data.nested("model")
    return Recommendation(
        decision_id=data.text("decision_id", ID_LIMIT),
        asset=envelope.fields.asset("subject"),
        source=envelope.source,
        event_id=envelope.id,
        action=data.text("action", ACTION_LIMIT),
        issued_at=envelope.time,
        expires_at=envelope.expirytime,
        model_name=model.text("name"),
        model_version=model.optional_text("version"),
        confidence=_share(data, "confidence"),
        outcomes=tuple(_set_point(item) for item in data.objects("outcomes")),
        inputs=_distinct(data, tuple(map(_measurement, data.required_objects("inputs")))),
        explanation=_explanation(data.optional_nested("explanation")),
        rules_fired=tuple(_rule(item) for item in data.objects("rules_fired")),
        alternatives=tuple(_alternative(item) for item in data.objects("alternatives")),
        documents=tuple(_document(item) for item in data.objects("documents")),
        expected_effect=data.optional_text("expected_effect", TEXT_LIMIT),
        extra=data.rest(),
    )


def _decision(envelope: Envelope) -> Decision:
    data = envelope.data
    _check_subject(envelope)
    return Decision(
        decision_id=data.text("decision_id", ID_LIMIT),
        decision=data.choice("decision", DecisionKind),
        at=envelope.time,
        by=data.optional_text("by", ID_LIMIT),
        reason_class=data.optional_text("reason_class"),
        rationale=data.optional_text("rationale", TEXT_LIMIT),
        action_taken=data.optional_text("action_taken", TEXT_LIMIT),
    )


def _outcome(envelope: Envelope) -> Outcome:
    data = envelope.data
    _check_subject(envelope)
    return Outcome(
        decision_id=data.text("decision_id", ID_LIMIT),
        result=data.choice("result", OutcomeResult),
        at=envelope.time,
        measured=tuple(_measurement(item) for item in _measured(data)),
        note=data.optional_text("note", TEXT_LIMIT),
    )


_RECORDS: Final[dict[EventType, Callable[[Envelope], Recommendation | Decision | Outcome]]] = {
    EventType.ISSUED: _recommendation,
    EventType.DECIDED: _decision,
    EventType.OUTCOME: _outcome,
}


def _check_subject(envelope: Envelope) -> None:
    # The decision id says what is meant; a subject is checked only so that none is wrong.
    if envelope.fields.has("subject"):
        envelope.fields.asset("subject")


def _measured(data: Fields) -> Iterator[Fields]:
    if isinstance(data.raw("measured"), dict):
        return iter((data.nested("measured"),))
    return data.objects("measured")


def _share(data: Fields, name: str) -> float | None:
    number = data.optional_number(name)
    if number is not None and not 0 <= number <= 1:
        raise BadValue(data.at(name), number, "must be from 0 to 1; write 81 % as 0.81")
    return number


def _measurement(item: Fields) -> Measurement:
    return Measurement(
        name=item.text("name"),
        value=item.value("value"),
        unit=item.optional_text("unit"),
        quality=item.optional_text("quality"),
        at=item.optional_time("at"),
    )


def _distinct(data: Fields, inputs: tuple[Measurement, ...]) -> tuple[Measurement, ...]:
    # Conditions and factors name an input; of two with one name nobody could say which is meant.
    seen: set[str] = set()
    for index, measurement in enumerate(inputs):
        name = measurement.name.casefold()
        if name in seen:
            path = f"{data.at('inputs')}[{index}].name"
            raise BadValue(path, measurement.name, "must be the name of one input only; rename one")
        seen.add(name)
    return inputs


def _set_point(item: Fields) -> SetPoint:
    return SetPoint(
        name=item.text("name"),
        value=item.value("value"),
        unit=item.optional_text("unit"),
        previous=item.optional_value("previous"),
    )


def _explanation(item: Fields | None) -> Explanation | None:
    if item is None:
        return None
    return Explanation(
        method=item.optional_text("method"),
        output=item.optional_text("output"),
        base_value=item.optional_number("base_value"),
        factors=tuple(
            Factor(name=factor.text("name"), score=factor.number("score"))
            for factor in item.objects("feature_importance")
        ),
    )


def _rule(item: Fields) -> Rule:
    return Rule(
        id=item.text("id", ID_LIMIT),
        revision=item.optional_text("revision"),
        text=item.optional_text("text", TEXT_LIMIT),
        conditions=tuple(_condition(condition) for condition in item.objects("conditions")),
    )


def _condition(item: Fields) -> Condition:
    operator = item.choice("operator", Operator)
    return Condition(
        input=item.text("input"),
        operator=operator,
        value=_condition_value(item, operator),
        unit=item.optional_text("unit"),
    )


def _condition_value(item: Fields, operator: Operator) -> Value | tuple[Value, ...]:
    if operator in (Operator.EQUAL, Operator.NOT_EQUAL):
        return item.value("value")
    if operator not in (Operator.IN, Operator.BETWEEN):
        return item.number("value")
    path, raw = item.at("value"), item.raw("value")
    if operator is Operator.IN:
        if not isinstance(raw, list) or not raw:
            raise BadValue(path, raw, "must be a list of one or more values for the operator in")
        return tuple(checked_value(at, value) for at, value in item.items("value"))
    if not isinstance(raw, list) or len(raw) != 2:
        raise BadValue(path, raw, "must be [low, high], both included, for the operator between")
    low, high = (checked_number(at, value) for at, value in item.items("value"))
    if low > high:
        raise BadValue(path, raw, "must be [low, high] with low not above high; exchange them")
    return (low, high)


def _alternative(item: Fields) -> Alternative:
    return Alternative(
        action=item.text("action", ACTION_LIMIT),
        score=item.optional_number("score"),
        why_not=item.optional_text("why_not", TEXT_LIMIT),
    )


def _document(item: Fields) -> ConsultedDocument:
    return ConsultedDocument(
        id=item.text("id", ID_LIMIT),
        revision=item.optional_text("revision"),
        section=item.optional_text("section"),
        score=item.optional_number("score"),
    )
