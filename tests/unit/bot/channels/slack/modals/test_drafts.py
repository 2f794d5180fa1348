"""An article is read whole and decided on; what is for the console stays there."""

import pytest

from bot import articles
from bot.channels.slack.blocks.reading import read_aloud
from bot.channels.slack.modals.drafts import acts_on, decided, draft_modal
from bot.channels.slack.modals.frame import BadForm
from bot.channels.slack.names import Field, Ref
from knowledge.model import Article, Person
from tests.curated_plant import drafted, published, sources_of, validated, with_sop
from tests.reviewed_plant import ENGINEER, LINE_ENGINEER, STRANGE_ENGINEER
from tests.slack.filling import sent
from tests.slack.golden import same_as
from tests.slack.validity import check_view
from tests.small_plant import NOW, Plant

REF = Ref(key="KB-1", number=1)


def told(plant: Plant, one: Article, reader: Person) -> articles.Told:
    return articles.told(sources_of(plant), one, reader=reader, now=NOW)


@pytest.fixture
def curating(reviewing: Plant) -> Plant:
    with_sop(reviewing)
    return reviewing


def test_a_draft_is_shown_whole_with_what_it_rests_on(curating: Plant) -> None:
    view = draft_modal(told(curating, drafted(curating), LINE_ENGINEER), REF)
    check_view(view)
    text = read_aloud(view["blocks"])
    for words in ("How long to wait", "Wait 5 min", "Otherwise the reading", "SOP-114", "KB-1"):
        assert words in text
    same_as("modal_draft", view)


def test_whoever_wrote_it_may_publish_and_reject_but_not_vouch_for_it(curating: Plant) -> None:
    one = drafted(curating)
    assert acts_on(told(curating, one, ENGINEER)) == ["publish", "reject"]
    assert acts_on(told(curating, one, LINE_ENGINEER)) == ["validate", "publish", "reject"]


def test_what_is_validated_and_holds_is_only_read(curating: Plant) -> None:
    view = draft_modal(told(curating, validated(curating), LINE_ENGINEER), REF)
    check_view(view)
    assert "submit" not in view


def test_who_does_not_curate_it_decides_nothing(curating: Plant) -> None:
    assert acts_on(told(curating, published(curating), STRANGE_ENGINEER)) == []


def test_rejecting_wants_a_reason_and_publishing_none(curating: Plant) -> None:
    view = draft_modal(told(curating, drafted(curating), LINE_ENGINEER), REF)
    assert decided(sent(view, {Field.VERDICT: "publish"})).act == "publish"
    back = decided(sent(view, {Field.VERDICT: "reject", Field.RATIONALE: "SOP-114 says it"}))
    assert (back.ref, back.reason) == (REF, "SOP-114 says it")
    with pytest.raises(BadForm) as refused:
        decided(sent(view, {Field.VERDICT: "reject"}))
    assert list(refused.value.wrong) == [Field.RATIONALE]
