"""The sealing advisor: what it believes about a bag sealer, in the version of each site.

Knows temperature, pressure, film and speed. The Riverside version still holds the limits of
SOP-211 revision B, which is superseded: it advises more heat than revision C allows.
"""

from dataclasses import replace
from decimal import Decimal

from examples.plant.advice import Advisor, Document, Move, Policy
from examples.plant.attribution import Feature, RiskModel
from examples.plant.process.sealer import (
    FILM_THICKNESS,
    FILM_TYPE,
    JAW_PRESSURE,
    LINE_SPEED,
    SEAL_TEMPERATURE,
)
from examples.plant.readings import Sensor, shown
from examples.plant.rules import Condition, Rule

SENSORS = (
    Sensor(SEAL_TEMPERATURE, "°C", 1, 0.1),
    Sensor(JAW_PRESSURE, "bar", 2, 0.01),
    Sensor(FILM_THICKNESS, "µm", 0, 0.1),
    Sensor(LINE_SPEED, "bags/min", 0, 0.05),
    Sensor(FILM_TYPE),
)

LEAKS = RiskModel(
    output="probability of leaking seals",
    base=0.06,
    features=(
        Feature(SEAL_TEMPERATURE, -0.34, 136.0),
        Feature(JAW_PRESSURE, -2.6, 2.4),
        Feature(FILM_THICKNESS, 0.2, 35.0),
        Feature(LINE_SPEED, 0.05, 60.0),
    ),
    threshold=0.14,
)

LEAKERS = "leaking bags"

HOTTER = Move(
    key="hotter",
    verb="Raise seal temperature",
    set_point=SEAL_TEMPERATURE,
    unit="°C",
    step=Decimal(3),
    limit=Decimal(142),
    cost=0.03,
    effect=-0.6,
    effect_on=LEAKERS,
    effect_unit="per 1,000",
    documents=(Document("SOP-211", "C", "5.1", 0.88), Document("SOP-211", "C", "4", 0.63)),
    drawback=lambda _old, new: f"{shown(new)} °C ages the jaw coating faster",
    at_limit="the jaws already stand at 142 °C, the high limit of SOP-211 section 4",
)
HARDER = Move(
    key="harder",
    verb="Raise jaw pressure",
    set_point=JAW_PRESSURE,
    unit="bar",
    step=Decimal("0.2"),
    limit=Decimal("2.8"),
    cost=0.04,
    effect=-6.0,
    effect_on=LEAKERS,
    effect_unit="per 1,000",
    documents=(Document("SOP-211", "C", "5.2", 0.82),),
    drawback=lambda _old, new: f"{shown(new)} bar marks the film at the seal's edge",
    at_limit="the jaw pressure already stands at 2.8 bar, the high limit of SOP-211 section 4",
)
SLOWER = Move(
    key="slower",
    verb="Reduce line speed",
    set_point=LINE_SPEED,
    unit="bags/min",
    step=Decimal(-6),
    limit=Decimal(42),
    cost=0.14,
    effect=0.06,
    effect_on=LEAKERS,
    effect_unit="per 1,000",
    documents=(Document("SOP-211", "C", "5.3", 0.71),),
    drawback=lambda old, new: f"loses {shown((old - new) * 480)} bags per shift of 8 hours",
    at_limit="the line already runs at 42 bags/min, its slowest stable speed",
)

RULES = (
    Rule(
        "PACK-03",
        "5",
        HOTTER.key,
        (
            Condition(SEAL_TEMPERATURE, "<", Decimal("133"), "°C"),
            Condition(LINE_SPEED, ">", Decimal(54), "bags/min"),
        ),
    ),
    Rule(
        "PACK-04",
        "2",
        HARDER.key,
        (
            Condition(FILM_THICKNESS, ">=", Decimal(38), "µm"),
            Condition(FILM_TYPE, "in", ("F-35", "F-38")),
            Condition(JAW_PRESSURE, "<", Decimal("2.7"), "bar"),
        ),
    ),
    Rule(
        "PACK-08",
        "1",
        HARDER.key,
        (Condition(JAW_PRESSURE, "<", Decimal("2.2"), "bar"),),
    ),
    Rule(
        "PACK-11",
        "1",
        SLOWER.key,
        (
            Condition(SEAL_TEMPERATURE, ">=", Decimal("141"), "°C"),
            Condition(FILM_THICKNESS, ">", Decimal(37), "µm"),
            Condition(LINE_SPEED, ">", Decimal(48), "bags/min"),
        ),
    ),
)

ADVISOR = Advisor(
    name="sealing-advisor",
    version="2.4.0",
    policies=(Policy(LEAKS, (HOTTER, HARDER, SLOWER)),),
    rules=RULES,
)


def _by_revision_b(move: Move) -> Move:
    documents = tuple(replace(document, revision="B") for document in move.documents)
    return replace(move, documents=documents)


_OLD_HOTTER = replace(
    _by_revision_b(HOTTER),
    step=Decimal(5),
    limit=Decimal(148),
    at_limit="the jaws already stand at 148 °C, the high limit of SOP-211 section 4",
)

RIVERSIDE_ADVISOR = Advisor(
    name="sealing-advisor",
    version="1.8.0",
    policies=(Policy(LEAKS, (_OLD_HOTTER, _by_revision_b(HARDER), _by_revision_b(SLOWER))),),
    rules=RULES,
)
