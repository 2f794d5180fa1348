"""No claim passes that its evidence does not carry."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.grounding import fault, numbers_in, sentences, verify
from knowledge.model import Claim, Derived, Evidence, EvidenceKind

LOG = Evidence(
    label="R1",
    kind=EvidenceKind.REASONING_LOG,
    text="Recommendation R-2026-000123 for Line 4, Drum 2\n"
    "Action: Reduce drum speed from 42 to 38 rpm\n"
    "Issued: 2026-11-20 14:03:05+00:00\n"
    "Input: product moisture = 3.4 %\n"
    "Factor: ambient humidity -0.031\n"
    "Rule fired: SEAS-07 revision 4: product moisture > 2.9 %",
    source_id="R-2026-000123",
    document="R-2026-000123",
)
SOP = Evidence(
    label="S1",
    kind=EvidenceKind.PASSAGE,
    text="Keep the drum speed between 36-44 rpm. Never run below 36 rpm.",
    source_id="p1",
    document="SOP-114",
    revision="C",
    section="6.2",
)
BY_LABEL = {"R1": LOG, "S1": SOP}


def said(text: str, *labels: str, **more: object) -> str:
    return fault(Claim(text, labels or ("R1",), **more), BY_LABEL)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Because product moisture is 3.4 %.",
        "Because product moisture is 3.4% (rule SEAS-07 asks for over 2.9 %).",
        "Drum 2 goes from 42 to 38 rpm.",
        "Ambient humidity pulled it down (−0.031).",
        "It was followed by “Reduce drum speed from 42 to 38 rpm”.",
    ],
)
def test_claim_whose_numbers_units_and_names_stand_in_its_evidence_is_kept(text: str) -> None:
    assert said(text) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Product moisture is 3.5 %.", "3.5 %"),
        ("Product moisture is 3.4 rpm.", "3.4 rpm"),
        ("Ambient humidity pushed it up (0.031).", "0.031"),
        ("Because rule SEAS-08 fired.", "SEAS-08"),
        ("It said “Reduce the line speed”.", "does not stand"),
    ],
)
def test_claim_with_an_invented_number_unit_sign_name_or_quotation_is_dropped(
    text: str, reason: str
) -> None:
    assert reason in said(text)


def test_claim_without_citation_is_dropped() -> None:
    assert fault(Claim("Drum speed is high.", ()), BY_LABEL) == "cites nothing"


def test_claim_that_cites_what_was_not_retrieved_is_dropped() -> None:
    assert "S7" in said("Drum speed is high.", "S7")


def test_number_must_stand_in_the_evidence_the_claim_cites_not_in_another() -> None:
    assert said("Never run below 36 rpm.", "S1") == ""
    assert "36 rpm" in said("Never run below 36 rpm.", "R1")


def test_both_ends_of_a_range_count_as_numbers_with_the_unit_behind_the_last() -> None:
    assert (Decimal(44), "rpm") in numbers_in("36-44 rpm")
    assert (Decimal(36), "") in numbers_in("36-44 rpm")


def test_quotation_is_verbatim_but_for_white_space() -> None:
    assert said("Never run\n below 36 rpm.", "S1", quote=True) == ""
    assert "does not stand" in said("Never run under 36 rpm.", "S1", quote=True)


def test_derived_number_needs_operands_that_stand_in_the_evidence() -> None:
    good = Derived("9 min", "age", ("2026-11-20 14:03:05+00:00",))
    bad = Derived("9 min", "age", ("2026-11-20 15:00:00+00:00",))
    assert said("It was issued 9 min ago.", derived=(good,)) == ""
    assert "not in the evidence" in said("It was issued 9 min ago.", derived=(bad,))
    assert "9 min" in said("It was issued 9 min ago.")


@given(
    st.decimals(min_value=0, max_value=10_000, places=2).filter(
        lambda number: number not in {value for value, _ in numbers_in(LOG.text)}
    ),
    st.sampled_from(["%", "rpm", "°C", "kg/h", ""]),
)
def test_no_invented_number_ever_passes(number: Decimal, unit: str) -> None:
    assert said(f"The value was {number} {unit} then.") != ""


@given(st.text(max_size=60))
def test_no_uncited_claim_ever_passes(text: str) -> None:
    assert verify([Claim(text, ())], [LOG, SOP]).kept == ()


@given(st.integers(0, len(SOP.text)), st.integers(0, len(SOP.text)))
def test_every_verbatim_piece_of_a_passage_passes_as_a_quotation(start: int, end: int) -> None:
    piece = SOP.text[min(start, end) : max(start, end)]
    assert said(piece, "S1", quote=True) == ""


SENTENCES = [
    "Keep the drum speed between 36-44 rpm.",
    "Never run below 36 rpm.",
    "Product moisture is 3.4 %.",
    "Drum 2 goes from 42 to 38 rpm.",
]


@given(st.sampled_from(sentences(SOP.text)))
def test_verbatim_sentence_of_the_evidence_always_passes(sentence: str) -> None:
    assert said(sentence, "S1") == ""


@given(st.sampled_from(SENTENCES), st.integers(0, 20), st.integers(1, 9))
def test_changing_one_digit_of_a_passing_claim_makes_it_fail(
    sentence: str, place: int, by: int
) -> None:
    digits = [index for index, one in enumerate(sentence) if one.isdigit()]
    index = digits[place % len(digits)]
    changed = str((int(sentence[index]) + by) % 10)
    other = sentence[:index] + changed + sentence[index + 1 :]
    assume(not numbers_in(other) <= numbers_in(LOG.text) | numbers_in(SOP.text))
    assert said(sentence, "R1", "S1") == ""
    assert said(other, "R1", "S1") != ""


@given(st.sampled_from(SENTENCES), st.sampled_from(["kPa", "°C", "kg/h", "mm", "V", "t/h", "bar"]))
def test_changing_the_unit_of_a_passing_claim_makes_it_fail(sentence: str, unit: str) -> None:
    changed = sentence.replace("rpm", unit).replace("%", unit)
    assert said(changed, "R1", "S1") != ""


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_text_breaks_the_check(text: str, evidence: str) -> None:
    fault(Claim(text, ("R1",)), {"R1": replace(LOG, text=evidence)})


@given(st.sampled_from(SENTENCES), st.from_regex(r"[A-Z]\d{1,3}", fullmatch=True))
def test_no_claim_that_cites_what_was_not_retrieved_ever_passes(sentence: str, label: str) -> None:
    assume(label not in BY_LABEL)
    assert said(sentence, "R1", label) != ""


def test_what_our_own_code_words_is_checked_for_numbers_and_names_in_any_language() -> None:
    def ours(text: str) -> str:
        return fault(Claim(text, ("R1",), ours=True), BY_LABEL)

    assert ours("La regla SEAS-07 no se activaría con 2.9 % o menos.") == ""
    assert "3.5" in ours("La humedad es de 3.5 %.")
    assert "SEAS-08" in ours("La regla SEAS-08 se activó.")
    assert "does not cite" in ours("La regla SEAS-07 se activó [S9].")
