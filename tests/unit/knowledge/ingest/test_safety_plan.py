"""The safety plan in the directory file: what it gives, and what would send somebody wrong."""

from datetime import timedelta
from pathlib import Path

import pytest

from knowledge.ingest.directory import BadDirectory, read_directory
from knowledge.model import Called, Hazard, Referral, SafetyPlan

TEAMS = "teams: [{id: maintenance, name: Maintenance}]\n"
WHOLE = """
safety:
  emergency_number: "+44 20 7946 0000"
  emergency_line: Then call the gate.
  emergency_lines: {es: Llame a la entrada., pt-BR: Ligue para a portaria.}
  escalate_after_minutes: 2.5
  referrals:
    - hazard: lockout-tagout
      asset: north/line-4
      called:
        - {role: Maintenance on shift, team: maintenance, how: channel 2}
        - {role: Duty engineer}
      permit: F-140
      training: LOTO-2
      training_link: https://training.example/loto
    - hazard: any
      called: [{role: Duty engineer}]
"""


def plan_of(folder: Path, text: str) -> SafetyPlan:
    path = folder / "people.yaml"
    path.write_text(TEAMS + text, encoding="utf-8")
    return read_directory(path).safety


def test_everything_in_the_section_is_read(tmp_path: Path) -> None:
    duty = Called("Duty engineer")
    assert plan_of(tmp_path, WHOLE) == SafetyPlan(
        "+44 20 7946 0000",
        "Then call the gate.",
        (("es", "Llame a la entrada."), ("pt-BR", "Ligue para a portaria.")),
        timedelta(seconds=150),
        (
            Referral(
                Hazard.LOCKOUT,
                (Called("Maintenance on shift", "channel 2", "maintenance"), duty),
                "north/line-4",
                "F-140",
                "LOTO-2",
                "https://training.example/loto",
            ),
            Referral(None, (duty,)),
        ),
    )


def test_a_file_without_the_section_has_an_empty_plan(tmp_path: Path) -> None:
    assert plan_of(tmp_path, "") == SafetyPlan()
    assert plan_of(tmp_path, "safety:") == SafetyPlan()


def referral(**fields: str) -> str:
    told = {"hazard": "hot-work", "called": "[{role: R}]"} | fields
    inside = ", ".join(f"{name}: {value}" for name, value in told.items())
    return f"referrals: [{{{inside}}}]"


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("emergency_number: 112", "emergency_number", "in quotes"),
        ('emergency_number: "call the gate"', "emergency_number", "the number alone"),
        ('emergency_number: "9"', "emergency_number", "the number alone"),
        ('emergency_line: "one\\ntwo"', "emergency_line", "one line"),
        ("emergency_lines: {es: Salga.}", "emergency_line", "is missing"),
        ("emergency_line: L\n  emergency_lines: {Spanish: S}", "emergency_lines.Spanish", "code"),
        ("emergency_line: L\n  emergency_lines: {es: }", "emergency_lines.es", "text"),
        ("escalate_after_minutes: 0", "escalate_after_minutes", "over 0"),
        ("escalate_after_minutes: 2000", "escalate_after_minutes", "up to 1,440"),
        ("escalate_after_minutes: soon", "escalate_after_minutes", "a number"),
        (referral(hazard="hotwork"), "referrals[0].hazard", "did you mean hot-work?"),
        (referral(hazard="emergency"), "referrals[0].hazard", "goes to emergency_number"),
        (referral(called="[]"), "referrals[0].called", "at least one role"),
        (referral(called=""), "referrals[0].called", "must be"),
        (referral(called="[{how: x}]"), "referrals[0].called[0].role", "is missing"),
        (
            referral(called="[{role: R, team: maintenence}]"),
            "referrals[0].called[0].team",
            "did you mean maintenance?",
        ),
        (referral(called="[{role: R, name: A}]"), "referrals[0].called[0].name", "one of the"),
        (referral(asset="a b"), "referrals[0].asset", "asset path"),
        (referral(training_link="http://t.example"), "referrals[0].training_link", "https://"),
        (referral(training_link='"javascript:a"'), "referrals[0].training_link", "https://"),
        (referral(permits="x"), "referrals[0].permits", "did you mean permit?"),
        ("emergency: 112", "emergency", "did you mean emergency"),
        (
            "referrals: [{hazard: any, called: [{role: A}]}, {hazard: any, called: [{role: B}]}]",
            "referrals[1].hazard",
            "referrals[0] has it",
        ),
    ],
)
def test_what_would_send_somebody_wrong_is_refused_by_name(
    tmp_path: Path, text: str, field: str, said: str
) -> None:
    with pytest.raises(BadDirectory) as refused:
        plan_of(tmp_path, f"safety:\n  {text}\n")
    assert refused.value.field == f"safety.{field}"
    assert said in str(refused.value)
