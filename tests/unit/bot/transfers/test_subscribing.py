"""Following: for oneself, or for a team by those who speak for it."""

from datetime import timedelta

import pytest

from bot.feedback import BadFeedback
from bot.transfers import follow, followed, leave
from bot.transfers.subscribing import MOST
from knowledge.curation.transfer import seeing
from knowledge.model import Interest, Person, Subscription
from tests.small_plant import NOW, OPERATOR, STRANGER, Plant
from tests.travelled_plant import CREW, FITTER, offered, travelling


def ask(plant: Plant, person: Person, **fields: str) -> Subscription:
    return follow(plant.store, person, {"kind": "word", "value": "kettle", **fields}, now=NOW)


def test_supervisor_follows_for_the_team_and_anybody_for_themselves(reviewing: Plant) -> None:
    travelling(reviewing)
    assert ask(reviewing, FITTER, team="maintenance").team == "maintenance"
    assert ask(reviewing, CREW).person == CREW.id
    for person, team in ((CREW, "line-3"), (FITTER, "line-3"), (OPERATOR, "nobody")):
        with pytest.raises(BadFeedback) as bad:
            ask(reviewing, person, team=team)
        assert bad.value.field == "team"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "person"}, "kind"),
        ({"value": " \u200b "}, "value"),
        ({"value": "x" * 121}, "value"),
        ({"kind": "topic", "value": "salt"}, "value"),
    ],
)
def test_what_cannot_be_followed_says_why(
    reviewing: Plant, fields: dict[str, str], field: str
) -> None:
    with pytest.raises(BadFeedback) as bad:
        ask(reviewing, OPERATOR, **fields)
    assert bad.value.field == field


def test_nobody_sees_what_others_follow_nor_takes_it_back(reviewing: Plant) -> None:
    travelling(reviewing)
    ask(reviewing, CREW)
    (mine,) = seeing.subscriptions(reviewing.store, CREW)
    assert seeing.subscriptions(reviewing.store, OPERATOR) == []
    with pytest.raises(BadFeedback):
        leave(reviewing.store, OPERATOR, str(mine.number))
    leave(reviewing.store, CREW, str(mine.number))
    assert seeing.subscriptions(reviewing.store, CREW) == []


def test_who_follows_everything_follows_nothing(reviewing: Plant) -> None:
    for number in range(MOST):
        ask(reviewing, OPERATOR, value=f"word {number}")
    with pytest.raises(BadFeedback, match="leave one first"):
        ask(reviewing, OPERATOR, value="one more")


def test_person_finds_the_articles_they_follow_and_may_see(reviewing: Plant) -> None:
    one = offered(reviewing, audience=frozenset({"line-3", "line-4", "engineering"}))
    ask(reviewing, CREW, kind="equipment", value="Drum")
    ask(reviewing, STRANGER)
    own = seeing.subscriptions(reviewing.store, CREW)
    assert own[0].kind is Interest.EQUIPMENT
    ((number, _, met),) = followed(reviewing.store, CREW, own)
    assert (number, met) == (one.article, ("Drum",))
    at = reviewing.store.articles.all()[0].validated_at
    assert at is not None
    later = at + timedelta(seconds=1)
    assert followed(reviewing.store, CREW, own, since=at, until=later)
    assert followed(reviewing.store, CREW, own, until=at) == []
    assert followed(reviewing.store, CREW, own, since=later) == []
    assert seeing.followers(reviewing.store) == sorted([CREW.id, STRANGER.id])
    theirs = seeing.subscriptions(reviewing.store, STRANGER)
    assert followed(reviewing.store, STRANGER, theirs) == []
    assert followed(reviewing.store, OPERATOR, []) == []
