"""What may be done only after, or only with, something else: the same said in many ways."""

import pytest

from tests.unit.knowledge.grounding.samples import said


@pytest.mark.parametrize(
    "text",
    [
        "Don't raise the set point before you have looked at the condensate return.",
        "Do not raise the set point until you have looked at the condensate return.",
        "Packing can't start again until Quality has released it in writing.",
        "Packing does not start again without a good check.",
        "You must not take off a lock that is not your own.",
    ],
)
def test_not_before_is_only_after(text: str) -> None:
    assert said(text, "S2") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Do not look at the condensate return before you raise the set point.",
        "Do not lower the set point before you have looked at the condensate return.",
        "Packing does not start again before the maker's technician has been told.",
        "Do not reduce the line speed unless lowering the bed is enough.",
        "Do not reduce the line speed unless raising the bed is not enough.",
    ],
)
def test_not_before_is_dropped_where_the_evidence_has_another_order(text: str) -> None:
    assert said(text, "S2") != ""


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Only Quality and the maker's technician may change the sensitivity.", True),
        ("The sensitivity may only be changed by Quality and the maker's technician.", True),
        ("Not only Quality and the maker's technician may change the sensitivity.", False),
        ("Change the sensitivity yourself.", False),
    ],
)
def test_only_some_may_is_kept_where_all_others_may_not(text: str, held: bool) -> None:
    assert (said(text, "S2") == "") is held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Compare with a hand sample before you raise the oil flow.", True),
        ("Raise the oil flow only after comparing with a hand sample.", True),
        ("Raise the oil flow before you compare with a hand sample.", False),
        ("Raise the oil flow on the moisture reading alone.", False),
    ],
)
def test_what_must_come_first_frees_what_is_denied_without_it(text: str, held: bool) -> None:
    assert (said(text, "S2") == "") is held


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Look at the condensate return before raising the set point.", True),
        ("Raise the set point before you look at the condensate return.", False),
        ("Packing starts again before a good check.", False),
    ],
)
def test_what_comes_behind_may_not_be_said_to_come_before(text: str, held: bool) -> None:
    assert (said(text, "S2") == "") is held
