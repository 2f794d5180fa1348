"""Drafts of the sample plant's month: every statement of them holds, and nothing hazardous."""

from collections.abc import Iterator

import pytest

from knowledge.curation.drafting.checking import faults
from knowledge.curation.drafting.material import Drafted, Lacking
from knowledge.grounding import numbers_in
from knowledge.grounding.statements import squeezed
from knowledge.model import Body, wider
from tests.month import Month, plant_month

EACH = 8


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    with plant_month(tmp_path_factory.mktemp("month"), each=EACH) as month:
        yield month


@pytest.fixture(scope="module")
def made(lived: Month) -> dict[str, Body]:
    """The drafts, by subject."""
    found = {each: lived.draft(each) for each in lived.asked}
    return {name: each.body for name, each in found.items() if isinstance(each, Drafted)}


def test_every_statement_holds_against_what_it_cites(made: dict[str, Body]) -> None:
    assert len(made) > 15
    assert [fault for body in made.values() for fault in faults(body)] == []


def test_no_figure_is_said_that_does_not_stand_in_a_cited_source(made: dict[str, Body]) -> None:
    """Beside the verifier, in plain text: not even a wrong verifier lets a number through."""
    for body in made.values():
        by_label = {each.label: each for each in body.sources}
        for each in body.statements:
            cited = " ".join(by_label[label].text for label in each.citations)
            stands = {value for value, _ in numbers_in(cited)}
            said = {value for value, _ in numbers_in(each.text)}
            step = each.text.split(".")[0]
            assert {value for value in said if str(value) != step} <= stands, each.text


def test_prose_and_steps_are_word_for_word(made: dict[str, Body]) -> None:
    told = [(each, body) for body in made.values() for each in body.statements]
    verbatim = [
        each
        for each, body in told
        if any(squeezed(each.text) in squeezed(source.text) for source in body.sources)
    ]
    assert len(verbatim) > 0.7 * len(told)


def test_nothing_of_hazardous_work_is_said(lived: Month, made: dict[str, Body]) -> None:
    hazards = lived.sources.hazards
    said = [each.text for body in made.values() for each in body.statements]
    assert [each for each in said if hazards.asked(each) or hazards.named(each)] == []
    guard = lived.draft("guard-open")
    assert not isinstance(guard, Drafted)
    assert guard.why is Lacking.ROUTED


def test_audience_is_never_wider_than_a_source_nor_empty(made: dict[str, Body]) -> None:
    for body in made.values():
        assert body.audience
        assert not any(wider(body.audience, each.audience) for each in body.sources)


def test_what_only_somebody_knows_is_not_made_up(lived: Month, made: dict[str, Body]) -> None:
    unwritten = [name for name, each in lived.subjects.items() if not each.document]
    assert len([name for name in unwritten if name in made]) <= len(unwritten) / 4
