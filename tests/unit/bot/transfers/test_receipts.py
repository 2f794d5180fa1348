"""A finder, and only they, is told where what they found went."""

from datetime import timedelta

import pytest

from bot import articles
from bot.corrections import Vouched, accept
from bot.transfers import decide, inbox, look, tell, unread, went
from knowledge.model import Article, Source, SourceKind, Statement, Transfer
from tests.curated_plant import a_body, passage, sources_of, with_sop
from tests.reviewed_plant import ADMIN, ENGINEER, MATE, Say
from tests.small_plant import LINE_4, NOW, OPERATOR, Plant
from tests.travelled_plant import CREW, SUPERVISOR, offer_to, travelling

LATER = NOW + timedelta(days=2)
SEASONING = LINE_4.rpartition("/")[0]


def of_a_correction(plant: Plant, say: Say, *, unnamed: bool = True) -> Article:
    """Return a validated article that rests on what the operator said."""
    travelling(plant)
    with_sop(plant, audience=frozenset({"line-3", "line-4", "engineering"}), number="SOP-114")
    said = say("Wait 5 min with kettle chips.", unnamed=unnamed, scope=None)
    accept(plant.store, ADMIN, said.number, reason="seen", vouched=Vouched(), now=NOW)
    body = a_body(
        passage(),
        Source("F1", SourceKind.CORRECTION, str(said.number), ""),
        title="How long to wait with thick cut kettle chips",
        answer=(
            Statement("Wait 5 min after cleaning the sensor.", ("S1",)),
            Statement("Wait 5 min with kettle chips.", ("F1",)),
        ),
        scope=(f"{SEASONING}/line-4",),
    )
    one = articles.create(sources_of(plant), ENGINEER, body, now=NOW)
    return articles.validate(sources_of(plant), ADMIN, one.number, now=NOW)


@pytest.fixture
def offer(reviewing: Plant, say: Say) -> Transfer:
    one = of_a_correction(reviewing, say)
    look(reviewing.store, [one.number], now=NOW)
    return offer_to(reviewing, one, "line-3")


def adopted(plant: Plant, one: Transfer) -> Transfer:
    fields = {"act": "adopt", "number": str(one.number)}
    return decide(plant.store, SUPERVISOR, fields, now=LATER)


def test_offer_alone_is_no_news(reviewing: Plant, offer: Transfer) -> None:
    assert (unread(reviewing.store, OPERATOR), went(reviewing.store, OPERATOR)) == (0, [])


def test_finder_who_is_named_to_nobody_sees_where_it_went_until_they_know_it(
    reviewing: Plant, offer: Transfer
) -> None:
    adopted(reviewing, offer)
    assert unread(reviewing.store, OPERATOR) == 1
    (one,) = went(reviewing.store, OPERATOR)
    assert one.text == "Adopted by a supervisor of Line 3"
    assert one.new
    tell(reviewing.store, OPERATOR, [one])
    assert unread(reviewing.store, OPERATOR) == 0
    fields = {"act": "worked", "number": str(offer.number)}
    decide(reviewing.store, CREW, fields, now=LATER)
    (again,) = went(reviewing.store, OPERATOR)
    assert again.new
    assert again.text.endswith("It worked, says somebody of Line 3")


def test_nobody_else_is_told_and_the_finder_is_not_named(reviewing: Plant, offer: Transfer) -> None:
    adopted(reviewing, offer)
    for person in (MATE, ENGINEER, SUPERVISOR, CREW):
        assert went(reviewing.store, person) == []
    found = inbox(reviewing.store, CREW, result_days=14, now=LATER)
    assert OPERATOR.name not in str(found)
    assert OPERATOR.id not in str([each.lines for each in found.taken_up])


def test_what_a_correction_was_about_is_what_counts_elsewhere(
    reviewing: Plant, offer: Transfer
) -> None:
    assert offer.origin == "line-4"
    assert "drum speed setpoint-" in reviewing.store.corrections.all()[0].matter.moves
