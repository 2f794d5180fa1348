"""A claim may not turn round what its evidence says."""

import pytest

from tests.unit.knowledge.grounding.samples import said


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Rule SEAS-07 fired.", "R1"),
        ("The drum guard must not be opened.", "S1"),
        ("Never open the drum guard.", "S1"),
        ("Call the shift supervisor before the next step.", "S1"),
        ("Product moisture pushed the probability of over-seasoning up.", "R1"),
        ("Oil flow pulled the probability of over-seasoning down.", "R1"),
        ("It considered reducing the line speed and did not choose it.", "R1"),
        ("The recommendation was overridden and the result was worse.", "R1"),
        ("The log does not say what it would advise then.", "R1"),
        ("The hall doors may stay open.", "S1"),
    ],
)
def test_claim_that_says_what_its_evidence_says_is_kept(text: str, label: str) -> None:
    assert said(text, label) == ""


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Rule SEAS-07 did not fire.", "R1"),
        ("La regla SEAS-07 no se activó.", "R1"),
        ("Die Regel SEAS-07 hat nicht ausgelöst.", "R1"),
        ("Reguła SEAS-07 nie zadziałała.", "R1"),
        ("A regra SEAS-07 não disparou.", "R1"),
        ("Kural SEAS-07 tetiklenmedi.", "R1"),
        ("Quy tắc SEAS-07 không kích hoạt.", "R1"),
        ("规则SEAS-07没有触发。", "R1"),
        ("No rule fired.", "R1"),
        ("The log names no alternative.", "R1"),
        ("The drum guard must be opened.", "S1"),
        ("Open the drum guard.", "S1"),
        ("Do not use the sight glass.", "S1"),
    ],
)
def test_claim_that_denies_what_is_affirmed_or_affirms_what_is_denied_is_dropped(
    text: str, label: str
) -> None:
    assert said(text, label) != ""


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Product moisture pulled the probability of over-seasoning down.", "R1"),
        ("The probability of over-seasoning was lowered by product moisture.", "R1"),
        ("It wants a higher drum speed: raise it.", "R1"),
        ("It recommends increasing the drum speed.", "R1"),
        ("Raise the drum speed by not more than 4 rpm in one step.", "S1"),
        ("Call the shift supervisor after the next step.", "S1"),
        ("The recommendation was accepted.", "R1"),
        ("The result was better.", "R1"),
        ("The quality of the line speed is good, not bad.", "R1"),
    ],
)
def test_claim_that_goes_the_other_way_is_dropped(text: str, label: str) -> None:
    assert said(text, label) != ""


def test_must_is_not_may_and_may_is_not_must() -> None:
    assert "'may'" in said("The operator may use the sight glass.", "S1")
    assert "'must'" in said("The hall doors must stay open.", "S1")
