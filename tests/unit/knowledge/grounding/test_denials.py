"""A denial needs one of its own in the evidence, and what is denied there may not be affirmed."""

import pytest

from tests.unit.knowledge.grounding.samples import said


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Product moisture was hardly 3.4 %.", "R1"),
        ("Product moisture was anything but 3.4 %.", "R1"),
        ("A product moisture of 3.4 % was not logged.", "R1"),
        ("It is untrue that product moisture was 3.4 %.", "R1"),
        ("How high was product moisture? Not 3.4 %.", "R1"),
        ("Product moisture at 3.4 %? No.", "R1"),
        ("The log is silent on product moisture at 3.4 %.", "R1"),
        ("Product moisture ist keineswegs 3.4 %.", "R1"),
        ("Product moisture 3.4 % değildi.", "R1"),
        ("SEAS-07 was inapplicable.", "R1"),
        ("It advises against reducing the drum speed to 38 rpm.", "R1"),
        ("It would not like the drum speed to go down to 38 rpm.", "R1"),
        ("The curtain does not collapse below 36 rpm.", "S1"),
        ("The shift supervisor need not be called above 2.9 % moisture.", "S1"),
    ],
)
def test_a_denial_that_the_evidence_does_not_make_is_dropped(text: str, label: str) -> None:
    assert said(text, label) != ""


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("It wants the drum speed at 38 rpm, not 42 rpm.", "R1"),
        ("It wants 38 rpm rather than 42 rpm for the drum speed.", "R1"),
        ("Without product moisture over 2.9 %, SEAS-07 would not have fired.", "R1"),
        ("Had product moisture not been over 2.9 %, SEAS-07 would not have fired.", "R1"),
        ("Product moisture was nothing else but 3.4 %.", "R1"),
        ("Never open the drum guard; use the sight glass.", "S1"),
        ("Use the sight glass instead of opening the drum guard.", "S1"),
    ],
)
def test_a_denial_that_says_what_the_evidence_says_is_kept(text: str, label: str) -> None:
    assert said(text, label) == ""


def test_a_value_it_goes_to_is_not_the_one_it_leaves() -> None:
    assert said("It wants the drum speed at 42 rpm, not 38 rpm.") != ""


def test_each_denial_of_a_claim_needs_one_of_its_own() -> None:
    assert said("Do not open the drum guard.", "S1") == ""
    assert said("Do not avoid to open the drum guard.", "S1") != ""


def test_neither_nor_denies_once() -> None:
    assert said("Neither use water nor steam.", "S2") == ""


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Don't raise the jaw pressure by more than 0.2 bar.", True),
        ("Raising the jaw pressure by more than 0.2 bar is not allowed.", True),
        ("Going below 36 rpm is not allowed.", True),
        ("Going above 36 rpm is not allowed.", False),
        ("Don't raise the jaw pressure by less than 0.2 bar.", False),
    ],
)
def test_a_limit_may_be_denied_before_or_behind_its_value(text: str, held: bool) -> None:
    label = "S1" if "rpm" in text else "S2"
    assert (said(text, label) == "") is held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("The air knife is not running.", True),
        ("The air knife is running.", False),
        ("Don't forget to look at the condensate return.", True),
        ("Nobody except Quality and the maker's technician may.", True),
        ("The oil flow must not be raised just because the moisture reading is low.", True),
        ("The oil flow must not be lowered just because the moisture reading is low.", False),
    ],
)
def test_a_denial_in_other_words_says_what_the_evidence_says(text: str, held: bool) -> None:
    assert (said(text, "S2") == "") is held


def test_a_limit_for_going_somewhere_denies_no_other_going() -> None:
    assert said("The bed goes to the dryer.", "S1") == ""
    assert said("Go below 36 rpm.", "S1") != ""
