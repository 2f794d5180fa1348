"""An article in answers: who gets it, how it is told, and what becomes of it in old ones."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import articles
from bot.answering.records import reply_json
from bot.channels.terminal import TerminalChannel
from bot.messages import Reply
from knowledge.model import ClaimKind, DocumentClass, EvidenceKind, Statement, Status
from tests.curated_plant import (
    AUDIENCE,
    a_body,
    drafted,
    published,
    revised,
    sources_of,
    validated,
    with_sop,
)
from tests.reviewed_plant import ADMIN, LINE_ENGINEER, OTHER_LINE
from tests.small_plant import NOW, OPERATOR, STRANGER, Plant, advice

QUESTION = "How long do I wait after cleaning the sensor?"
ANSWER = "Wait 5 min after cleaning the sensor.\nOtherwise the reading is 0.4 % too low."

IN_OWN_WORDS = a_body(answer=(Statement("After cleaning the sensor wait 5 min.", ("S1",)),))


@pytest.fixture
def curating(reviewing: Plant) -> Plant:
    with_sop(reviewing)
    return reviewing


def told(plant: Plant, **by: object) -> Reply:
    return plant.ask(QUESTION, **by)  # type: ignore[arg-type]


def shown(plant: Plant, reply: Reply) -> str:
    """Return a reply as the terminal shows it again."""
    turn = plant.store.conversations.get(reply.question_id)
    assert turn is not None
    kept = plant.assistant.kept(turn, reader=OPERATOR)
    return TerminalChannel(width=200, more=True).render(kept)


def test_an_article_is_quoted_under_its_own_label_with_who_vouches_for_it(curating: Plant) -> None:
    validated(curating)
    answer = told(curating).answer
    assert answer.status is Status.ANSWERED
    quoted = [each for each in answer.claims if each.citations == ("K1",)]
    assert [(each.text, each.kind, each.quote) for each in quoted] == [
        (ANSWER, ClaimKind.ARTICLE, True)
    ]
    (evidence,) = (each for each in answer.evidence if each.label == "K1")
    assert (evidence.kind, evidence.document, evidence.revision) == (
        EvidenceKind.ARTICLE, "KB-1", "1",
    )  # fmt: skip
    assert "How long" not in evidence.text
    assert evidence.controlled


def test_its_age_is_that_of_the_vouching_and_it_says_when_nobody_vouches(curating: Plant) -> None:
    one = published(curating)
    reply = told(curating)
    assert "KB-1 version 1, not validated" in shown(curating, reply)
    articles.validate(sources_of(curating), LINE_ENGINEER, one.number, now=NOW)
    text = TerminalChannel(width=200, more=True).render(told(curating))
    assert "not validated" not in text
    assert "KB-1 version 1 “How long to wait after cleaning”, validated 0 s ago" in text


def test_the_contract_tells_kind_standing_and_flag(curating: Plant) -> None:
    published(curating)
    record = reply_json(told(curating))
    evidence = record["evidence"]
    assert isinstance(evidence, list)
    (one,) = (each for each in evidence if each["label"] == "K1")
    assert (one["kind"], one["document"], one["controlled"], one["flagged"]) == (
        "article", "KB-1", False, "",
    )  # fmt: skip
    assert one["place"] == "KB-1 version 1, not validated"


def test_nobody_is_told_of_an_article_who_may_not_see_its_sources(curating: Plant) -> None:
    validated(curating)
    assert all(
        each.kind is not EvidenceKind.ARTICLE
        for each in told(curating, by=OTHER_LINE).answer.evidence
    )


def test_a_new_revision_is_said_at_once_and_in_old_answers_until_it_is_rechecked(
    curating: Plant,
) -> None:
    one = validated(curating)
    before = told(curating)
    assert "rev D" not in shown(curating, before)
    revised(curating)
    flag = "KB-1 version 1, built on SOP-114 rev C, which rev D replaced"
    assert flag in TerminalChannel(width=200, more=True).render(told(curating))
    assert flag in shown(curating, before)
    assert articles.keep_up(curating.store, now=NOW) == 1
    assert articles.keep_up(curating.store, now=NOW) == 0
    flagged = curating.store.articles.get(one.number)
    assert flagged is not None
    assert flagged.flagged == "built on SOP-114 rev C, which rev D replaced"
    articles.recheck(sources_of(curating), ADMIN, one.number, now=NOW)
    text = TerminalChannel(width=200, more=True).render(told(curating))
    assert "KB-1 version 2 “" in text
    assert "rev C, which" not in text
    assert "KB-1 version 1, version 2 holds now" in shown(curating, before)


def test_an_overdue_review_is_said_and_the_article_is_told_still(curating: Plant) -> None:
    validated(curating)
    later = NOW + timedelta(days=366)
    assert articles.keep_up(curating.store, now=later) == 1
    (line,) = curating.store.articles.lines()
    assert line.flagged == "its review was due on 2027-11-20"
    found = curating.assistant.aside(OPERATOR, QUESTION, now=later)
    (evidence,) = (each for each in found.evidence if each.label == "K1")
    assert evidence.flagged == "its review was due on 2027-11-20"


def test_unpublished_it_is_gone_from_new_answers_and_from_old_ones(curating: Plant) -> None:
    one = validated(curating)
    before = told(curating)
    assert ANSWER.splitlines()[1] in shown(curating, before)
    articles.unpublish(sources_of(curating), ADMIN, one.number, reason="wrong", now=NOW)
    assert all(each.label != "K1" for each in told(curating).answer.evidence)
    again = shown(curating, before)
    assert "[K1]" not in again
    assert "Article KB-1, on which this rested, was withdrawn on 2026-11-20." in again


def test_merged_into_another_it_says_where_to_look(curating: Plant) -> None:
    one, other = validated(curating), drafted(curating)
    before = told(curating)
    sources = sources_of(curating)
    articles.merge(sources, ADMIN, one.number, into=other.number, reason="same", now=NOW)
    assert "KB-1, on which this rested, was withdrawn on 2026-11-20: see KB-2." in shown(
        curating, before
    )


def test_of_an_article_that_was_never_for_its_reader_nothing_is_said(curating: Plant) -> None:
    one = validated(curating)
    before = told(curating)
    articles.unpublish(sources_of(curating), ADMIN, one.number, reason="wrong", now=NOW)
    again = curating.assistant.told(before.question_id, reader=STRANGER)
    assert again is not None
    text = TerminalChannel(width=200, more=True).render(again)
    assert "KB-1" not in text
    assert "not shown" in text


def test_for_fewer_people_from_the_moment_its_source_is(curating: Plant) -> None:
    validated(curating)
    before = told(curating)
    curating.store.documents.set_audience("SOP-114", AUDIENCE - {"line-4"})
    assert "KB-1" not in shown(curating, before)
    curating.store.documents.set_audience("SOP-114", frozenset())
    assert articles.keep_up(curating.store, now=NOW) == 1
    (line,) = curating.store.articles.lines()
    assert (line.state, line.audience) == ("wip", frozenset())


def test_an_article_is_found_by_its_number(curating: Plant) -> None:
    validated(curating)
    answer = curating.ask("kb-1").answer
    assert [each.document for each in answer.evidence] == ["KB-1"]


def test_procedures_do_not_hide_what_nobody_vouches_for_yet(curating: Plant) -> None:
    for number in ("SOP-120", "SOP-121"):
        with_sop(curating, f"Wait after cleaning the sensor, says {number}.", number=number)
    published(curating)
    cited = [each.document for each in told(curating).answer.evidence]
    assert (len(cited), cited[-1]) == (3, "KB-1")


def test_what_stands_word_for_word_in_the_procedure_beside_it_is_not_told_twice(
    curating: Plant,
) -> None:
    published(curating)
    procedure, article, *_ = told(curating).answer.claims
    assert (procedure.kind, procedure.detail) == (ClaimKind.PROCEDURE, False)
    assert (article.kind, article.detail) == (ClaimKind.ARTICLE, True)


def test_what_is_to_be_done_is_led_in_by_what_is_quoted_first(curating: Plant) -> None:
    published(curating)
    curating.shelf.hits[:] = [
        replace(each, similarity=0.9) if each.revision.is_article else each
        for each in curating.shelf.hits
    ]
    curating.issue(advice(1))
    lead, quoted, *_ = (
        each
        for each in curating.ask("how do I do it?", decision_id="R-2026-000001").answer.claims
        if each.kind is not ClaimKind.CONFLICT
    )
    assert "The procedure says:" in lead.text
    assert quoted.kind is ClaimKind.PROCEDURE


def test_what_it_says_in_its_own_words_stands_beside_the_procedure(curating: Plant) -> None:
    published(curating, IN_OWN_WORDS)
    article = next(c for c in told(curating).answer.claims if c.kind is ClaimKind.ARTICLE)
    assert not article.detail


def test_what_changed_under_it_puts_the_procedure_of_today_first(curating: Plant) -> None:
    validated(curating, IN_OWN_WORDS)
    curating.shelf.hits[:] = [
        replace(each, similarity=0.9) if each.revision.is_article else each
        for each in curating.shelf.hits
    ]
    assert told(curating).answer.claims[0].citations == ("K1",)
    revised(curating, label="D")
    first, *_ = told(curating).answer.evidence
    assert first.document == "SOP-114"


def test_what_is_only_for_certified_people_by_now_is_told_no_more(curating: Plant) -> None:
    one = validated(curating)
    revised(curating, document_class=DocumentClass.CERTIFIED_TRAINING_ONLY)
    assert all(each.kind is not EvidenceKind.ARTICLE for each in told(curating).answer.evidence)
    assert articles.keep_up(curating.store, now=NOW) == 1
    gone = curating.store.articles.get(one.number)
    assert gone is not None
    assert (gone.published, gone.last.reason) == (
        False,
        "built on SOP-114 rev D, which is only for people with certified training",
    )
