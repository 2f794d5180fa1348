"""A routed answer beside its text: the number as dialled, and links that may be followed."""

import pytest

from bot.shown.referred import emergency_of, referred_of
from knowledge.model import Answer, Route, Status
from tests.safe_plant import SAFE_DIRECTORY
from tests.small_plant import LINE_4, OPERATOR, Plant


def answer(way: Route | None, asset: str | None = LINE_4) -> Answer:
    return Answer(Status.ROUTED, "", route=way, asset=asset)


@pytest.mark.parametrize(
    ("number", "dial"),
    [("112", "112"), ("+44 (20) 7946-0000", "+442079460000"), ("*99#", "*99#"), ("the gate", "")],
)
def test_the_number_is_dialled_as_digits(number: str, dial: str) -> None:
    emergency = emergency_of(answer(Route("emergency", number, line="Leave.")))
    assert emergency is not None
    assert (emergency.number, emergency.dial, emergency.line) == (number, dial, "Leave.")


def test_other_answers_are_no_emergency(plant: Plant) -> None:
    assert emergency_of(answer(Route("hot-work", "Fire watch"))) is None
    assert emergency_of(answer(None)) is None
    for way in (None, Route("emergency", "112")):
        assert referred_of(answer(way), question_id="q", reader=OPERATOR, store=plant.store) is None


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://t.example", "//t.example"])
def test_a_link_that_may_not_be_followed_is_left_out(plant: Plant, link: str) -> None:
    way = Route("hot-work", "Fire watch", training_link=link)
    found = referred_of(answer(way), question_id="q", reader=OPERATOR, store=plant.store)
    assert found is not None
    assert found.training_link == ""


def test_without_anybody_in_the_plan_nobody_is_offered(plant: Plant) -> None:
    way = Route("certified-training-only", "Supervisor")
    asked = {"question_id": "q", "reader": OPERATOR, "store": plant.store}
    without = referred_of(answer(way), **asked)  # type: ignore[arg-type]
    assert without is not None
    assert without.comes is None
    plant.store.directory.replace(SAFE_DIRECTORY)
    offered = referred_of(answer(way), **asked)  # type: ignore[arg-type]
    assert offered is not None
    assert offered.comes is not None
    assert offered.comes.role == "Maintenance on shift"
    unknown = referred_of(answer(Route("a-rule-of-tomorrow", "R")), **asked)  # type: ignore[arg-type]
    assert unknown is not None
    assert (unknown.matter, unknown.comes) == ("a-rule-of-tomorrow", None)
