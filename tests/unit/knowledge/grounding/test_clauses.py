"""A denied clause is held against the clause of the evidence that says most of the same."""

import pytest

from knowledge.grounding.clauses import clauses
from knowledge.grounding.statements import Statement
from tests.unit.knowledge.grounding.samples import said


@pytest.mark.parametrize(
    "text",
    [
        "Don't clean the window with water or steam.",
        "Neither water nor steam may be used to clean the window.",
        "The emergency stop is not a valid isolation.",
        "The emergency stop does not count as an isolation.",
        "Work in a guard is not covered by it.",
        "Changeover and cleaning are not part of this procedure.",
    ],
)
def test_a_denial_in_other_words_is_kept_where_a_denied_clause_is_nearest(text: str) -> None:
    assert said(text, "S2") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Do not wipe the window with a lint-free cloth.",
        "Don't clean the window with a cloth.",
        "Do not stop the drum with the stop button.",
        "Packing does not start again after a good check.",
    ],
)
def test_a_denial_is_dropped_where_an_affirmed_clause_is_nearest(text: str) -> None:
    assert said(text, "S2") != ""


def test_a_denied_condition_lends_its_denial_to_no_other_clause() -> None:
    condition = "If two steps have not brought the seasoning below 6.4 %"
    assert said(f"{condition}, hold the packs.", "S2") == ""
    assert said(f"{condition}, do not hold the packs.", "S2") != ""


def test_a_missing_or_failed_thing_denies_no_clause() -> None:
    assert said("If a card is missing, treat it as a failed check.", "S2") == ""
    assert said("If a card is missing, do not treat it as a failed check.", "S2") != ""


def test_a_list_goes_on_in_its_clause() -> None:
    (one,) = clauses(Statement("It does not apply to cleaning (SOP-132), to repair, or to tests."))
    assert one.denials == 1
    assert {"clean", "repair", "test"} <= one.told


def test_a_condition_is_a_clause_of_its_own() -> None:
    denials = [each.denials for each in clauses(Statement("If it does not fall, call somebody."))]
    assert denials == [1, 0]


@pytest.mark.parametrize(
    "text",
    [
        "Clean the window with water or steam.",
        "The emergency stop counts as an isolation.",
        "Changeover and cleaning are part of this procedure.",
        "Work in a guard is covered by it.",
    ],
)
def test_what_is_nearest_to_a_denied_clause_may_not_be_affirmed_in_other_words(text: str) -> None:
    assert "denies" in said(text, "S2")


@pytest.mark.parametrize(
    "text",
    [
        "Changeover and cleaning are excluded.",
        "Work in a guard is left out.",
        "Stop the drum with the stop button.",
    ],
)
def test_what_leaves_something_out_without_a_not_affirms_nothing(text: str) -> None:
    assert said(text, "S2") == ""


def test_what_a_log_affirms_is_not_what_a_procedure_beside_it_denies() -> None:
    assert said("It wants the drum speed to go down to 38 rpm.", "R1", "S1") == ""
