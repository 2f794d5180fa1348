"""A recommender over AI4I rows, as somebody else would write one: floats in, events out.

It evaluates its rules on the numbers it logs, logs inputs that no rule uses, weighs all of them,
and now and then logs no reason at all. Imports nothing of the product and nothing of ``truth``.
"""

import math
import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
SOURCE = "milling/health-model"
OVERSTRAIN = {"L": 11000, "M": 12000, "H": 13000}
_BASE = {"torque": (40.0, 0.02), "rotational speed": (1540.0, -0.0005), "tool wear": (108.0, 0.001)}


def event(row: Mapping[str, str], *, reason: bool) -> dict[str, Any]:
    """Return the CloudEvent for one row; without ``reason`` no weight or rule is logged."""
    number = int(row["UDI"])
    inputs = [*measured(row), *bystanders(number)]
    random.Random(number).shuffle(inputs)
    values = {each["name"]: each["value"] for each in inputs}
    rules = fired(values)
    data: dict[str, Any] = {
        "decision_id": f"R-{number:05d}",
        "action": advice(rules, values),
        "model": {"name": "milling-health", "version": "1.4"},
        "confidence": 0.7 if rules else 0.9,
        "inputs": inputs,
        "alternatives": [
            {"action": "Change the tool at once", "score": 0.2, "why_not": "stops the cell"}
        ],
        "rules_considered": ["HDF", "PWF-LOW", "PWF-HIGH", "OSF", "TWF", "RNF"],
    }
    if reason:
        data["rules_fired"] = rules
        if not rules or number % 2:
            data["explanation"] = explanation(values)
    issued = START + timedelta(seconds=number)
    return {
        "specversion": "1.0",
        "type": "tandem.recommendation.issued",
        "id": f"row-{number}",
        "source": SOURCE,
        "subject": f"mill/north/milling/cell-{number % 4 + 1}/spindle-{number % 3 + 1}",
        "time": issued.isoformat().replace("+00:00", "Z"),
        "data": data,
    }


def measured(row: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the row's readings and what is derived from them, each as precise as it is logged."""
    air, process = float(row["Air temperature [K]"]), float(row["Process temperature [K]"])
    speed, torque = int(row["Rotational speed [rpm]"]), float(row["Torque [Nm]"])
    wear = int(row["Tool wear [min]"])
    readings = [
        ("air temperature", air, "K"),
        ("process temperature", process, "K"),
        ("temperature difference", round(process - air, 1), "K"),
        ("rotational speed", speed, "rpm"),
        ("torque", torque, "Nm"),
        ("mechanical power", round(torque * speed * 2 * math.pi / 60, 1), "W"),
        ("tool wear", wear, "min"),
        ("overstrain", round(wear * torque, 1), "min·Nm"),
        ("product type", row["Type"], ""),
    ]
    return [{"name": n, "value": v, **({"unit": u} if u else {})} for n, v, u in readings]


def bystanders(number: int) -> list[dict[str, Any]]:
    """Return plausible inputs that no rule uses; some values are another rule's limit."""
    dice = random.Random(f"bystanders {number}")
    return [
        {"name": "coolant temperature rise", "value": 8.6, "unit": "K"},
        {"name": "spindle vibration", "value": round(dice.uniform(0.4, 4.0), 2), "unit": "mm/s"},
        {"name": "rated power", "value": 9000, "unit": "W"},
        {"name": "tool life remaining", "value": dice.randint(200, 240), "unit": "min"},
        {"name": "speed of the sister spindle", "value": dice.randint(1200, 1380), "unit": "rpm"},
        {"name": "shift", "value": dice.choice(["early", "late", "night"])},
        {"name": "door closed", "value": True},
    ]


def fired(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rules whose conditions all hold on the logged values."""
    kind = values["product type"]
    difference = condition("temperature difference", "<", 8.6, "K")
    slow = condition("rotational speed", "<", 1380, "rpm")
    worn_strain = condition("overstrain", ">", OVERSTRAIN[kind], "min·Nm")
    rules = [
        rule("HDF", "heat cannot be carried off", difference, slow),
        rule("PWF-LOW", "too little power", condition("mechanical power", "<", 3500, "W")),
        rule("PWF-HIGH", "too much power", condition("mechanical power", ">", 9000, "W")),
        rule("OSF", "overstrain", worn_strain, condition("product type", "==", kind)),
        rule("TWF", "the tool is due", condition("tool wear", "between", [200, 240], "min")),
    ]
    return [each for each in rules if all(holds(one, values) for one in each["conditions"])]


def rule(name: str, text: str, *conditions: dict[str, Any]) -> dict[str, Any]:
    """Return one rule as it is logged."""
    return {"id": name, "revision": "2", "text": text, "conditions": list(conditions)}


def condition(name: str, operator: str, value: Any, unit: str = "") -> dict[str, Any]:
    """Return one condition as it is logged."""
    return {
        "input": name,
        "operator": operator,
        "value": value,
        **({"unit": unit} if unit else {}),
    }


def holds(one: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether a condition holds on the logged values."""
    seen, limit = values[one["input"]], one["value"]
    match one["operator"]:
        case "<":
            return bool(seen < limit)
        case ">":
            return bool(seen > limit)
        case "between":
            return bool(limit[0] <= seen <= limit[1])
    return bool(seen == limit)


def explanation(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return linear weights; bystanders weigh a little too, as they do in real models."""
    weights = [
        {"name": name, "score": round((values[name] - usual) * slope, 3)}
        for name, (usual, slope) in _BASE.items()
    ]
    weights.append({"name": "spindle vibration", "score": round(values["spindle vibration"], 3)})
    return {
        "method": "linear contributions",
        "output": "failure risk score",
        "base_value": 0.4,
        "feature_importance": weights,
    }


def advice(rules: list[dict[str, Any]], values: Mapping[str, Any]) -> str:
    """Return what it recommends."""
    if not rules:
        return f"Keep running at {values['rotational speed']} rpm"
    return "Stop after this part and check the spindle"
