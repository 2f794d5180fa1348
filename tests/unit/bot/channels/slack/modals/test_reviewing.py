"""A reviewer sees what was asked, answered and put right, and says why they decide so."""

from dataclasses import replace

import pytest

from bot.channels.slack.blocks.reading import read_aloud
from bot.channels.slack.modals.frame import BadForm
from bot.channels.slack.modals.reviewing import Other, Pending, review_modal, reviewed
from bot.channels.slack.names import Field, Ref
from knowledge.model import Use
from tests.slack.filling import sent
from tests.slack.golden import same_as
from tests.slack.validity import check_view, nodes
from tests.small_plant import NOW

REF = Ref(key="correction:7")
PENDING = Pending(
    "correction:7", "Why 38 rpm?", "Because moisture is 3.4 %.", "Set 36 rpm.", "The belt is wet.",
    "Line 4, Drum 2", "Line 4", NOW, "Lot 7", "I know something it does not know", "3, sure",
    document="SOP-114",
)  # fmt: skip
VIEW = review_modal(PENDING, REF, now=NOW)


def test_the_form_shows_the_whole_matter_without_a_name() -> None:
    check_view(VIEW)
    text = read_aloud(VIEW["blocks"])
    for words in ("Why 38 rpm?", "Because moisture", "Set 36 rpm.", "The belt is wet.", "Lot 7"):
        assert words in text
    same_as("modal_review", VIEW)


@pytest.mark.parametrize(
    ("verdict", "use"), [("evidence", Use.EVIDENCE), ("note", Use.NOTE), ("rejected", None)]
)
def test_the_decision_comes_back_with_its_reason(verdict: str, use: Use | None) -> None:
    back = reviewed(sent(VIEW, {Field.VERDICT: verdict, Field.RATIONALE: "Seen it."}))
    assert (back.ref, back.use, back.reason) == (REF, use, "Seen it.")
    assert back.accepted is (use is not None)


def test_a_change_names_its_document() -> None:
    asked = {Field.VERDICT: "change_request", Field.RATIONALE: "x", Field.DOCUMENT: "SOP-114"}
    assert reviewed(sent(VIEW, asked)).document == "SOP-114"
    with pytest.raises(BadForm) as refused:
        reviewed(sent(VIEW, asked | {Field.DOCUMENT: ""}))
    assert list(refused.value.wrong) == [Field.DOCUMENT]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({Field.VERDICT: "evidence", Field.RATIONALE: " "}, Field.RATIONALE),
        ({Field.VERDICT: "maybe", Field.RATIONALE: "x"}, Field.VERDICT),
        ({Field.RATIONALE: "x"}, Field.VERDICT),
    ],
)
def test_no_decision_without_a_verdict_and_a_reason(typed: dict[Field, str], field: Field) -> None:
    with pytest.raises(BadForm) as refused:
        reviewed(sent(VIEW, typed, strict=False))
    assert list(refused.value.wrong) == [field]


def test_a_routed_matter_is_never_to_stand_in_an_answer() -> None:
    view = review_modal(replace(PENDING, routed=True), REF, now=NOW)
    values = [each["value"] for each in nodes(view["blocks"]) if "value" in each]
    assert values == ["change_request", "note", "rejected"]


def test_one_that_disagrees_can_be_ended_in_the_same_act() -> None:
    others = (Other(4, "accepted", "Set 40 rpm.", True), Other(5, "rejected", "Wait.", False))
    view = review_modal(replace(PENDING, others=others), REF, now=NOW)
    check_view(view)
    text = read_aloud(view["blocks"])
    assert "Does not agree with number 4 (accepted)" in text
    assert "Number 5 (rejected)" in text
    back = reviewed(sent(view, {Field.VERDICT: "over-4", Field.RATIONALE: "Seen it."}))
    assert (back.use, back.over) == (Use.EVIDENCE, 4)
    held = review_modal(replace(PENDING, others=others, routed=True, held="Why."), REF, now=NOW)
    assert "over-4" not in [each.get("value") for each in nodes(held["blocks"])]
    assert "Why." in read_aloud(held["blocks"])


def test_words_of_any_length_have_room() -> None:
    check_view(review_modal(replace(PENDING, instead="x " * 2_000, evidence=""), REF, now=NOW))
