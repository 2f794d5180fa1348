"""The boiler advisor: what it believes about fuel wasted by dissolved solids, air and cold water.

Knows a linear model in percent of fuel. Does not know why a value changed (a failed trap, a make-up
valve), and does not touch safety functions.
"""

from decimal import Decimal

from examples.plant.advice import Advisor, Document, Move, Policy
from examples.plant.attribution import Feature, RiskModel
from examples.plant.process.boiler import BLOWDOWN, FEEDWATER, FUEL, OXYGEN, STEAM_LOAD, TDS
from examples.plant.readings import Sensor, shown
from examples.plant.rules import Condition, Rule

SENSORS = (
    Sensor(TDS, "ppm", 0, 12.0),
    Sensor(STEAM_LOAD, "t/h", 1, 0.05),
    Sensor(OXYGEN, "%", 1, 0.03),
    Sensor(FEEDWATER, "°C", 1, 0.1),
    Sensor(BLOWDOWN, "%", 1),
    Sensor(FUEL),
)

LOSS = RiskModel(
    output="expected fuel efficiency loss",
    unit="%",
    base=1.5,
    features=(
        Feature(TDS, 0.0008, 2600.0),
        Feature(OXYGEN, 0.5, 3.0),
        Feature(FEEDWATER, -0.09, 103.0),
        Feature(STEAM_LOAD, -0.04, 8.0),
    ),
    threshold=2.1,
    logistic=False,
)

FUEL_LOSS = "fuel efficiency loss"

MORE_BLOWDOWN = Move(
    key="more blowdown",
    verb="Raise blowdown rate",
    set_point=BLOWDOWN,
    unit="%",
    step=Decimal("1.5"),
    limit=Decimal(8),
    cost=0.02,
    effect=-0.2,
    effect_on=FUEL_LOSS,
    effect_unit="%",
    documents=(Document("SOP-301", "D", "4.2", 0.87), Document("SOP-301", "D", "3", 0.64)),
    drawback=lambda old, new: f"sends {shown((new - old) * 10)} kg more hot water per t to drain",
    at_limit="the blowdown rate already stands at 8 %, the high limit of SOP-301 section 4.2",
)
LESS_AIR = Move(
    key="less air",
    verb="Reduce flue gas oxygen",
    set_point=OXYGEN,
    unit="%",
    step=Decimal("-0.5"),
    limit=Decimal("2.0"),
    cost=0.04,
    effect=0.5,
    effect_on=FUEL_LOSS,
    effect_unit="%",
    documents=(Document("SOP-309", "A", "5", 0.79),),
    drawback=lambda _old, new: f"at {shown(new)} % oxygen carbon monoxide has to be watched",
    at_limit="the oxygen set point already stands at 2 %, the low limit of SOP-309 section 5",
)
WARMER_FEEDWATER = Move(
    key="warmer feedwater",
    verb="Raise feedwater temperature",
    set_point=FEEDWATER,
    unit="°C",
    step=Decimal(2),
    limit=Decimal(107),
    cost=0.05,
    effect=-0.09,
    effect_on=FUEL_LOSS,
    effect_unit="%",
    documents=(Document("SOP-304", "B", "4", 0.81),),
    drawback=lambda _old, _new: "acts only after about 30 minutes",
    at_limit="the deaerator already stands at 107 °C, the high limit of SOP-304 section 4",
)

RULES = (
    Rule(
        "BOIL-02",
        "3",
        MORE_BLOWDOWN.key,
        (
            Condition(TDS, ">", Decimal(3000), "ppm"),
            Condition(BLOWDOWN, "<", Decimal(8), "%"),
        ),
    ),
    Rule(
        "BOIL-05",
        "2",
        LESS_AIR.key,
        (
            Condition(OXYGEN, ">", Decimal("4.2"), "%"),
            Condition(STEAM_LOAD, "between", (Decimal(4), Decimal(12)), "t/h"),
            Condition(FUEL, "!=", "light oil"),
        ),
    ),
    Rule(
        "BOIL-09",
        "1",
        WARMER_FEEDWATER.key,
        (
            Condition(FEEDWATER, "<", Decimal(99), "°C"),
            Condition(FUEL, "==", "natural gas"),
        ),
    ),
)

ADVISOR = Advisor(
    name="boiler-advisor",
    version="0.9.7",
    policies=(Policy(LOSS, (MORE_BLOWDOWN, LESS_AIR, WARMER_FEEDWATER), gain=0.4),),
    rules=RULES,
    valid_minutes=60,
)
