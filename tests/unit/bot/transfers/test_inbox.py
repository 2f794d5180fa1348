"""What a person finds: to decide, to say how it went, where theirs went; nothing they may not."""

from dataclasses import replace
from datetime import timedelta

from bot import articles
from bot.transfers import decide, inbox, look, waiting
from bot.transfers.inbox import Inbox
from knowledge.model import Person, TransferAct
from tests.curated_plant import sources_of
from tests.reviewed_plant import ENGINEER, LINE_ENGINEER, MATE
from tests.small_plant import NOW, OPERATOR, STRANGER, Plant
from tests.travelled_plant import (
    CREW,
    OTHER_SUPERVISOR,
    OWN_SUPERVISOR,
    SUPERVISOR,
    offered,
    travelling,
    vouched,
)

DAY = timedelta(days=1)


def found(plant: Plant, person: Person, *, days: float = 0) -> Inbox:
    return inbox(plant.store, person, result_days=14, now=NOW + days * DAY)


def wait(plant: Plant, person: Person, *, days: float = 0) -> int:
    return waiting(plant.store, person, result_days=14, now=NOW + days * DAY)


def test_decider_finds_it_to_decide_and_crew_finds_it_to_read(reviewing: Plant) -> None:
    offered(reviewing)
    assert (wait(reviewing, SUPERVISOR), wait(reviewing, CREW)) == (1, 0)
    (crew,) = found(reviewing, CREW).open
    assert not crew.to_decide
    assert crew.transfer.state is TransferAct.OFFERED
    (mine,) = found(reviewing, SUPERVISOR).open
    assert mine.to_decide
    assert mine.transfer.state is TransferAct.SEEN


def test_offer_says_what_why_there_and_how_it_is_known(reviewing: Plant) -> None:
    offered(reviewing)
    (one,) = found(reviewing, CREW).open
    assert one.principle == "Wait 5 min after cleaning the sensor."
    assert one.reason_why == "Otherwise the reading is 0.4 % too low."
    assert one.why == (
        "The same kind of equipment (drum): 1",
        "Runs Kettle Thick Cut Vinegar too: in 1 of 1 recommendations in 90 days",
    )
    assert one.sources == ("SOP-114 C, 6.2",)
    assert one.found_by == "somebody of Line 4"
    assert one.vouched_by == "an engineer of Line 4"
    names = {"Amara", "Ingrid", "Arjun"}
    assert not any(name in str(told) for name in names for told in (one.lines, one.vouched_by))


def test_what_was_written_from_procedures_alone_nobody_found(reviewing: Plant) -> None:
    body = vouched(travelling(reviewing)).body
    new = reviewing.store.articles.add(body, at=NOW, reason="")
    articles.validate(sources_of(reviewing), LINE_ENGINEER, new.number, now=NOW)
    look(reviewing.store, [new.number], now=NOW)
    (one,) = found(reviewing, CREW).open
    assert one.found_by == "the assistant, in what is asked again and again"


def test_how_it_went_is_asked_after_the_days_and_not_again_once_said(reviewing: Plant) -> None:
    one = offered(reviewing)
    adopt = {"act": "adopt", "number": str(one.number)}
    decide(reviewing.store, SUPERVISOR, adopt, now=NOW)
    assert found(reviewing, CREW, days=13.9).due == ()
    assert wait(reviewing, CREW, days=13.9) == 0
    assert len(found(reviewing, CREW, days=14).due) == wait(reviewing, CREW, days=14) == 1
    assert wait(reviewing, OWN_SUPERVISOR, days=14) == 0
    decide(reviewing.store, CREW, {**adopt, "act": "worked"}, now=NOW + 15 * DAY)
    after = found(reviewing, CREW, days=16)
    assert (after.due, len(after.taken_up)) == ((), 1)


def test_origin_sees_where_it_went_and_strangers_see_nothing(reviewing: Plant) -> None:
    one = offered(reviewing)
    reject = {"act": "reject", "number": str(one.number), "reason": "no kettle here"}
    decide(reviewing.store, SUPERVISOR, reject, now=NOW)
    for person in (OPERATOR, MATE, OWN_SUPERVISOR):
        sent = found(reviewing, person).out
        assert {each.team for each in sent} == {"Line 3", "Line 7"}
        assert any("no kettle here" in line.text for each in sent for line in each.lines)
    assert found(reviewing, STRANGER) == Inbox()
    (rejected,) = found(reviewing, SUPERVISOR).rejected
    assert rejected.state == "rejected"


def test_who_took_it_up_reads_that_it_holds_no_more(reviewing: Plant) -> None:
    one = offered(reviewing)
    decide(reviewing.store, SUPERVISOR, {"act": "adopt", "number": str(one.number)}, now=NOW)
    articles.unpublish(sources_of(reviewing), ENGINEER, one.article, reason="wrong", now=NOW)
    look(reviewing.store, [one.article], now=NOW)
    for person in (SUPERVISOR, CREW):
        (lost,) = found(reviewing, person).lost
        assert (lost.number, lost.team) == (one.article, "Line 3")
    assert found(reviewing, OTHER_SUPERVISOR).lost == ()  # it had not decided
    assert found(reviewing, STRANGER) == Inbox()
    assert found(reviewing, CREW, days=31).lost == ()
    articles.validate(sources_of(reviewing), LINE_ENGINEER, one.article, now=NOW + DAY)
    look(reviewing.store, [one.article], now=NOW + DAY)
    assert found(reviewing, CREW, days=1).lost == ()
    again = NOW + 2 * DAY
    articles.unpublish(sources_of(reviewing), ENGINEER, one.article, reason="wrong", now=again)
    look(reviewing.store, [one.article], now=again)
    assert [each.number for each in found(reviewing, CREW, days=2).lost] == [one.article]


def test_nobody_is_told_that_what_they_may_not_see_holds_no_more(reviewing: Plant) -> None:
    one = offered(reviewing)
    decide(reviewing.store, SUPERVISOR, {"act": "adopt", "number": str(one.number)}, now=NOW)
    article = reviewing.store.articles.get(one.article)
    assert article is not None
    body = replace(article.body, audience=frozenset({"line-4", "engineering"}))
    sources = sources_of(reviewing)
    articles.edit(sources, ENGINEER, one.article, body, reason="for us", now=NOW)
    articles.unpublish(sources, ENGINEER, one.article, reason="wrong", now=NOW)
    look(reviewing.store, [one.article], now=NOW)
    assert found(reviewing, CREW).lost == ()


def test_what_is_held_is_for_the_engineers_of_the_origin_alone(reviewing: Plant) -> None:
    travelling(reviewing)
    one = vouched(reviewing, audience=frozenset({"line-4", "engineering", "line-7"}))
    look(reviewing.store, [one.number], now=NOW)
    (held,) = found(reviewing, ENGINEER).held
    assert held.text == "Would help Line 3, which may not see SOP-114"
    for person in (SUPERVISOR, CREW, OWN_SUPERVISOR, OTHER_SUPERVISOR, OPERATOR):
        seen = found(reviewing, person)
        assert seen.held == ()
        assert "Line 3" not in str(seen.out)
    assert found(reviewing, SUPERVISOR) == Inbox()
