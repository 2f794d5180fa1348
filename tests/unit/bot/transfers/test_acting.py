"""What a team makes of an offer: who may, what needs a reason, and that the first one decides."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot import articles
from bot.feedback import BadFeedback
from bot.services import LOCAL_ADMIN
from bot.transfers import decide
from bot.transfers.acting import note_seen
from knowledge.model import (
    ArticleState,
    Person,
    SourceKind,
    Transfer,
    TransferAct,
    TransferStep,
)
from tests.curated_plant import sources_of
from tests.reviewed_plant import ENGINEER
from tests.small_plant import NOW, Plant
from tests.travelled_plant import (
    CREW,
    LINE_3,
    OTHER_SUPERVISOR,
    OWN_SUPERVISOR,
    SUPERVISOR,
    offered,
)

LATER = NOW + timedelta(days=3)


def act(
    plant: Plant, one: Transfer, name: str, by: Person = SUPERVISOR, reason: str = ""
) -> Transfer:
    fields = {"act": name, "number": str(one.number), "reason": reason}
    return decide(plant.store, by, fields, now=LATER)


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(BadFeedback) as bad:
        do()
    return bad.value.field


def test_supervisor_of_the_team_adopts_it_in_one_step(reviewing: Plant) -> None:
    one = offered(reviewing)
    after = act(reviewing, one, "adopt")
    assert after.last == TransferStep(TransferAct.ADOPTED, LATER, "p-30", "", "supervisor")
    assert act(reviewing, one, "adopt") == after  # pressed twice


@pytest.mark.parametrize("by", [CREW, OTHER_SUPERVISOR, OWN_SUPERVISOR, ENGINEER, LOCAL_ADMIN])
def test_nobody_else_decides_for_a_team(reviewing: Plant, by: Person) -> None:
    one = offered(reviewing)
    assert refused(lambda: act(reviewing, one, "adopt", by)) in ("number", "person")
    assert reviewing.store.transfers.get(one.number) == one


@pytest.mark.parametrize("name", ["adapt", "reject"])
def test_others_are_told_why(reviewing: Plant, name: str) -> None:
    one = offered(reviewing)
    assert refused(lambda: act(reviewing, one, name, reason="  \u200b")) == "reason"
    assert refused(lambda: act(reviewing, one, name, reason="x" * 1001)) == "reason"


def test_anybody_of_the_team_says_whether_it_worked_once_it_is_taken_up(reviewing: Plant) -> None:
    one = offered(reviewing)
    assert refused(lambda: act(reviewing, one, "worked", CREW)) == "number"
    one = act(reviewing, one, "adopt")
    assert refused(lambda: act(reviewing, one, "did-not", CREW)) == "reason"
    assert refused(lambda: act(reviewing, one, "worked", OWN_SUPERVISOR)) == "number"
    after = act(reviewing, one, "worked", CREW)
    assert (after.state, after.last.role) == (TransferAct.WORKED, "operator")
    assert act(reviewing, one, "did-not", CREW, "not on Sundays").state is TransferAct.DID_NOT


def test_adapting_gives_the_team_a_draft_of_its_own_that_notes_where_it_comes_from(
    reviewing: Plant,
) -> None:
    one = offered(reviewing)
    after = act(reviewing, one, "adapt", reason="ours are smaller")
    draft = reviewing.store.articles.get(after.last.made)
    origin = reviewing.store.articles.get(one.article)
    assert draft is not None
    assert origin is not None
    assert draft.state is ArticleState.WIP
    assert (draft.body.scope, draft.body.owner) == ((LINE_3,), "line-3")
    assert draft.body.audience == frozenset({"line-3"})
    assert draft.body.answer == origin.body.answer
    assert draft.steps[0].reason == f"Adapted from {one.article}: ours are smaller"
    (noted,) = [each for each in draft.body.sources if each.kind is SourceKind.ARTICLE]
    assert (noted.source_id, noted.audience) == (one.article, origin.audience)
    assert origin.body.supersedes == draft.body.supersedes == ""


def test_adapting_that_was_cut_off_makes_no_second_draft(reviewing: Plant) -> None:
    one = offered(reviewing)
    first = act(reviewing, one, "adapt", reason="ours are smaller")
    act(reviewing, one, "reject", reason="after all not")
    again = act(reviewing, one, "adapt", reason="or yes")
    assert again.last.made == first.last.made
    assert len(reviewing.store.articles.all([ArticleState.WIP])) == 1


def test_what_was_decided_wrongly_can_be_decided_again(reviewing: Plant) -> None:
    one = offered(reviewing)
    assert act(reviewing, one, "reject", reason="no drums").state is TransferAct.REJECTED
    assert act(reviewing, one, "adopt").state is TransferAct.ADOPTED
    assert refused(lambda: act(reviewing, one, "adopt", reason="twice")) == "number"


def test_what_the_team_may_not_see_any_more_is_not_there_to_decide(reviewing: Plant) -> None:
    one = offered(reviewing)
    articles.unpublish(sources_of(reviewing), ENGINEER, one.article, reason="wrong", now=NOW)
    assert refused(lambda: act(reviewing, one, "adopt")) == "number"


@pytest.mark.parametrize("number", ["", "x", "0", "999", "9" * 30, "-1"])
def test_offer_that_is_not_there_is_refused(reviewing: Plant, number: str) -> None:
    offered(reviewing)
    fields = {"act": "adopt", "number": number}
    assert refused(lambda: decide(reviewing.store, SUPERVISOR, fields, now=NOW)) == "number"


def test_act_that_is_none_is_refused(reviewing: Plant) -> None:
    one = offered(reviewing)
    assert refused(lambda: act(reviewing, one, "steal")) == "act"


def test_only_who_may_decide_has_seen_it_and_once(reviewing: Plant) -> None:
    one = offered(reviewing)
    assert note_seen(reviewing.store, CREW, [one], now=LATER) == [one]
    (seen,) = note_seen(reviewing.store, SUPERVISOR, [one], now=LATER)
    assert seen.last == TransferStep(TransferAct.SEEN, LATER)  # nobody's id
    assert note_seen(reviewing.store, SUPERVISOR, [seen], now=LATER) == [seen]
