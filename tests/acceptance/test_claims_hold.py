"""Everything the extractive composer writes holds: over a fortnight of the sample plant no claim
of any kind of question is dropped, so a person never misses a sentence that was meant for them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.answering.extractive import ExtractiveComposer
from bot.answering.gather import gather
from bot.answering.intents import ABOUT_A_RECOMMENDATION, Intent
from bot.answering.resolve import Subject
from bot.answering.route import route
from bot.speech import speaking
from knowledge.grounding import verify
from knowledge.model import Person, Recommendation
from tests.plant import NOW, SamplePlant, sample_plant

ADMIN = Person("admin", "Admin", sees_all=True)
WORDED_WITHOUT_SEARCH = ABOUT_A_RECOMMENDATION - {Intent.WHY, Intent.SIZE}


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SamplePlant]:
    with sample_plant(tmp_path_factory.mktemp("plant")) as made:
        yield made


def dropped(
    plant: SamplePlant, one: Recommendation, intent: Intent, *, as_if_not_ours: bool = True
) -> list[str]:
    sources = plant.assistant.sources()
    subject = Subject(intent, one.action, one.action, asset=one.asset, recommendation=one)
    material = gather(subject, person=ADMIN, sources=sources, now=NOW)
    routed = route(subject, material, person=ADMIN, sources=sources)
    claims = (routed or ExtractiveComposer().compose(subject, material)).claims
    assert claims
    if as_if_not_ours:
        claims = tuple(replace(each, ours=False) for each in claims if not each.derived)
    faults = verify(claims, material.evidence, names=sources.names).dropped
    return [
        f"{intent.value} {one.decision_id}: {each.claim.text}: {each.reason}" for each in faults
    ]


def test_no_claim_about_any_recommendation_of_a_fortnight_is_dropped(plant: SamplePlant) -> None:
    everything = plant.store.recommendations.recent(None, limit=500)
    assert len(everything) > 150
    lost = [
        text
        for one in everything
        for intent in sorted(WORDED_WITHOUT_SEARCH)
        for text in dropped(plant, one, intent)
    ]
    assert lost == []


@pytest.mark.parametrize("intent", [Intent.WHY, Intent.SIZE, Intent.HOW])
def test_no_claim_that_quotes_procedures_is_dropped(plant: SamplePlant, intent: Intent) -> None:
    newest = plant.store.recommendations.recent(None, limit=60)
    assert [text for one in newest for text in dropped(plant, one, intent)] == []


@pytest.mark.parametrize("language", ["en", "es", "de", "pl", "pt", "tr", "vi", "zh"])
def test_no_claim_is_dropped_in_any_language(plant: SamplePlant, language: str) -> None:
    intents = sorted(ABOUT_A_RECOMMENDATION)
    with speaking(language):
        lost = [
            text
            for one in plant.store.recommendations.recent(None, limit=40)
            for intent in intents
            for text in dropped(plant, one, intent, as_if_not_ours=False)
        ]
    assert lost == []
