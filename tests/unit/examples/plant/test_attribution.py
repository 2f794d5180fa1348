"""Risk models: the explanation adds up, for any readings."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.plant.attribution import Feature, RiskModel
from examples.plant.readings import Reading, Readings

NOW = datetime(2026, 11, 20, tzinfo=UTC)
FEATURES = (Feature("a", 1.5, 2.4), Feature("b", -0.1, 40.0), Feature("c", 0.02, 45.0))
LOGISTIC = RiskModel("probability", 0.12, FEATURES, 0.3)
LINEAR = RiskModel("loss", 1.5, FEATURES, 2.0, logistic=False, unit="%")
values = st.decimals(-100, 100, places=1)


def readings(*numbers: Decimal) -> Readings:
    return {
        feature.name: Reading(feature.name, number, "", "good", NOW)
        for feature, number in zip(FEATURES, numbers, strict=True)
    }


@given(values, values, values)
def test_printed_parts_differ_from_the_output_by_rounding_only(
    a: Decimal, b: Decimal, c: Decimal
) -> None:
    for model in (LOGISTIC, LINEAR):
        explained = model.explain(readings(a, b, c))
        total = explained.base + sum(score for _, score in explained.scores)
        assert explained.value == total
        assert float(explained.value) == pytest.approx(model.value(readings(a, b, c)), abs=0.002)


@given(values, values, values)
def test_a_contribution_has_the_sign_of_what_the_input_does(
    a: Decimal, b: Decimal, c: Decimal
) -> None:
    seen = readings(a, b, c)
    scores = dict(LOGISTIC.explain(seen).scores)
    for feature, value in zip(FEATURES, (a, b, c), strict=True):
        assert (
            float(scores[feature.name]) * feature.weight * (float(value) - feature.reference) >= 0
        )


def test_at_the_reference_nothing_contributes_and_the_output_is_the_base() -> None:
    explained = LOGISTIC.explain(readings(Decimal("2.4"), Decimal(40), Decimal(45)))
    assert explained.value == Decimal("0.12")
    assert {score for _, score in explained.scores} == {Decimal(0)}


def test_a_logistic_share_is_the_integrated_gradient() -> None:
    seen = readings(Decimal("3.4"), Decimal(30), Decimal(60))
    steps = 20_000
    total = 0.0
    for step in range(steps):
        share = (step + 0.5) / steps
        log_odds = -1.9924301646902063 + share * (1.5 + 1.0 + 0.3)
        probability = 1 / (1 + 2.718281828459045**-log_odds)
        total += probability * (1 - probability) * 1.5 / steps
    assert float(dict(LOGISTIC.explain(seen).scores)["a"]) == pytest.approx(total, abs=0.001)
