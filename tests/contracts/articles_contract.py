"""What a store promises about articles; part of the contract in ``test_store``."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

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
    DocumentClass,
    NotNow,
    Source,
    SourceKind,
    Statement,
)
from knowledge.store import Move, NewArticle, Store
from tests.contracts.corrections_contract import correction
from tests.contracts.store_samples import NOW, ON_ONE_STORE, put, revision

LATER = NOW + timedelta(days=1)
TEAM = frozenset({"line-4"})
BOTH = frozenset({"line-4", "quality"})


def source(label: str = "S1", audience: Audience = BOTH, **changes: Any) -> Source:
    facts: dict[str, Any] = {
        "kind": SourceKind.PASSAGE,
        "source_id": "SOP-114-C#0",
        "text": "Wait 5 min.",
        "document": "SOP-114",
        "revision": "C",
        "section": "6.2",
        **changes,
    }
    return Source(label, audience=audience, **facts)


def body(*sources: Source, **changes: Any) -> Body:
    facts: dict[str, Any] = {
        "title": "How long to wait",
        "wordings": ("how long do I wait?", "wie lange warten?"),
        "answer": (Statement("Wait 5 min.", ("S1",)),),
        "key_point": Statement("Not 4 min: 5 min.", ("S1",)),
        "sources": sources or (source(),),
        "scope": ("northfield/snacks",),
        "conditions": "new lots",
        "owner": "quality",
        "audience": BOTH,
        "review_by": date(2027, 5, 1),
        **changes,
    }
    return Body(**facts)


def took(article: Article, act: ArticleAct, reason: str = "", **more: Any) -> ArticleStep:
    return ArticleStep(act, LATER, more.get("version", article.version), "p-9", reason)


def stepped(store: Store, one: Article, *acts: ArticleAct) -> Article:
    for act in acts:
        after = store.articles.step(one, took(one, act, "so it is"))
        assert after is not None
        one = after
    return one


def edited(store: Store, one: Article, **changes: Any) -> Article:
    new = replace(one.body, **changes)
    after = store.articles.step(one, took(one, ArticleAct.EDITED, version=one.version + 1), new)
    assert after is not None
    return after


def an_sop(store: Store, audience: Audience = BOTH, label: str = "C") -> None:
    put(store, revision(label, audience=audience), "Wait 5 min.")


def shown_to(store: Store, number: str) -> Audience | None:
    """Return who may see what documents hold of the article, or None."""
    found = store.documents.revision_of(number, on=LATER.date())
    return None if found is None else found.audience


class ArticlesContract:
    """Articles, their versions and steps, and what documents hold of them."""

    def test_what_was_withdrawn_lately_is_known_with_its_step(self, store: Store) -> None:
        put(store, revision(audience=BOTH))
        one = store.articles.add(body(), at=NOW, by="p-1")
        for number, act in enumerate((ArticleAct.PUBLISHED, ArticleAct.UNPUBLISHED), 1):
            step = ArticleStep(act, NOW + timedelta(hours=number), 1, "p-1", "why")
            kept = store.articles.step(one, step)
            assert kept is not None
            one = kept
        ((number, place),) = store.articles.withdrawn(since=NOW)
        assert (number, one.steps[place].act) == (one.number, ArticleAct.UNPUBLISHED)
        assert store.articles.withdrawn(since=LATER) == []

    def test_an_article_comes_back_exactly(self, store: Store) -> None:
        kept = store.articles.add(
            body(), at=NOW, by="p-1", reason="asked 14 times", topic=2**40, finder="p-3"
        )
        assert (kept.number, kept.state, kept.version) == ("KB-1", ArticleState.WIP, 1)
        assert (kept.body, kept.topic, kept.finder) == (body(), 2**40, "p-3")
        assert kept.steps == (ArticleStep(ArticleAct.DRAFTED, NOW, 1, "p-1", "asked 14 times"),)
        assert store.articles.get("kb-1") == kept
        assert store.articles.of_topic(2**40) == [kept]
        assert [store.articles.get(each) for each in ("KB-2", "SOP-1", "", "KB-" + "9" * 30)] == [
            None
        ] * 4

    def test_nothing_that_it_ever_said_is_lost(self, store: Store) -> None:
        one = stepped(store, store.articles.add(body(), at=NOW), ArticleAct.VALIDATED)
        two = edited(store, one, title="How long to wait at the drum")
        assert (two.version, two.state) == (2, ArticleState.NOT_VALIDATED)
        assert [each.act for each in two.steps] == ["drafted", "validated", "edited"]
        assert store.articles.versions("KB-1") == {1: one.body, 2: two.body}

    def test_of_two_who_decide_on_the_same_the_first_one_has_decided(self, store: Store) -> None:
        one = store.articles.add(body(), at=NOW)
        first = stepped(store, one, ArticleAct.VALIDATED)
        assert store.articles.step(one, took(one, ArticleAct.REJECTED, "no")) is None
        assert store.articles.step(one, took(one, ArticleAct.EDITED, version=2), body()) is None
        assert store.articles.get("KB-1") == first
        assert set(store.articles.versions("KB-1")) == {1}

    def test_a_step_that_cannot_follow_changes_nothing(self, store: Store) -> None:
        one = store.articles.add(body(), at=NOW)
        with pytest.raises(NotNow):
            store.articles.step(one, took(one, ArticleAct.UNPUBLISHED, "wrong"))
        with pytest.raises(NotNow, match="audience"):
            store.articles.add(body(source(audience=TEAM)), at=NOW)
        assert store.articles.all() == [one]

    def test_several_are_taken_all_or_none(self, store: Store) -> None:
        one, other = (store.articles.add(body(), at=NOW) for _ in range(2))
        moved = stepped(store, other, ArticleAct.VALIDATED)
        moves = [Move(each, took(each, ArticleAct.VALIDATED)) for each in (one, other)]
        assert store.articles.append(moves, [NewArticle(body(), NOW)]) is None
        taken = NewArticle(body(), NOW, number="KB-2")
        with pytest.raises(NotNow, match="KB-2"):
            store.articles.append(moves[:1], [taken])
        assert store.articles.all() == [one, moved]
        edit = took(one, ArticleAct.EDITED, version=2)
        kept = store.articles.append(
            [
                Move(one, edit, body(title="T")),
                Move(one, took(one, ArticleAct.VALIDATED, version=2)),
            ],
            [NewArticle(body(), NOW, number="KB-7"), NewArticle(body(), NOW)],
        )
        assert kept is not None
        assert [each.number for each in kept] == ["KB-1", "KB-7", "KB-8"]
        assert (kept[0].version, kept[0].state) == (2, ArticleState.VALIDATED)

    def test_a_number_that_a_document_of_the_plant_has_is_not_given_out(self, store: Store) -> None:
        put(store, revision(number="KB-1"), "text")
        assert store.articles.add(body(), at=NOW).number == "KB-2"

    def test_documents_hold_an_article_exactly_while_it_is_published(self, store: Store) -> None:
        one = store.articles.add(body(), at=NOW)
        assert shown_to(store, "KB-1") is None
        one = stepped(store, one, ArticleAct.PUBLISHED)
        held = store.documents.revision_of("kb-1", on=LATER.date())
        assert held is not None
        assert (held.revision, held.audience, held.scope) == ("1", BOTH, ("northfield/snacks",))
        assert (held.document_class, held.controlled) == (DocumentClass.ARTICLE, False)
        (entry,) = store.documents.indexable()
        assert entry.text.splitlines() == [
            "How long to wait", "how long do I wait?", "wie lange warten?",
            "Wait 5 min.", "Not 4 min: 5 min.",
        ]  # fmt: skip
        one = stepped(store, one, ArticleAct.VALIDATED)
        held = store.documents.revision_of("KB-1", on=LATER.date())
        assert held is not None
        assert held.controlled
        one = edited(store, one, title="T")
        old, new = (entry.passage_id, next(store.documents.indexable()).passage_id)
        assert old != new
        assert store.documents.passage(old) is not None
        gone = stepped(store, one, ArticleAct.UNPUBLISHED)
        assert [store.documents.passage(each) for each in (old, new)] == [None, None]
        assert store.documents.audiences([old, new]) == {}
        assert store.articles.audiences(["KB-1"]) == {}
        assert list(store.documents.indexable()) == []
        stepped(store, gone, ArticleAct.PUBLISHED)
        assert store.documents.passage(old) is None
        assert store.documents.passage(new) is not None
        assert store.articles.audiences(["KB-1", "KB-2"]) == {"KB-1": BOTH}

    def test_it_is_seen_by_no_more_than_its_sources_of_today(self, store: Store) -> None:
        an_sop(store)
        one = stepped(store, store.articles.add(body(), at=NOW), ArticleAct.VALIDATED)
        assert (one.audience, shown_to(store, "KB-1")) == (BOTH, BOTH)
        assert store.documents.set_audience("SOP-114", TEAM) == 1
        assert shown_to(store, "KB-1") == TEAM
        narrowed = store.articles.get("KB-1")
        assert narrowed is not None
        assert (narrowed.audience, narrowed.body.audience) == (TEAM, BOTH)
        assert store.articles.audiences(["KB-1"]) == {"KB-1": TEAM}
        store.documents.set_audience("SOP-114", NOBODY)
        assert shown_to(store, "KB-1") == NOBODY
        assert list(store.documents.indexable()) == []
        store.documents.set_audience("SOP-114", EVERYONE)
        assert shown_to(store, "KB-1") == BOTH

    def test_a_new_revision_for_fewer_takes_it_from_the_others_at_once(self, store: Store) -> None:
        an_sop(store)
        one = stepped(store, store.articles.add(body(), at=NOW), ArticleAct.PUBLISHED)
        about = source("K1", kind=SourceKind.ARTICLE, source_id="KB-1", document="KB-1")
        on_it = store.articles.add(body(about, audience=BOTH), at=NOW)
        stepped(store, on_it, ArticleAct.PUBLISHED)
        an_sop(store, TEAM, "D")
        assert [shown_to(store, each) for each in ("KB-1", "KB-2")] == [TEAM, TEAM]
        unflagged = stepped(store, replace(one, audience=TEAM), ArticleAct.RECHECKED)
        assert unflagged.audience == TEAM

    def test_what_a_correction_rests_on_counts_too(self, store: Store) -> None:
        an_sop(store, TEAM)
        said = store.corrections.record(correction())
        from_it = source(
            "F1", EVERYONE, kind=SourceKind.CORRECTION, source_id=str(said.number), document=""
        )
        one = store.articles.add(body(from_it, audience=EVERYONE), at=NOW)
        assert (one.body.audience, one.audience) == (EVERYONE, TEAM)

    def test_lines_tell_what_lists_show_the_last_changed_first(self, store: Store) -> None:
        one, other = (store.articles.add(body(title=each), at=NOW) for each in ("A", "B"))
        stepped(store, one, ArticleAct.VALIDATED, ArticleAct.FLAGGED)
        first, second = store.articles.lines()
        assert (first.number, first.title, first.flagged) == ("KB-1", "A", "so it is")
        assert (first.validated_at, first.review_by) == (LATER, date(2027, 5, 1))
        assert (second.number, second.state, second.validated_at) == (other.number, "wip", None)
        assert [each.number for each in store.articles.lines(["kb-2", "KB-9"])] == ["KB-2"]
        assert store.articles.lines([]) == []

    @ON_ONE_STORE
    @given(acts=st.lists(st.sampled_from(ArticleAct), max_size=8))
    def test_no_order_of_acts_loses_a_step_or_leaves_documents_behind(
        self, store: Store, acts: list[ArticleAct]
    ) -> None:
        one = store.articles.add(body(), at=NOW)
        for act in acts:
            new = body(title=act.value) if act is ArticleAct.EDITED else None
            step = took(one, act, "so it is", version=one.version + (new is not None))
            try:
                after = store.articles.step(one, step, new)
            except NotNow:
                after = one
            assert after == store.articles.get(one.number)
            assert after is not None
            assert after.steps[: len(one.steps)] == one.steps
            one = after
            assert (shown_to(store, one.number) is not None) == one.published
