"""What a recommender would advise if it saw other values: asked by Tandem, answered by its model.

Knows the question's form. The model is the one that advises on the floor, and it is asked with the
logged readings, so nothing has to be remembered. Does not know HTTP (``owners``).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from examples.plant.advice import advise
from examples.plant.events import issued_event
from examples.plant.plant import Issued
from examples.plant.readings import Reading, Value
from examples.plant.unit import Unit
from examples.plant.units import build_units

Json = dict[str, Any]


class Refused(Exception):
    """A question that cannot be answered; the message is what is said."""


def answer(question: Mapping[str, Any], now: datetime) -> Json:
    """Return what would be advised: ``recommendation`` is None for nothing, or ``refused``."""
    try:
        unit = _unit(str(question["subject"]))
        readings = {
            reading.name: reading for reading in (_reading(each) for each in question["inputs"])
        }
        _plausible(unit, readings)
        set_points = _set_points(unit, readings, question.get("outcomes") or [])
        advice = advise(unit.advisor, readings, set_points)
    except Refused as refused:
        return {"decision_id": question.get("decision_id"), "refused": str(refused)}
    except (KeyError, TypeError, ValueError, InvalidOperation):
        return {
            "decision_id": question.get("decision_id"),
            "refused": "the question is not complete: give subject and inputs with values",
        }
    told = None
    if advice is not None:
        measured = unit.machine.measured()
        decision_id = str(question["decision_id"])
        told = issued_event(Issued(decision_id, unit, advice, readings, now, False, measured))
    return {
        "decision_id": question["decision_id"],
        "inputs": question["inputs"],
        "recommendation": told["data"] if told else None,
    }


def _unit(asset: str) -> Unit:
    for unit in build_units():
        if unit.asset == asset:
            return unit
    raise Refused(f"no recommender of ours advises on {asset}")


def _reading(each: Mapping[str, Any]) -> Reading:
    value: Value = each["value"] if isinstance(each["value"], str) else Decimal(str(each["value"]))
    at = datetime.fromisoformat(each["at"]) if each.get("at") else datetime.now(UTC)
    return Reading(each["name"], value, each.get("unit", ""), each.get("quality", "good"), at)


def _plausible(unit: Unit, readings: Mapping[str, Reading]) -> None:
    known = {sensor.name: sensor for sensor in unit.sensors}
    for name in known:
        if name not in readings:
            raise Refused(f"the input {name} is missing")
    for reading in readings.values():
        if isinstance(reading.value, Decimal) and not 0 <= reading.value <= 10_000:
            raise Refused(f"{reading.value} is no value that {reading.name} can have")
        if reading.name in known and reading.unit != known[reading.name].unit:
            raise Refused(f"{reading.name} is measured in {known[reading.name].unit}")


def _set_points(
    unit: Unit, readings: Mapping[str, Reading], outcomes: list[Mapping[str, Any]]
) -> dict[str, Decimal]:
    """Return where the set points stand: as they are read, else as the log said, else normal."""
    logged = {
        str(each["name"]).removesuffix(" setpoint"): Decimal(str(each["previous"]))
        for each in outcomes
        if each.get("previous") is not None
    }
    found = {}
    for name, normal in unit.machine.set_points.items():
        read = readings.get(name)
        seen = read.value if read and isinstance(read.value, Decimal) else None
        found[name] = seen if seen is not None else logged.get(name, normal)
    return found
