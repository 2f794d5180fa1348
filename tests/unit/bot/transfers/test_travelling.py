"""How knowledge travels: origin, adopters, time to adoption, where it waits; never a ranking."""

from datetime import datetime, timedelta

from bot.transfers import decide, inbox, look, travels
from bot.transfers.travelling import PAGE, Travels
from knowledge.model import Person, Transfer, TransferAct, TransferStep
from tests.reviewed_plant import ENGINEER, LINE_ENGINEER, STRANGE_ENGINEER
from tests.small_plant import NOW, OPERATOR, Plant
from tests.travelled_plant import (
    OWN_SUPERVISOR,
    SUPERVISOR,
    offered,
    travelling,
    vouched,
)

DAY = timedelta(days=1)


def seen(plant: Plant, by: Person = ENGINEER, *, days: float = 0, **asked: object) -> Travels:
    return travels(plant.store, by, now=NOW + days * DAY, **asked)  # type: ignore[arg-type]


def act(plant: Plant, one: Transfer, name: str, at: datetime, reason: str = "") -> None:
    fields = {"act": name, "number": str(one.number), "reason": reason}
    decide(plant.store, SUPERVISOR, fields, now=at)


def test_journey_goes_from_its_origin_to_each_team_and_says_how_long_it_took(
    reviewing: Plant,
) -> None:
    one = offered(reviewing)
    act(reviewing, one, "adopt", NOW + 3 * DAY)
    act(reviewing, one, "worked", NOW + 20 * DAY)
    (journey,) = seen(reviewing, days=21).journeys
    assert (journey.number, journey.origin) == (one.article, "Line 4")
    stops = {each.team: each for each in journey.stops}
    assert (stops["Line 3"].state, stops["Line 3"].took) == ("adopted, it worked", "after 3 days")
    assert (stops["Line 7"].stalls, stops["Line 7"].state) == (True, "offered, not seen yet")
    assert not stops["Line 3"].stalls


def test_what_was_seen_stalls_from_then_on(reviewing: Plant) -> None:
    offered(reviewing)
    inbox(reviewing.store, SUPERVISOR, result_days=14, now=NOW + 5 * DAY)
    (journey,) = seen(reviewing, days=11).journeys
    assert {each.team: each.stalls for each in journey.stops}["Line 3"] is False
    (journey,) = seen(reviewing, days=12).journeys
    assert {each.team: each.stalls for each in journey.stops}["Line 3"] is True


def test_rejection_stands_with_its_reason(reviewing: Plant) -> None:
    one = offered(reviewing)
    act(reviewing, one, "reject", NOW + DAY, "no kettle here")
    found = seen(reviewing, days=1)
    (stop,) = [each for each in found.journeys[0].stops if each.team == "Line 3"]
    assert (stop.reason, stop.took) == ("no kettle here", "")
    assert (found.sums.rejected, found.sums.waiting, found.sums.articles) == (1, 1, 1)


def test_it_is_for_those_who_lead_and_may_see_the_article(reviewing: Plant) -> None:
    offered(reviewing, audience=frozenset({"line-3", "line-4", "line-7", "engineering"}))
    for person in (ENGINEER, LINE_ENGINEER, SUPERVISOR, OWN_SUPERVISOR):
        assert len(seen(reviewing, person).journeys) == 1
    for person in (OPERATOR, STRANGE_ENGINEER):
        assert seen(reviewing, person) == Travels(seen(reviewing, person).sums, (), 1, 1, False)
        assert seen(reviewing, person).sums.articles == 0


def test_what_is_held_shows_to_engineers_of_the_origin_alone(reviewing: Plant) -> None:
    travelling(reviewing)
    one = vouched(reviewing, audience=frozenset({"line-4", "engineering", "line-7"}))
    look(reviewing.store, [one.number], now=NOW)
    (journey,) = seen(reviewing, ENGINEER).journeys
    assert {each.team for each in journey.stops} == {"Line 3", "Line 7"}
    (journey,) = seen(reviewing, OWN_SUPERVISOR).journeys
    assert {each.team for each in journey.stops} == {"Line 7"}


def test_stalled_ones_alone_and_pages_that_are_not_there(reviewing: Plant) -> None:
    one = offered(reviewing)
    assert seen(reviewing, days=3, only_stalled=True).journeys == ()
    assert len(seen(reviewing, days=9, only_stalled=True).journeys) == 1
    for page in (-3, 0, 99):
        found = seen(reviewing, page=page)
        assert (found.page, found.pages, len(found.journeys)) == (1, 1, 1)
    step = (TransferStep(TransferAct.OFFERED, NOW),)
    for number in range(PAGE):
        other = Transfer(one.article, 1, f"team-{number}", "line-4", (), step)
        reviewing.store.transfers.offer(other)
    assert seen(reviewing).pages == 1  # one article, whoever it is offered to
