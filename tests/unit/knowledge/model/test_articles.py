"""An article's life: which step may follow which, and that its audience is never widened."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import (
    EVERYONE,
    NOBODY,
    Article,
    ArticleAct,
    ArticleState,
    ArticleStep,
    Audience,
    Body,
    NotNow,
    Source,
    SourceKind,
    Statement,
    number_of,
    numbered,
    shared_audience,
    wider,
)

AT = datetime(2026, 11, 20, 6, tzinfo=UTC)
audiences = st.one_of(
    st.just(EVERYONE), st.frozensets(st.sampled_from(["line-4", "line-7", "boiler"]))
)


def an_article(*audience: Audience) -> Article:
    sources = tuple(
        Source(f"S{place}", SourceKind.PASSAGE, f"p{place}", "Wait 5 min.", audience=each)
        for place, each in enumerate(audience, 1)
    )
    body = Body(
        "How long to wait",
        ("how long do I wait?",),
        (Statement("Wait 5 min.", ("S1",)),),
        sources=sources,
        audience=shared_audience(audience),
    )
    drafted = ArticleStep(ArticleAct.DRAFTED, AT, 1)
    return Article("KB-1", ArticleState.WIP, 1, body, (drafted,))


def step(act: ArticleAct, reason: str = "", version: int = 1) -> ArticleStep:
    return ArticleStep(act, AT, version, "p-016", reason)


def test_a_published_article_is_not_validated_until_somebody_validates_it() -> None:
    published = an_article(EVERYONE).then(step(ArticleAct.PUBLISHED))
    assert published.state is ArticleState.NOT_VALIDATED
    assert published.published
    assert published.then(step(ArticleAct.VALIDATED)).state is ArticleState.VALIDATED


def test_an_edit_of_a_validated_article_is_to_be_validated_again() -> None:
    validated = an_article(EVERYONE).then(step(ArticleAct.VALIDATED))
    edited = validated.then(step(ArticleAct.EDITED, version=2), replace(validated.body, title="T"))
    assert (edited.state, edited.version) == (ArticleState.NOT_VALIDATED, 2)


def test_a_version_follows_the_one_before_it() -> None:
    article = an_article(EVERYONE)
    for version, body in ((1, article.body), (3, article.body), (2, None)):
        with pytest.raises(NotNow, match="version"):
            article.then(step(ArticleAct.EDITED, version=version), body)


def test_it_is_validated_only_as_long_as_somebody_vouches_for_what_it_says() -> None:
    validated = an_article(EVERYONE).then(step(ArticleAct.VALIDATED))
    assert validated.validated_at == AT
    assert validated.then(step(ArticleAct.EDITED, version=2), validated.body).validated_at is None


@given(st.integers(1, 999_999_999))
def test_a_number_is_read_as_it_is_written(number: int) -> None:
    assert number_of(f" {numbered(number).lower()} ") == number


@pytest.mark.parametrize("text", ["", "KB-", "KB-x", "KB-²", "KB-1234567890", "SOP-12", "KB--1"])
def test_what_numbers_no_article_is_none(text: str) -> None:
    assert number_of(text) == 0


def test_taking_an_article_away_needs_a_reason() -> None:
    for act in (ArticleAct.REJECTED, ArticleAct.ARCHIVED, ArticleAct.MERGED):
        with pytest.raises(NotNow, match="reason"):
            an_article(EVERYONE).then(step(act, " "))


def test_a_flag_stands_until_somebody_looked_again() -> None:
    flagged = (
        an_article(EVERYONE)
        .then(step(ArticleAct.PUBLISHED))
        .then(step(ArticleAct.FLAGGED, "SOP-114 has revision D"))
    )
    assert flagged.flagged == "SOP-114 has revision D"
    assert flagged.then(step(ArticleAct.RECHECKED)).flagged == ""


@given(st.lists(audiences, min_size=1, max_size=4), audiences)
def test_nobody_sees_an_article_who_does_not_see_all_its_sources(
    of_sources: list[Audience], wanted: Audience
) -> None:
    article = an_article(*of_sources)
    body = replace(article.body, audience=wanted)
    allowed = all(each == EVERYONE or wanted <= each for each in of_sources)
    if allowed:
        edited = article.then(step(ArticleAct.EDITED, version=2), body)
        assert edited.body.audience == wanted
    else:
        with pytest.raises(NotNow, match="audience"):
            article.then(step(ArticleAct.EDITED, version=2), body)


def test_what_nobody_may_see_is_wider_than_nothing() -> None:
    assert shared_audience([]) == EVERYONE
    assert not wider(NOBODY, frozenset({"line-4"}))
