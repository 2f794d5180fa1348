"""Forms of a judgement hold what was asked, and what was typed comes back as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.blocks.elements import Json
from bot.channels.slack.modals.frame import BadForm, Sent
from bot.channels.slack.modals.judging import (
    corrected,
    correction_modal,
    overridden,
    override_modal,
)
from bot.channels.slack.names import Field, Form, Ref
from bot.feedback import BadFeedback
from bot.shown.answers import Scope
from bot.shown.cards import Card
from tests.slack.filling import sent
from tests.slack.golden import same_as
from tests.slack.validity import check_view
from tests.small_plant import LINE_4, advice

REF = Ref(question="slack:T1:C1:1.2", channel="C1", thread="1.1")
DRUM = f"{LINE_4}/drum-2"
SCOPES = (Scope(DRUM, "Line 4, Drum 2"), Scope(LINE_4, "Line 4"))
CARD = Card(advice(1), "Line 4, Drum 2", "open", None, None, by_reader=False)
TYPED = {
    Field.EXPECTATION: "Set 36 rpm.",
    Field.RATIONALE: "The belt is wet.",
    Field.SCOPE: "4",
    Field.REASON_CLASS: "information",
    Field.EVIDENCE: "Lot 7",
    Field.CONFIDENCE: "3",
    Field.PHOTO: ["F1", "F2"],
}


def form() -> Json:
    return correction_modal(asked="Why 38 rpm?", scopes=SCOPES, ref=REF)


def test_not_right_opens_one_form_with_the_equipment_chosen() -> None:
    view = form()
    check_view(view)
    assert view["callback_id"] == Form.CORRECTION
    same_as("modal_not_right", view)


def test_what_was_typed_comes_back() -> None:
    back = corrected(sent(form(), TYPED), asset=DRUM)
    assert back.ref == REF
    assert (back.expectation, back.rationale, back.evidence) == (
        "Set 36 rpm.", "The belt is wet.", "Lot 7",
    )  # fmt: skip
    assert (back.scope, back.reason_class, back.confidence) == (LINE_4, "information", 3)
    assert back.photos == ("F1", "F2")
    assert not back.unnamed


def test_its_author_may_stay_unnamed() -> None:
    assert corrected(sent(form(), TYPED | {Field.UNNAMED: ["yes"]}), asset=DRUM).unnamed


@pytest.mark.parametrize(("chosen", "scope"), [("all", None), ("5", DRUM), ("4", LINE_4)])
def test_the_scope_is_the_equipment_or_what_stands_around_it(
    chosen: str, scope: str | None
) -> None:
    back = corrected(sent(form(), TYPED | {Field.SCOPE: chosen}), asset=DRUM)
    assert back.scope == scope


def test_without_equipment_it_holds_for_all() -> None:
    view = correction_modal(asked="", scopes=(), ref=REF)
    check_view(view)
    assert corrected(sent(view, TYPED | {Field.SCOPE: "all"}), asset=None).scope is None


@pytest.mark.parametrize(("field", "value"), [(Field.CONFIDENCE, ""), (Field.SCOPE, "x")])
def test_what_the_form_would_not_send_is_refused_at_its_field(field: Field, value: str) -> None:
    with pytest.raises(BadForm) as refused:
        corrected(sent(form(), TYPED | {field: value}, strict=False), asset=DRUM)
    assert list(refused.value.wrong) == [field]


def test_a_refused_record_is_said_at_its_field_or_at_the_first() -> None:
    bad = BadForm.of(BadFeedback("rationale", "", "write why"), Field.EXPECTATION)
    assert bad.response() == {
        "response_action": "errors",
        "errors": {"rationale": "write why"},
    }
    other = BadForm.of(BadFeedback("question_id", "q", "judge your own"), Field.EXPECTATION)
    assert other.wrong == {Field.EXPECTATION: "question_id is 'q': judge your own"}


def test_an_override_says_why_and_what_instead() -> None:
    ref = Ref(decision="R-2026-000001", channel="C1", message="1.2")
    view = override_modal(CARD, ref)
    check_view(view)
    same_as("modal_override", view)
    back = overridden(
        sent(view, {Field.REASON_CLASS: "complexity", Field.RATIONALE: "No hands free."})
    )
    assert (back.ref, back.reason_class, back.rationale, back.action_taken) == (
        ref, "complexity", "No hands free.", "",
    )  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=4000), st.lists(st.text(max_size=300), max_size=5))
def test_whatever_is_called_what_slack_takes_the_form(asked: str, names: list[str]) -> None:
    scopes = [Scope("/".join("abcde"[: 5 - n]), name) for n, name in enumerate(names)]
    check_view(correction_modal(asked=asked, scopes=scopes, ref=REF))


def test_a_form_that_came_from_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="no reference"):
        Sent.of({"private_metadata": "hello"})
