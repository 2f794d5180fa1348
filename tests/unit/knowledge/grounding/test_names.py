"""Assets, documents, places in them and roles: only those of the evidence may be named."""

from collections.abc import Sequence

import pytest

from knowledge.grounding import fault
from knowledge.model import Claim
from tests.unit.knowledge.grounding.samples import BY_LABEL, said


class Plant:
    """Two lines with two drums each."""

    def mentioned(self, text: str) -> Sequence[frozenset[str]]:
        lines = {f"line {n}": frozenset({f"north/snacks/line-{n}"}) for n in (3, 4)}
        drums = {
            f"drum {n}": frozenset(f"north/snacks/line-{line}/drum-{n}" for line in (3, 4))
            for n in (1, 2)
        }
        return [paths for name, paths in {**lines, **drums}.items() if name in text.casefold()]


@pytest.mark.parametrize(
    "text",
    [
        "SEAS-07 fired on Drum 2.",
        "It consulted SOP-114 revision C, section 6.2.",
        "It consulted SOP-114 rev. C.",
        "Step 3 says: Do not go below 36 rpm.",
        "The shift supervisor is called.",
    ],
)
def test_name_that_stands_in_the_evidence_is_kept(text: str) -> None:
    assert said(text, "R1", "S1") == ""


@pytest.mark.parametrize(
    "text",
    [
        "SEAS-08 fired.",
        "SEAS-0 fired.",
        "It consulted SOP-11.",
        "SEAS-07 fired on Drum 3.",
        "It consulted SOP-114 revision D.",
        "It consulted SOP-114 section 6.3.",
        "Step 9 says: Do not go below 36 rpm.",
        "Call the electrician.",
        "Llame al electricista.",
    ],
)
def test_name_that_does_not_stand_in_the_evidence_is_dropped(text: str) -> None:
    assert "does not stand" in said(text, "R1", "S1")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("SEAS-07 fired on line 4.", True),
        ("SEAS-07 fired on line 4, drum 2.", True),
        ("SEAS-07 fired on line 3.", False),
        ("SEAS-07 fired on line 4, drum 1.", False),
    ],
)
def test_spoken_asset_must_be_the_log_s_own_or_around_it(text: str, kept: bool) -> None:
    assert (fault(Claim(text, ("R1",)), BY_LABEL, names=Plant()) == "") is kept


def test_the_operator_is_who_a_recommendation_is_made_to_and_who_is_told_not_to() -> None:
    assert said("The recommendation was overridden by the operator.", "R1") == ""
    assert said("Operators must not change the sensitivity themselves.", "S2") == ""
    assert "operator" in said("The operator releases it in writing.", "S2")
    assert "electrician" in said("The recommendation was overridden by the electrician.", "R1")
