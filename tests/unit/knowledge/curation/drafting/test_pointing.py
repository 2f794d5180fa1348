"""The key point is a sentence that warns, forbids or limits; the reason says what else happens."""

import pytest

from knowledge.curation.drafting.pieces import pieces_of
from knowledge.curation.drafting.pointing import Point, points_in, unmarked


def best(text: str) -> Point | None:
    found = [point for piece in pieces_of(text) for point in points_in(piece)]
    return max(found, key=lambda each: each.weight, default=None)


@pytest.mark.parametrize(
    ("text", "key", "why"),
    [
        (
            "5. Do not go below 36 rpm. Below that the curtain collapses.",
            "Do not go below 36 rpm.",
            "Below that the curtain collapses.",
        ),
        (
            "Do not go below 80 %: the conveyor then stacks product.",
            "Do not go below 80 %.",
            "The conveyor then stacks product.",
        ),
        (
            "Warning: the highest temperature is 142 °C. The layer burns through above it.",
            "The highest temperature is 142 °C.",
            "The layer burns through above it.",
        ),
        (
            "Niemals unter 36 rpm fahren. Sonst bricht der Vorhang zusammen.",
            "Niemals unter 36 rpm fahren.",
            "Sonst bricht der Vorhang zusammen.",
        ),
        ("The drum turns. Take a sample.", None, ""),
        ("Leave the foam on. Never let it dry.", None, ""),
    ],
)
def test_key_point_and_reason(text: str, key: str | None, why: str) -> None:
    found = best(text)
    assert (found and (found.text, found.why)) == (key and (key, why))


def test_prohibition_weighs_more_than_a_limit() -> None:
    found = best("The drum must run at 40 rpm. Never open the cover while it turns at 40 rpm.")
    assert found is None or found.text == "The drum must run at 40 rpm."
    found = best("The drum must run at 40 rpm. Never run empty drums.")
    assert found is not None
    assert found.text == "Never run empty drums."


def test_mark_of_a_warning_is_taken_off() -> None:
    assert unmarked("Warning: hot surface.") == "hot surface."
    assert unmarked("Warnings stand in section 4.") == "Warnings stand in section 4."
