"""The safety plan: the referral nearest to the hazard and the equipment is called."""

import pytest

from knowledge.model import Called, Hazard, Referral, SafetyPlan, followable

ANYBODY = Referral(None, (Called("Duty engineer"),))
LOCKING = Referral(Hazard.LOCKOUT, (Called("Electrician"),))
AT_LINE_4 = Referral(Hazard.LOCKOUT, (Called("Electrician Line 4"),), asset="n/s/line-4")
PLAN = SafetyPlan(referrals=(ANYBODY, LOCKING, AT_LINE_4))


def test_the_referral_of_the_hazard_on_the_equipment_comes_first() -> None:
    assert PLAN.referral(Hazard.LOCKOUT, "n/s/line-4/drum-2") is AT_LINE_4


def test_elsewhere_the_hazards_own_referral_is_called() -> None:
    assert PLAN.referral(Hazard.LOCKOUT, "n/s/line-40") is LOCKING
    assert PLAN.referral(Hazard.LOCKOUT, None) is LOCKING


def test_a_hazard_without_its_own_goes_to_the_general_one_and_without_that_to_nobody() -> None:
    assert PLAN.referral(Hazard.HOT_WORK, None) is ANYBODY
    assert SafetyPlan().referral(Hazard.HOT_WORK, None) is None


def test_the_emergency_line_is_said_in_the_language_if_it_was_written_in_it() -> None:
    plan = SafetyPlan(emergency_line="Leave.", emergency_lines=(("es", "Salga."),))
    assert [plan.emergency_line_in(each) for each in ("es", "de")] == ["Salga.", "Leave."]


@pytest.mark.parametrize("link", ["https://t.example", "https://t.example/a?b=c#d", "/training/1"])
def test_https_and_paths_of_our_own_can_be_followed(link: str) -> None:
    assert followable(link)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "http://t.example",
        "javascript:alert(1)",
        "//t.example/a",
        "/\\t.example",
        "https://us@evil.example",
        "https://t.example/a b",
        "HTTPS:t.example",
        "t.example",
    ],
)
def test_other_links_cannot(link: str) -> None:
    assert not followable(link)
