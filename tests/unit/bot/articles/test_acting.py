"""Acting on articles: who may, what it needs, and that the first one acts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot import articles
from bot.corrections import Vouched, accept, roll_back
from bot.feedback import BadFeedback
from bot.services import LOCAL_ADMIN
from knowledge.model import (
    NOBODY,
    ArticleAct,
    ArticleState,
    DocumentClass,
    ExpertReply,
    Person,
    Source,
    SourceKind,
    Statement,
)
from tests.curated_plant import (
    AUDIENCE,
    a_body,
    drafted,
    passage,
    published,
    revised,
    sources_of,
    validated,
    with_sop,
)
from tests.reviewed_plant import ADMIN, DRUM_2, ENGINEER, LINE_ENGINEER, MATE, STRANGE_ENGINEER, Say
from tests.small_plant import NOW, OPERATOR, Plant

LATER = NOW + timedelta(days=2)


@pytest.fixture
def curating(reviewing: Plant) -> Plant:
    with_sop(reviewing)
    return reviewing


def refused(act: Callable[[], object]) -> BadFeedback:
    with pytest.raises(BadFeedback) as bad:
        act()
    return bad.value


def test_it_says_what_the_store_says_of_its_sources_and_is_for_all_who_see_them(
    curating: Plant,
) -> None:
    one = drafted(curating)
    (source,) = one.body.sources
    assert (source.document, source.revision, source.section) == ("SOP-114", "C", "6.2")
    assert source.text.startswith("Wait 5 min after")
    assert (one.body.audience, one.state) == (AUDIENCE, ArticleState.WIP)
    assert one.body.review_by == date(2027, 11, 20)
    assert one.steps[0].by == ENGINEER.id


@pytest.mark.parametrize("person", [OPERATOR, MATE, STRANGE_ENGINEER, LOCAL_ADMIN])
def test_only_engineers_and_admins_who_see_its_sources_work_on_it(
    curating: Plant, person: Person
) -> None:
    one = drafted(curating)
    sources = sources_of(curating)
    for act in (
        lambda: articles.create(sources, person, a_body(), now=NOW),
        lambda: articles.edit(sources, person, one.number, a_body(), now=NOW),
        lambda: articles.publish(sources, person, one.number, now=NOW),
        lambda: articles.validate(sources, person, one.number, now=NOW),
        lambda: articles.reject(sources, person, one.number, reason="no", now=NOW),
    ):
        assert refused(act).field in ("number", "person", "sources")
    assert curating.store.articles.all() == [one]


def test_whoever_wrote_it_does_not_vouch_for_it(curating: Plant) -> None:
    one = drafted(curating)
    sources = sources_of(curating)
    assert refused(lambda: articles.validate(sources, ENGINEER, one.number, now=NOW)).field
    edited = articles.edit(sources, LINE_ENGINEER, one.number, a_body(title="Waiting"), now=NOW)
    for author in (ENGINEER, LINE_ENGINEER):
        assert refused(lambda a=author: articles.validate(sources, a, one.number, now=NOW))
    after = articles.validate(sources, ADMIN, edited.number, now=NOW)
    assert (after.state, after.validated_at) == (ArticleState.VALIDATED, NOW)


def test_whose_correction_it_rests_on_edits_it_but_does_not_vouch_for_it(
    reviewing: Plant, say: Say
) -> None:
    said = say("Wait 7 min at drum 2.", by=LINE_ENGINEER)
    accept(reviewing.store, ENGINEER, said.number, reason="seen", vouched=Vouched(), now=NOW)
    source = Source("F1", SourceKind.CORRECTION, str(said.number), "")
    body = a_body(source, answer=(Statement("Wait 7 min at drum 2.", ("F1",)),), reason_why=None)
    one = drafted(reviewing, body)
    sources = sources_of(reviewing)
    assert one.body.audience == frozenset({"line-4", "engineering"})
    assert refused(lambda: articles.validate(sources, LINE_ENGINEER, one.number, now=NOW))
    assert articles.validate(sources, ADMIN, one.number, now=NOW).published
    articles.edit(sources, LINE_ENGINEER, one.number, replace(body, title="Waiting"), now=NOW)
    roll_back(reviewing.store, ADMIN, said.number, reason="it was the belt", now=NOW)
    bad = refused(lambda: articles.validate(sources, ADMIN, one.number, now=NOW))
    assert f"C-{said.number}, which no longer holds" in str(bad)


def test_a_sentence_that_does_not_stand_in_its_source_is_refused_by_name(curating: Plant) -> None:
    wrong = a_body(answer=(Statement("Wait 9 min after cleaning the sensor.", ("S1",)),))
    bad = refused(lambda: drafted(curating, wrong))
    assert (bad.field, bad.value) == ("statement", "Wait 9 min after cleaning the sensor.")
    assert curating.store.articles.all() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " \u200b"}, "title"),
        ({"wordings": ()}, "wordings"),
        ({"wordings": tuple(f"how {n}?" for n in range(41))}, "wordings"),
        ({"wordings": ("x" * 1001,)}, "wordings"),
        ({"answer": ()}, "answer"),
        ({"answer": (Statement("Wait 5 min.", ()),)}, "statement"),
        ({"answer": (Statement("Wait 5 min.", ("S7",)),)}, "statement"),
        ({"sources": (passage(), passage())}, "sources"),
        ({"sources": (passage(label="one"),)}, "sources"),
        ({"sources": (passage("no such"),)}, "sources"),
        ({"sources": (Source("S1", SourceKind.CORRECTION, "9²", ""),)}, "sources"),
        ({"sources": (Source("S1", SourceKind.ARTICLE, "KB-9", ""),)}, "sources"),
        ({"sources": (Source("S1", SourceKind.REPLY, "made up", "Wait 5 min."),)}, "sources"),
        ({"sources": (replace(passage(), text="Wait 9 min."),)}, "sources"),
        ({"scope": ("not a path!",)}, "scope"),
        ({"owner": "nobody"}, "owner"),
        ({"audience": frozenset({"everyone"})}, "audience"),
        ({"audience": frozenset({"line-4", "moon"})}, "audience"),
        ({"supersedes": "SOP-114"}, "supersedes"),
    ],
)
def test_what_is_off_is_refused_by_its_field_and_nothing_is_kept(
    curating: Plant, changes: dict[str, object], field: str
) -> None:
    assert refused(lambda: drafted(curating, a_body(**changes))).field == field
    assert curating.store.articles.all() == []


def test_of_two_who_edit_the_same_version_the_second_is_told(curating: Plant) -> None:
    one = drafted(curating)
    sources = sources_of(curating)
    first = articles.edit(sources, ENGINEER, one.number, a_body(title="A"), version=1, now=NOW)
    bad = refused(
        lambda: articles.edit(sources, ADMIN, one.number, a_body(title="B"), version=1, now=NOW)
    )
    assert "a moment ago" in str(bad)
    assert curating.store.articles.get(one.number) == first


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wordings": ("How do I jumper the interlock?",)}, "wordings"),
        ({"title": "Lockout/tagout of the drive"}, "title"),
    ],
)
def test_what_is_not_for_chat_is_not_published(
    curating: Plant, changes: dict[str, object], field: str
) -> None:
    one = drafted(curating, a_body(**changes))
    sources = sources_of(curating)
    assert refused(lambda: articles.publish(sources, ENGINEER, one.number, now=NOW)).field == field
    assert refused(lambda: articles.validate(sources, ADMIN, one.number, now=NOW)).field == field
    fine = published(curating)
    bad = refused(lambda: articles.edit(sources, ADMIN, fine.number, a_body(**changes), now=NOW))
    assert bad.field == field


@pytest.mark.parametrize(
    "facts",
    [
        {"document_class": DocumentClass.CERTIFIED_TRAINING_ONLY},
        {"title": "Lockout/tagout of seasoning drum drives"},
    ],
)
def test_nothing_rests_on_text_that_is_shown_only_where_a_matter_is_routed(
    reviewing: Plant, facts: dict[str, object]
) -> None:
    with_sop(reviewing, **facts)
    one = drafted(reviewing)
    bad = refused(lambda: articles.publish(sources_of(reviewing), ADMIN, one.number, now=NOW))
    assert (bad.field, "SOP-114" in str(bad)) == ("sources", True)


def test_taking_an_article_away_says_why(curating: Plant) -> None:
    one = published(curating)
    for act in (articles.unpublish, articles.archive):
        bad = refused(lambda a=act: a(sources_of(curating), ADMIN, one.number, reason=" ", now=NOW))
        assert bad.field == "reason"
    away = articles.archive(sources_of(curating), ADMIN, one.number, reason="obsolete", now=NOW)
    assert (away.state, away.last.reason) == (ArticleState.ARCHIVED, "obsolete")
    bad = refused(lambda: articles.publish(sources_of(curating), ADMIN, one.number, now=NOW))
    assert "does not follow (put away)" in str(bad)
    back = articles.restore(sources_of(curating), ADMIN, one.number, now=NOW)
    assert back.state is ArticleState.WIP


def test_what_it_said_in_an_earlier_version_is_brought_back_as_a_new_one(curating: Plant) -> None:
    one = drafted(curating)
    sources = sources_of(curating)
    articles.edit(sources, ENGINEER, one.number, a_body(title="Waiting"), now=NOW)
    back = articles.restore(sources, ADMIN, one.number, version=1, now=NOW)
    assert (back.version, back.body) == (3, one.body)
    assert back.last.act is ArticleAct.EDITED
    for version in (None, 3, 7):
        assert refused(
            lambda v=version: articles.restore(sources, ADMIN, one.number, version=v, now=NOW)
        )


def test_merging_hands_the_questions_over_and_puts_one_away(curating: Plant) -> None:
    one = drafted(curating, a_body(wordings=("When may I start again?",)))
    other = validated(curating)
    sources = sources_of(curating)
    after = articles.merge(sources, ADMIN, one.number, into=other.number, reason="same", now=NOW)
    assert after.body.wordings[-1] == "When may I start again?"
    assert after.state is ArticleState.NOT_VALIDATED
    gone = curating.store.articles.get(one.number)
    assert gone is not None
    assert (gone.state, gone.last.reason) == (ArticleState.ARCHIVED, f"{other.number}: same")
    assert refused(
        lambda: articles.merge(
            sources, ADMIN, other.number, into=gone.number, reason="same", now=NOW
        )
    )


def test_a_new_revision_is_rechecked_by_finding_the_same_there(curating: Plant) -> None:
    one = validated(curating)
    new = revised(curating, "Read this first.\n\nWait 5 min after cleaning the sensor. Otherwise "
                  "the reading is 0.4 % too low, or worse.")  # fmt: skip
    sources = sources_of(curating)
    after = articles.recheck(sources, LINE_ENGINEER, one.number, reason="same", now=LATER)
    assert [(each.source_id, each.revision) for each in after.body.sources] == [(new, "D")]
    assert (after.version, after.state) == (2, ArticleState.VALIDATED)
    assert after.last.act is ArticleAct.RECHECKED


def test_a_sentence_that_the_new_revision_does_not_bear_is_named(curating: Plant) -> None:
    one = validated(curating)
    revised(
        curating, "Wait 9 min after cleaning the sensor. Otherwise the reading is 0.4 % too low."
    )
    sources = sources_of(curating)
    bad = refused(lambda: articles.recheck(sources, LINE_ENGINEER, one.number, now=LATER))
    assert bad.value == "Wait 5 min after cleaning the sensor."
    mended = replace(
        one.body, answer=(Statement("Wait 9 min after cleaning the sensor.", ("S1",)),)
    )
    after = articles.edit(sources, LINE_ENGINEER, one.number, mended, now=LATER)
    assert (after.body.sources[0].revision, after.state) == ("D", ArticleState.NOT_VALIDATED)


def test_what_rests_on_nothing_any_more_is_neither_rechecked_nor_published(curating: Plant) -> None:
    one = drafted(curating)
    curating.store.documents.forget(["SOP-114.md"])
    sources = sources_of(curating)
    bad = refused(lambda: articles.recheck(sources, ADMIN, one.number, now=NOW))
    assert "does not hold any more" in str(bad)
    bad = refused(lambda: articles.publish(sources, ADMIN, one.number, now=NOW))
    assert "SOP-114 rev C, which is no longer in force" in str(bad)


def test_whoever_wrote_it_does_not_recheck_what_somebody_else_vouched_for(curating: Plant) -> None:
    one = validated(curating)
    sources = sources_of(curating)
    assert articles.recheck(sources, ADMIN, one.number, now=LATER).state is ArticleState.VALIDATED
    said = sources.store.articles.get(one.number)
    assert said is not None
    assert articles.authors_of(said) == frozenset()


def test_an_overdue_review_is_due_again_in_a_year_or_on_the_day_that_is_said(
    curating: Plant,
) -> None:
    one = validated(curating)
    overdue = NOW + timedelta(days=400)
    sources = sources_of(curating)
    after = articles.recheck(sources, ADMIN, one.number, now=overdue)
    assert after.body.review_by == (overdue + timedelta(days=365)).date()
    day = (overdue + timedelta(days=30)).date()
    after = articles.recheck(sources, ADMIN, one.number, review_by=day, now=overdue)
    assert after.body.review_by == day


def test_nothing_is_published_that_nobody_may_see(curating: Plant) -> None:
    one = drafted(curating)
    curating.store.documents.set_audience("SOP-114", NOBODY)
    sources = sources_of(curating)
    bad = refused(lambda: articles.publish(sources, ENGINEER, one.number, now=NOW))
    assert bad.field == "number"  # nobody may see it, nor work on it


def test_what_an_expert_replied_is_taken_from_what_is_kept_and_they_do_not_vouch_for_it(
    curating: Plant,
) -> None:
    gap = curating.store.gaps.file(
        turn="t", same_as="s", text="How long?", asset=DRUM_2, missing=(), team="", at=NOW
    )
    reply = curating.store.experts.reply(
        ExpertReply(
            "k", gap, "How long?", DRUM_2, LINE_ENGINEER.id, "Wait 7 min, as Amara says.", NOW
        )
    )
    source = Source("E1", SourceKind.REPLY, str(reply.number), "")
    body = a_body(source, answer=(Statement("Wait 7 min.", ("E1",)),), reason_why=None)
    one = drafted(curating, body)
    (kept,) = one.body.sources
    assert kept.text.startswith("Wait 7 min, as ")
    assert "Amara" not in kept.text
    assert kept.audience == AUDIENCE
    sources = sources_of(curating)
    assert refused(lambda: articles.validate(sources, LINE_ENGINEER, one.number, now=NOW)).field
    assert articles.validate(sources, ADMIN, one.number, now=NOW).published


def test_a_source_that_no_sentence_cites_stays_where_it_comes_from(curating: Plant) -> None:
    origin = validated(curating)
    beside = Source("K1", SourceKind.ARTICLE, origin.number, "")
    one = drafted(curating, a_body(passage(), beside))
    assert [each.label for each in one.body.sources] == ["S1", "K1"]
    edited = articles.edit(sources_of(curating), ENGINEER, one.number, one.body, now=NOW)
    assert edited.body == one.body
