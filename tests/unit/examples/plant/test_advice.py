"""Choosing: the best possible move, never beyond its limit, silence when nothing needs doing."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from examples.plant.advice import advise
from examples.plant.advisors import seasoning
from examples.plant.process.drum import DRUM_SPEED, FEEDER_RATE, LINE_SPEED, MOISTURE, OIL_FLOW
from examples.plant.readings import Reading, Readings

NOW = datetime(2026, 11, 20, tzinfo=UTC)
NORMAL = {
    DRUM_SPEED: Decimal(42),
    LINE_SPEED: Decimal(95),
    OIL_FLOW: Decimal(24),
    FEEDER_RATE: Decimal(100),
}


def drum_readings(moisture: str, quality: str = "good", **others: str) -> Readings:
    values = {
        MOISTURE: moisture,
        DRUM_SPEED: "42",
        LINE_SPEED: "95",
        OIL_FLOW: "24",
        "ambient humidity": "48",
        "seasoning bed level": "50",
    } | {name.replace("_", " "): value for name, value in others.items()}
    return {n: Reading(n, Decimal(v), "", quality, NOW) for n, v in values.items()}


def test_moist_product_asks_for_a_slower_drum() -> None:
    advice = advise(seasoning.ADVISOR, drum_readings("3.4"), NORMAL)
    assert advice is not None
    assert advice.action == "Reduce drum speed from 42 to 38 rpm"
    assert [rule.id for rule in advice.fired] == ["SEAS-07"]
    assert advice.expected_effect == "seasoning giveaway -1.8 %"


def test_normal_product_asks_for_nothing() -> None:
    assert advise(seasoning.ADVISOR, drum_readings("2.3"), NORMAL) is None


def test_a_move_at_its_limit_is_not_made_and_says_so() -> None:
    slow = NORMAL | {DRUM_SPEED: Decimal(36)}
    advice = advise(seasoning.ADVISOR, drum_readings("3.4", drum_speed="36"), slow)
    assert advice is not None
    assert advice.move.set_point == LINE_SPEED
    drum = next(other for other in advice.alternatives if other.action == "Reduce drum speed")
    assert "36 rpm" in drum.why_not
    assert drum.score == 0


def test_doubtful_readings_lower_the_confidence() -> None:
    good = advise(seasoning.ADVISOR, drum_readings("3.4"), NORMAL)
    doubtful = advise(seasoning.ADVISOR, drum_readings("3.4", "uncertain"), NORMAL)
    assert good is not None
    assert doubtful is not None
    assert doubtful.confidence < good.confidence


@given(
    st.decimals(0, 6, places=1),
    st.integers(30, 50),
    st.integers(70, 100),
    st.integers(15, 33),
)
def test_no_advice_passes_the_limit_of_its_move(
    moisture: Decimal, drum: int, line: int, oil: int
) -> None:
    set_points = {
        DRUM_SPEED: Decimal(drum),
        LINE_SPEED: Decimal(line),
        OIL_FLOW: Decimal(oil),
        FEEDER_RATE: Decimal(100),
    }
    seen = drum_readings(
        str(moisture), drum_speed=str(drum), line_speed=str(line), oil_flow=str(oil)
    )
    advice = advise(seasoning.ADVISOR, seen, set_points)
    if advice is not None:
        assert advice.new != advice.old
        assert abs(advice.new - advice.old) <= abs(advice.move.step)
        beyond = advice.new - advice.move.limit
        assert beyond <= 0 if advice.move.step > 0 else beyond >= 0
