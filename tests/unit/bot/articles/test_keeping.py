"""What happens to articles by itself: once, as a step that says why, and in time."""

from datetime import timedelta

import pytest

from bot import articles
from bot.corrections import Vouched, accept, roll_back
from knowledge.hazards import Hazards
from knowledge.model import (
    ArticleAct,
    ArticleState,
    Glossary,
    Happening,
    Hazard,
    Source,
    SourceKind,
    Statement,
    Term,
)
from tests.curated_plant import a_body, drafted, published, sources_of, validated, with_sop
from tests.reviewed_plant import ADMIN, ENGINEER, LINE_ENGINEER, Say
from tests.small_plant import NOW, Plant


@pytest.fixture
def curating(reviewing: Plant) -> Plant:
    with_sop(reviewing)
    return reviewing


def test_where_nothing_changed_nothing_happens(curating: Plant) -> None:
    validated(curating)
    published(curating)
    drafted(curating)
    assert articles.keep_up(curating.store, now=NOW) == 0


def test_a_source_that_is_withdrawn_flags_what_is_published(curating: Plant) -> None:
    for one in (validated(curating), published(curating), drafted(curating)):
        assert not one.flagged
    curating.store.documents.forget(["SOP-114.md"])
    assert articles.keep_up(curating.store, now=NOW) == 2
    flags = [line.flagged for line in curating.store.articles.lines()]
    told = "built on SOP-114 rev C, which is no longer in force"
    assert sorted(flags) == ["", told, told]


def test_a_correction_that_is_taken_back_flags_what_rests_on_it(reviewing: Plant, say: Say) -> None:
    said = say("Wait 7 min at drum 2.")
    accept(reviewing.store, ENGINEER, said.number, reason="seen", vouched=Vouched(), now=NOW)
    source = Source("F1", SourceKind.CORRECTION, str(said.number), "")
    statement = Statement("Wait 7 min at drum 2.", ("F1",))
    one = validated(reviewing, a_body(source, answer=(statement,), reason_why=None))
    roll_back(reviewing.store, ADMIN, said.number, reason="it was the belt", now=NOW)
    assert articles.keep_up(reviewing.store, now=NOW) == 1
    flagged = reviewing.store.articles.get(one.number)
    assert flagged is not None
    assert flagged.flagged == f"built on correction C-{said.number}, which no longer holds"
    assert (flagged.last.act, flagged.last.by) == (ArticleAct.FLAGGED, "")


def test_an_article_that_another_rests_on_flags_it_when_it_goes(curating: Plant) -> None:
    base = validated(curating)
    source = Source("K1", SourceKind.ARTICLE, base.number, "")
    said = Statement("Wait 5 min after cleaning the sensor.", ("K1",))
    validated(curating, a_body(source, answer=(said,), reason_why=None))
    articles.unpublish(sources_of(curating), ADMIN, base.number, reason="wrong", now=NOW)
    assert articles.keep_up(curating.store, now=NOW) == 1
    (line,) = (each for each in curating.store.articles.lines() if each.number == "KB-2")
    assert line.flagged == "built on KB-1 rev 1, which is no longer in force"


def test_what_somebody_does_first_is_theirs(curating: Plant) -> None:
    one = validated(curating)
    curating.store.documents.forget(["SOP-114.md"])
    articles.unpublish(sources_of(curating), LINE_ENGINEER, one.number, reason="old", now=NOW)
    assert articles.keep_up(curating.store, now=NOW) == 0


def test_it_is_looked_for_by_a_job(curating: Plant) -> None:
    validated(curating)
    job = articles.flagging(curating.store, zone=NOW.tzinfo)  # type: ignore[arg-type]
    job.work(Happening("articles.flag", "k", NOW + timedelta(days=400)))
    (line,) = curating.store.articles.lines()
    assert (line.state, bool(line.flagged)) == (ArticleState.VALIDATED, True)


def test_what_the_plants_own_words_call_a_hazard_by_now_is_taken_out_of_answers(
    curating: Plant,
) -> None:
    one = validated(curating)
    hazards = Hazards.of(Glossary((Term("cleaning the sensor", hazard=Hazard.HOT_WORK),)))
    assert articles.keep_up(curating.store, now=NOW) == 0
    assert articles.keep_up(curating.store, now=NOW, hazards=hazards) == 1
    gone = curating.store.articles.get(one.number)
    assert gone is not None
    assert gone.state is ArticleState.WIP
    assert gone.last.reason == "hot work, with sparks, flames or heat is not answered from chat"
