"""The crew: what people do with a recommendation, and why.

Knows who works where and what an experienced operator notices. Does not know the recommenders'
inner workings. People appear by pseudonymous id only.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import yaml

from examples.plant import episodes
from examples.plant.advice import Advice
from examples.plant.process import drum, sealer
from examples.plant.readings import Readings, number, rounded, shown
from examples.plant.unit import Unit

PEOPLE = Path(__file__).parent / "people.yaml"

TOO_MUCH = {
    "drum": (
        "Changeover starts in ten minutes, this is not the moment.",
        "Alone on two drums, nobody free to take the samples.",
        "Three settings changed in the last hour, waiting to see what they do.",
    ),
    "sealer": (
        "Film reel change in five minutes, this is not the moment.",
        "Maintenance is working beside the jaws, settings stay until they are done.",
        "New colleague at the bagger, one change at a time.",
    ),
    "boiler": (
        "Alone in the boiler house during the morning peak.",
        "The water treatment contractor is dosing, settings stay until he is done.",
        "Boiler sequence is being changed over, not two things at once.",
    ),
}
KNOWN_BETTER = {
    "drum": (
        "Fryer outlet was corrected ten minutes ago, moisture is coming down by itself.",
        "The last two samples are within limits.",
    ),
    "sealer": (
        "The last two leak tests were clean.",
        "The reel with the thick film runs out in ten minutes.",
    ),
    "boiler": (
        "Corrected by hand twenty minutes ago, the reading lags behind.",
        "The failed steam trap is isolated, condensate is coming back.",
    ),
}


@dataclass(frozen=True)
class Verdict:
    """What somebody decided. ``change`` is the set point they moved themselves, if any."""

    decision: str
    by: str
    reason_class: str = ""
    rationale: str = ""
    action_taken: str = ""
    change: tuple[str, Decimal] | None = None


@dataclass(frozen=True)
class _Objection:
    rationale: str
    action_taken: str
    weight: float
    change: tuple[str, Decimal] | None = None


def operators(path: Path = PEOPLE) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the operators of each asset prefix that a working team owns."""
    directory = yaml.safe_load(path.read_text(encoding="utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for team in directory["teams"]:
        members = [
            person["id"]
            for person in directory["people"]
            if person["team"] == team["id"] and "operator" in person["roles"]
        ]
        if members:
            found.update({prefix: tuple(members) for prefix in team["owns"]})
    return found


def on_duty(asset: str, crews: Mapping[str, tuple[str, ...]], rng: random.Random) -> str:
    """Return who decides about the asset: one operator of the nearest owning team."""
    prefixes = [prefix for prefix in crews if asset.startswith(prefix + "/")]
    return rng.choice(crews[max(prefixes, key=len)])


def decide(
    unit: Unit, advice: Advice, readings: Readings, clock: datetime, by: str, rng: random.Random
) -> Verdict | None:
    """Return the decision, or None when nobody gets round to it before it expires."""
    if rng.random() < 0.07:
        return None
    objection = _objection(unit, advice, readings, clock)
    if objection is not None and rng.random() < objection.weight:
        return Verdict(
            "overridden",
            by,
            "information",
            objection.rationale,
            objection.action_taken,
            objection.change,
        )
    if rng.random() < 0.14:
        kind = unit.asset.rsplit("/", 1)[-1].rsplit("-", 1)[0]
        left = f"Left {advice.move.set_point} at {shown(advice.old)} {advice.move.unit}"
        if rng.random() < 0.6:
            return Verdict("overridden", by, "complexity", rng.choice(TOO_MUCH[kind]), left)
        return Verdict("overridden", by, "information", rng.choice(KNOWN_BETTER[kind]), left)
    taken = f"{advice.move.set_point} set to {shown(advice.new)} {advice.move.unit}"
    return Verdict("accepted", by, action_taken=taken, change=(advice.move.set_point, advice.new))


def _objection(
    unit: Unit, advice: Advice, readings: Readings, clock: datetime
) -> _Objection | None:
    stale = [reading for reading in readings.values() if reading.quality != "good"]
    left = f"Left {advice.move.set_point} at {shown(advice.old)} {advice.move.unit}"
    if stale:
        since = f"{stale[0].at:%H:%M} UTC"
        why = f"The {stale[0].name} has stood at {shown(stale[0].value)} since {since}."
        return _Objection(why, f"{left} until the signal is back", 0.75)
    if unit.machine.product == drum.KETTLE_PRODUCT and advice.move.key == "slower drum":
        return _against_sop_118(unit, advice)
    if advice.move.key == "hotter" and advice.new > 142:
        return _against_sop_211(unit)
    if unit.has(episodes.FOULED, clock) and advice.move.key in {"more oil", "faster drum"}:
        return _fouled(unit, readings, left)
    if unit.has(episodes.FINE_LOT, clock):
        return _fine_lot(unit)
    return None


def _against_sop_118(unit: Unit, advice: Advice) -> _Objection | None:
    if advice.new >= 40:
        return None
    old = unit.machine.set_points[drum.LINE_SPEED]
    new = max(Decimal(80), old - 4)
    return _Objection(
        f"{unit.machine.product} must not run below 40 rpm, SOP-118 section 3.1.",
        f"Reduced line speed from {shown(old)} to {shown(new)} % instead",
        0.7,
        (drum.LINE_SPEED, new),
    )


def _against_sop_211(unit: Unit) -> _Objection:
    old = unit.machine.set_points[sealer.JAW_PRESSURE]
    new = min(Decimal("2.8"), old + Decimal("0.2"))
    return _Objection(
        "Revision C of SOP-211 allows 142 °C at most, the advisor still uses the old limit.",
        f"Raised jaw pressure from {shown(old)} to {shown(new)} bar instead",
        0.6,
        (sealer.JAW_PRESSURE, new),
    )


def _fouled(unit: Unit, readings: Readings, left: str) -> _Objection:
    truth = rounded(float(unit.machine.signals()[drum.MOISTURE]), 1)
    seen = number(readings, drum.MOISTURE)
    why = f"Hand sample says {truth} % moisture, the sensor reads {seen} %: its window is fouled."
    return _Objection(why, f"{left} and cleaned the sensor window (SOP-126)", 0.55)


def _fine_lot(unit: Unit) -> _Objection:
    old = unit.machine.set_points[drum.FEEDER_RATE]
    new = max(Decimal(80), old - 5)
    measured = unit.machine.measured()
    return _Objection(
        f"New seasoning lot runs finer, {measured.name} is {shown(measured.value)} "
        f"{measured.unit} at unchanged settings.",
        f"Reduced scarf feeder rate from {shown(old)} to {shown(new)} % instead",
        0.45,
        (drum.FEEDER_RATE, new),
    )
