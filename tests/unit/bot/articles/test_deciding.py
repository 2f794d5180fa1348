"""One act from fields of text: which act, and what its fields may be."""

import pytest

from bot.articles import ACTS, act_on
from bot.feedback import BadFeedback
from knowledge.model import Article, ArticleState
from tests.curated_plant import a_body, drafted, sources_of, with_sop
from tests.reviewed_plant import ADMIN
from tests.small_plant import NOW, Plant


@pytest.fixture
def one(reviewing: Plant) -> Article:
    with_sop(reviewing)
    return drafted(reviewing)


def act(plant: Plant, what: str, **fields: str) -> Article:
    fields = {"number": "KB-1", "reason": "so it is", **fields}
    return act_on(sources_of(plant), ADMIN, {"act": what, **fields}, now=NOW)


@pytest.mark.parametrize(
    ("what", "state"),
    [
        ("publish", ArticleState.NOT_VALIDATED),
        ("validate", ArticleState.VALIDATED),
        ("reject", ArticleState.ARCHIVED),
        ("archive", ArticleState.ARCHIVED),
        ("recheck", ArticleState.WIP),
    ],
)
def test_an_act_is_named(reviewing: Plant, one: Article, what: str, state: ArticleState) -> None:
    assert act(reviewing, what, version="1").state is state


def test_the_acts_that_need_more_take_it_from_their_fields(reviewing: Plant, one: Article) -> None:
    drafted(reviewing, a_body(title="Other", wordings=("other?",)))
    assert act(reviewing, "recheck", review_by="2027-01-31").body.review_by is not None
    assert act(reviewing, "restore", version="1").version == 3
    assert act(reviewing, "merge", into="KB-2").number == "KB-2"
    act(reviewing, "publish", number="KB-2")
    assert act(reviewing, "unpublish", number="KB-2").state is ArticleState.WIP


@pytest.mark.parametrize(
    ("what", "fields", "field"),
    [
        ("dance", {}, "act"),
        ("publish", {"version": "two"}, "version"),
        ("publish", {"version": "7"}, "number"),
        ("restore", {"version": "²"}, "version"),
        ("recheck", {"review_by": "soon"}, "review_by"),
        ("merge", {"into": "KB-9"}, "number"),
        ("publish", {"number": "9"}, "number"),
        ("archive", {"reason": ""}, "reason"),
        ("archive", {"reason": "x" * 1001}, "reason"),
    ],
)
def test_a_field_that_is_off_is_named(
    reviewing: Plant, one: Article, what: str, fields: dict[str, str], field: str
) -> None:
    with pytest.raises(BadFeedback) as bad:
        act(reviewing, what, **fields)
    assert bad.value.field == field
    assert reviewing.store.articles.get("KB-1") == one


def test_every_act_is_known() -> None:
    assert set(ACTS) == {
        "publish", "validate", "restore", "unpublish", "archive", "reject", "merge", "recheck",
    }  # fmt: skip
