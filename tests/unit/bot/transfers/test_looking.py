"""Where a validated article helps: offered once, held back where it may not be seen, withdrawn."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import articles
from bot.jobs.inline import InlineJobs
from bot.jobs.running import Runner
from bot.transfers import look, looking, wanted
from bot.transfers.looking import NAME
from knowledge.model import (
    EVERYONE,
    Article,
    Interest,
    Reason,
    Subscription,
    TransferAct,
    TransferBasis,
    TransferStep,
)
from tests.curated_plant import revised, sources_of
from tests.reviewed_plant import ENGINEER, LINE_ENGINEER
from tests.small_plant import NOW, Plant
from tests.travelled_plant import KETTLE, kettle_body, offer_to, offered, travelling, vouched

LATER = NOW + timedelta(days=1)


def states(plant: Plant, article: Article) -> dict[str, TransferAct]:
    return {each.team: each.state for each in plant.store.transfers.of_articles([article.number])}


def test_lines_with_the_same_equipment_and_product_are_offered_it_with_their_figures(
    reviewing: Plant,
) -> None:
    one = offered(reviewing)
    assert (one.state, one.origin, one.version) == (TransferAct.OFFERED, "line-4", 1)
    assert one.reasons == (
        Reason(TransferBasis.EQUIPMENT, "drum", 1),
        Reason(TransferBasis.CONDITION, KETTLE, 1, 1),
    )
    found = reviewing.store.transfers.of_articles([one.article])
    assert {each.team for each in found} == {"line-3", "line-7"}


def test_looking_again_changes_nothing(reviewing: Plant) -> None:
    before = offered(reviewing)
    assert look(reviewing.store, now=LATER) == 0
    assert look(reviewing.store, [before.article], now=LATER) == 0
    assert reviewing.store.transfers.get(before.number) == before


def test_nothing_is_offered_before_somebody_vouches_for_it(reviewing: Plant) -> None:
    travelling(reviewing)
    one = vouched(reviewing)
    sources = sources_of(reviewing)
    articles.edit(sources, ENGINEER, one.number, kettle_body(conditions="new lots"), now=NOW)
    assert look(reviewing.store, now=NOW) == 0
    assert states(reviewing, one) == {}


def test_new_version_renews_the_offer_and_asks_nobody_again(reviewing: Plant) -> None:
    one = offered(reviewing)
    sources = sources_of(reviewing)
    articles.edit(sources, ENGINEER, one.article, kettle_body(conditions="new lots"), now=LATER)
    articles.validate(sources, LINE_ENGINEER, one.article, now=LATER)
    assert look(reviewing.store, [one.article], now=LATER) == 0
    after = reviewing.store.transfers.get(one.number)
    assert after == replace(one, version=2)


def test_article_that_a_team_may_not_see_is_held_and_offered_once_it_may(
    reviewing: Plant,
) -> None:
    narrow = frozenset({"line-4", "engineering", "line-7"})
    travelling(reviewing)
    one = vouched(reviewing, audience=narrow)
    look(reviewing.store, [one.number], now=NOW)
    assert states(reviewing, one) == {
        "line-3": TransferAct.HELD,
        "line-7": TransferAct.OFFERED,
    }
    assert offer_to(reviewing, one, "line-3").last.reason == "SOP-114"
    assert look(reviewing.store, now=LATER) == 0  # said once


def test_revoked_right_withdraws_what_was_not_decided(reviewing: Plant) -> None:
    one = offered(reviewing)
    revised(reviewing, audience=frozenset({"line-4", "engineering"}), label="C2")
    assert look(reviewing.store, [one.article], now=LATER) >= 1
    after = reviewing.store.transfers.get(one.number)
    assert after is not None
    assert after.state is TransferAct.WITHDRAWN
    assert "SOP-114" in after.last.reason


def test_unpublishing_withdraws_it_also_where_it_was_adopted(reviewing: Plant) -> None:
    one = offered(reviewing)
    store = reviewing.store
    assert store.transfers.append(one, TransferStep(TransferAct.ADOPTED, NOW, "p-30"))
    articles.unpublish(
        sources_of(reviewing), ENGINEER, one.article, reason="it was wrong", now=LATER
    )
    assert look(store, [one.article], now=LATER) == 2
    found = store.transfers.of_articles([one.article])
    assert {each.state for each in found} == {TransferAct.WITHDRAWN}
    articles.validate(sources_of(reviewing), LINE_ENGINEER, one.article, now=LATER)
    look(store, [one.article], now=LATER)
    assert {e.state for e in store.transfers.of_articles([one.article])} == {TransferAct.OFFERED}


def test_rejected_offer_is_not_made_again(reviewing: Plant) -> None:
    one = offered(reviewing)
    rejected = TransferStep(TransferAct.REJECTED, NOW, "p-30", "we have no drums")
    assert reviewing.store.transfers.append(one, rejected)
    assert look(reviewing.store, now=LATER) == 0


def test_team_that_follows_a_document_is_offered_what_rests_on_it(reviewing: Plant) -> None:
    travelling(reviewing)
    wish = Subscription(Interest.DOCUMENT, "SOP-114", team="maintenance")
    reviewing.store.transfers.subscribe(wish, at=NOW)
    one = vouched(reviewing)
    look(reviewing.store, [one.number], now=NOW)
    assert offer_to(reviewing, one, "maintenance").reasons == (
        Reason(TransferBasis.SUBSCRIBED, "SOP-114"),
    )


def test_every_step_of_an_article_asks_for_one_look(reviewing: Plant) -> None:
    travelling(reviewing)
    one = vouched(reviewing)
    kept = reviewing.store.inbox.get(NAME, wanted(one).key)
    assert kept is not None
    assert kept.payload == {"article": one.number}
    assert one.body.audience == EVERYONE


def test_vouching_alone_lets_the_job_make_the_offers(reviewing: Plant) -> None:
    travelling(reviewing)
    one = vouched(reviewing)
    jobs = {job.name: job for job in looking(reviewing.store, zone=ZoneInfo("UTC"))}
    InlineJobs(Runner(reviewing.store, jobs, lambda: LATER)).sweep()
    assert states(reviewing, one) == {
        "line-3": TransferAct.OFFERED,
        "line-7": TransferAct.OFFERED,
    }
