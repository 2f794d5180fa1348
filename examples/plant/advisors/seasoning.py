"""The seasoning optimizer: what it believes about a drum.

Knows moisture, speeds, oil, humidity and bed level. Does not know the product, the seasoning lot
or whether a sensor is fouled, and that is where it goes wrong.
"""

from decimal import Decimal

from examples.plant.advice import Advisor, Document, Move, Policy
from examples.plant.attribution import Feature, RiskModel
from examples.plant.process.drum import (
    BED_LEVEL,
    DRUM_SPEED,
    FEEDER_RATE,
    HUMIDITY,
    LINE_SPEED,
    MOISTURE,
    OIL_FLOW,
)
from examples.plant.readings import Sensor, shown
from examples.plant.rules import Condition, Rule

SENSORS = (
    Sensor(MOISTURE, "%", 1, 0.03),
    Sensor(DRUM_SPEED, "rpm", 0, 0.1),
    Sensor(LINE_SPEED, "%", 0, 0.1),
    Sensor(OIL_FLOW, "L/h", 0, 0.1),
    Sensor(HUMIDITY, "%RH", 0, 0.4),
    Sensor(BED_LEVEL, "%", 0, 0.5),
    Sensor("product"),
)

OVER = RiskModel(
    output="probability of over-seasoning",
    base=0.12,
    features=(
        Feature(MOISTURE, 1.5, 2.4),
        Feature(DRUM_SPEED, 0.10, 40.0),
        Feature(LINE_SPEED, 0.03, 95.0),
        Feature(OIL_FLOW, 0.06, 24.0),
        Feature(HUMIDITY, 0.02, 45.0),
        Feature(BED_LEVEL, 0.025, 50.0),
    ),
    threshold=0.27,
)

UNDER = RiskModel(
    output="probability of under-seasoning",
    base=0.07,
    features=(
        Feature(MOISTURE, -1.6, 2.4),
        Feature(DRUM_SPEED, -0.10, 40.0),
        Feature(OIL_FLOW, -0.08, 24.0),
        Feature(BED_LEVEL, -0.02, 50.0),
    ),
    threshold=0.25,
)

GIVEAWAY = "seasoning giveaway"
DEFICIT = "seasoning deficit"


def _output_lost(old: Decimal, new: Decimal) -> str:
    return f"loses {shown((old - new) / 2)} t per shift"


SLOWER_DRUM = Move(
    key="slower drum",
    verb="Reduce drum speed",
    set_point=DRUM_SPEED,
    unit="rpm",
    step=Decimal(-4),
    limit=Decimal(36),
    cost=0.0,
    effect=0.45,
    effect_on=GIVEAWAY,
    effect_unit="%",
    documents=(Document("SOP-114", "C", "6.2", 0.86), Document("SOP-121", "D", "4", 0.55)),
    drawback=lambda _old, new: f"at {shown(new)} rpm the curtain moves to the edge of the drum",
    at_limit="the drum already runs at 36 rpm or less, the minimum of SOP-114 section 6.2",
)
SLOWER_LINE = Move(
    key="slower line",
    verb="Reduce line speed",
    set_point=LINE_SPEED,
    unit="%",
    step=Decimal(-6),
    limit=Decimal(80),
    cost=0.12,
    effect=0.25,
    effect_on=GIVEAWAY,
    effect_unit="%",
    documents=(Document("SOP-114", "C", "6.3", 0.81), Document("SOP-121", "D", "4", 0.52)),
    drawback=_output_lost,
    at_limit="the line already runs at 80 %; the fryer conveyor would stack product",
)
LESS_OIL = Move(
    key="less oil",
    verb="Reduce oil flow",
    set_point=OIL_FLOW,
    unit="L/h",
    step=Decimal(-3),
    limit=Decimal(18),
    cost=0.07,
    effect=0.5,
    effect_on=GIVEAWAY,
    effect_unit="%",
    documents=(Document("SOP-117", "B", "4", 0.83), Document("SOP-114", "C", "6.1", 0.47)),
    drawback=lambda _old, new: f"{shown(new)} L/h of oil leaves dry spots at the drum outlet",
    at_limit="the oil flow already stands at 18 L/h, the low limit of SOP-117 section 4",
)
LESS_FEED = Move(
    key="less feed",
    verb="Reduce scarf feeder rate",
    set_point=FEEDER_RATE,
    unit="%",
    step=Decimal(-5),
    limit=Decimal(80),
    cost=0.05,
    effect=0.2,
    effect_on=GIVEAWAY,
    effect_unit="%",
    documents=(Document("SOP-114", "C", "6.4", 0.78), Document("SOP-114", "C", "8", 0.61)),
    drawback=lambda _old, _new: "acts only after 15 minutes",
    at_limit="the scarf feeder already runs at 80 %",
)
MORE_OIL = Move(
    key="more oil",
    verb="Raise oil flow",
    set_point=OIL_FLOW,
    unit="L/h",
    step=Decimal(3),
    limit=Decimal(30),
    cost=0.02,
    effect=-0.5,
    effect_on=DEFICIT,
    effect_unit="%",
    documents=(Document("SOP-114", "C", "7.2", 0.84), Document("SOP-117", "B", "4", 0.66)),
    drawback=lambda old, new: f"uses {shown(new - old)} L/h more oil",
    at_limit="the oil flow already stands at 30 L/h, the high limit of SOP-117 section 4",
)
FASTER_DRUM = Move(
    key="faster drum",
    verb="Raise drum speed",
    set_point=DRUM_SPEED,
    unit="rpm",
    step=Decimal(2),
    limit=Decimal(46),
    cost=0.08,
    effect=-0.45,
    effect_on=DEFICIT,
    effect_unit="%",
    documents=(Document("SOP-114", "C", "7.3", 0.74),),
    drawback=lambda _old, new: f"breakage rises above 42 rpm; {shown(new)} rpm is the last resort",
    at_limit="the drum already runs at 46 rpm, the maximum of SOP-114 section 7.3",
)
FASTER_LINE = Move(
    key="faster line",
    verb="Raise line speed",
    set_point=LINE_SPEED,
    unit="%",
    step=Decimal(5),
    limit=Decimal(95),
    cost=0.0,
    effect=-0.25,
    effect_on=DEFICIT,
    effect_unit="%",
    documents=(Document("SOP-114", "C", "4", 0.58),),
    drawback=lambda _old, new: f"the fryer needs 20 minutes to follow to {shown(new)} %",
    at_limit="the line already runs at 95 % or more",
)


def _rule(rule_id: str, revision: str, move: Move, *conditions: Condition) -> Rule:
    return Rule(rule_id, revision, move.key, conditions)


def _when(name: str, operator: str, value: str, unit: str) -> Condition:
    return Condition(name, operator, Decimal(value), unit)


RULES = (
    _rule(
        "SEAS-07",
        "4",
        SLOWER_DRUM,
        _when(MOISTURE, ">", "2.9", "%"),
        _when(DRUM_SPEED, ">", "40", "rpm"),
    ),
    _rule(
        "SEAS-11",
        "1",
        SLOWER_LINE,
        _when(MOISTURE, ">", "2.9", "%"),
        _when(DRUM_SPEED, "<=", "40", "rpm"),
        _when(LINE_SPEED, ">", "85", "%"),
    ),
    _rule(
        "SEAS-09",
        "2",
        LESS_FEED,
        _when(HUMIDITY, ">=", "60", "%RH"),
        _when(BED_LEVEL, ">", "54", "%"),
    ),
    _rule(
        "SEAS-18",
        "1",
        LESS_OIL,
        Condition(MOISTURE, "between", (Decimal("2.6"), Decimal("2.9")), "%"),
        _when(OIL_FLOW, ">", "26", "L/h"),
    ),
    _rule(
        "SEAS-15",
        "3",
        MORE_OIL,
        _when(MOISTURE, "<", "1.7", "%"),
        _when(OIL_FLOW, "<", "30", "L/h"),
    ),
    _rule(
        "SEAS-21",
        "1",
        FASTER_DRUM,
        _when(MOISTURE, "<", "2.5", "%"),
        _when(DRUM_SPEED, "<", "40", "rpm"),
    ),
    _rule(
        "SEAS-23",
        "2",
        FASTER_LINE,
        _when(MOISTURE, "<=", "2.5", "%"),
        _when(LINE_SPEED, "<=", "90", "%"),
    ),
)

ADVISOR = Advisor(
    name="seasoning-optimizer",
    version="3.2.1",
    policies=(
        Policy(OVER, (SLOWER_DRUM, SLOWER_LINE, LESS_OIL, LESS_FEED)),
        Policy(UNDER, (MORE_OIL, FASTER_DRUM, FASTER_LINE)),
    ),
    rules=RULES,
)
