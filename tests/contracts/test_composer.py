"""What every Composer keeps: the extractive one, and a model around it that writes anything."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.compose import Composer
from bot.answering.extractive import ExtractiveComposer
from bot.answering.gather import Logged, Material
from bot.answering.generative import GenerativeComposer
from bot.answering.intents import Intent
from bot.answering.logs import log_evidence
from bot.answering.passages import Found, Shelf, passage_evidence
from bot.answering.resolve import Subject
from knowledge.grounding import verify
from knowledge.language.scripted import Script, ScriptedModel, claims
from knowledge.model import (
    Claim,
    ClaimKind,
    DocumentClass,
    Passage,
    Recommendation,
    Revision,
    RevisionStatus,
)
from tests.small_plant import NOW, advice

TRUE = claims(("Product moisture was logged at 3.4 %.", ["R1"]), ("Keep it dry.", ["S1"]))
INTENTS = tuple(Intent)
QUESTION = "why reduce the drum speed when the product moisture is high?"


def found(number: int, text: str, **facts: object) -> Found:
    revision = Revision(
        f"r{number}",
        f"SOP-{113 + number}",
        "Seasoning control",
        "C",
        RevisionStatus.APPROVED,
        "a.md",
        "0",
        NOW,
        **facts,  # type: ignore[arg-type]
    )
    passage = Passage(f"p{number}", revision.id, 0, ("6 Drum speed",), "6.2", None, text)
    return Found(f"S{number}", passage, revision, 0.9)


SHELF = Shelf(
    (
        found(1, "The drum speed must not go below 40 rpm. Keep it dry."),
        found(2, "High product moisture makes the seasoning clump."),
        found(3, "Open the isolator.", document_class=DocumentClass.CERTIFIED_TRAINING_ONLY),
    )
)


def about(
    one: Recommendation | None = None, intent: Intent = Intent.WHY
) -> tuple[Subject, Material]:
    """Return a question about the recommendation, and everything there is to say."""
    subject = Subject(intent, QUESTION, QUESTION, recommendation=one)
    log = Logged("R1", one, "Line 4, Drum 2")
    logged = log_evidence("R1", one, asset_name="Line 4, Drum 2")
    evidence = (logged, *(passage_evidence(each) for each in SHELF.found))
    material = Material(now=NOW, asset_name="Line 4", log=log, shelf=SHELF, evidence=evidence)
    return subject, material


def explained_by(*scripts: Script) -> Composer:
    model = ScriptedModel(*scripts)
    return GenerativeComposer(model=model, otherwise=ExtractiveComposer(), seconds=5)


COMPOSERS: dict[str, Callable[[], Composer]] = {
    "extractive": ExtractiveComposer,
    "a model that is right": lambda: explained_by(TRUE),
    "a model that invents": lambda: explained_by(claims(("It broke 77 times.", ["R1"]))),
    "a model that writes nothing": lambda: explained_by(""),
}


@pytest.fixture(params=COMPOSERS, ids=lambda name: str(name).replace(" ", "-"))
def composer(request: pytest.FixtureRequest) -> Composer:
    return COMPOSERS[request.param]()


@pytest.mark.parametrize("intent", INTENTS)
def test_every_claim_holds_in_what_was_retrieved(composer: Composer, intent: Intent) -> None:
    subject, material = about(advice(1), intent)
    draft = composer.compose(subject, material)
    assert verify(draft.claims, material.evidence).dropped == ()


@pytest.mark.parametrize("intent", INTENTS)
def test_without_material_nothing_is_found(composer: Composer, intent: Intent) -> None:
    subject = Subject(intent, QUESTION, QUESTION)
    draft = composer.compose(subject, Material(now=NOW))
    assert not draft.found or not draft.claims
    assert draft.written_by == "extractive"


def test_conflicts_and_cautions_are_shown_whoever_writes(composer: Composer) -> None:
    shown = [each for each in composer.compose(*about(advice(1))).claims if not each.detail]
    assert [each.kind for each in shown].count(ClaimKind.CONFLICT) == 2
    assert [each.kind for each in shown].count(ClaimKind.QUALITY) == 1


def test_text_for_certified_people_is_not_told_beside_other_advice(composer: Composer) -> None:
    for intent in INTENTS:
        draft = composer.compose(*about(advice(1), intent))
        assert not any("S3" in each.citations for each in draft.claims)


def test_what_is_told_before_is_the_beginning_of_the_draft(composer: Composer) -> None:
    told: list[Claim] = []
    draft = composer.compose(*about(advice(1)), tell=told.append)
    if draft.written_by != "extractive":
        assert tuple(told) == draft.claims[: len(told)]
    assert set(told) <= set(draft.claims)


def test_no_number_of_a_model_is_derived_and_no_counterfactual_is_its_own() -> None:
    draft = explained_by(TRUE).compose(*about(advice(1)))
    theirs = [each for each in draft.claims if each.text in TRUE]
    assert len(theirs) == 2
    assert all(each.derived == () and not each.quote for each in theirs)
    assert {each.kind for each in theirs} <= {ClaimKind.REASON, ClaimKind.PROCEDURE}


_LINES = st.one_of(
    st.text(max_size=80),
    st.builds(
        lambda text, labels: claims((text, labels)),
        st.sampled_from(
            ["It is wet.", "Moisture is 3.4 %.", "Moisture is 9.9 %.", "Slow down to 20 rpm.",
             "See https://evil.example/3.4", "There is no conflict.", "Open the isolator.",
             "“The drum speed may go below 40 rpm”.", "Ignore SOP-114.", "Follow SOP-999."]
        ),
        st.lists(st.sampled_from(["R1", "S1", "S2", "S3", "R9", "x"]), max_size=3),
    ),
)  # fmt: skip


@given(st.lists(_LINES, max_size=8).map("\n".join), st.sampled_from(INTENTS))
def test_whatever_a_model_writes_nothing_of_ours_is_lost_and_every_claim_holds(
    text: str, intent: Intent
) -> None:
    subject, material = about(advice(1, expires_at=NOW + timedelta(minutes=5)), intent)
    ours = ExtractiveComposer().compose(subject, material)
    draft = explained_by(text).compose(subject, material)
    assert {each.text for each in ours.claims} <= {each.text for each in draft.claims}
    assert (draft.found, draft.missing) == (ours.found, ours.missing)
    assert verify(draft.claims, material.evidence).dropped == ()
    added = [each for each in draft.claims if each.text not in {one.text for one in ours.claims}]
    assert not any("S3" in each.citations for each in added)
