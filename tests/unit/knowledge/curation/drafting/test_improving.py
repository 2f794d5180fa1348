"""A better version adds; it changes nothing, contradicts nothing and takes nobody's sight away."""

from dataclasses import replace

from knowledge.curation.drafting.checking import faults
from knowledge.curation.drafting.composing import draft
from knowledge.curation.drafting.improving import improved, nearest
from knowledge.curation.drafting.material import Drafted, Ground
from knowledge.model import Article, ArticleState, Body, Statement
from tests.drafting import DIRECTORY, LINE_3, LINE_4, alike, material, passage, said


def body_of(*grounds: Ground, **facts: object) -> Body:
    found = draft(
        material(*grounds, **facts),
        alike=alike,
        hazardous=lambda _text: False,
        directory=DIRECTORY,
    )
    assert isinstance(found, Drafted)
    return found.body


def article(body: Body, number: int = 1, state: ArticleState = ArticleState.WIP) -> Article:
    return Article(f"KB-{number}", state, 1, body, ())


KNOWN = body_of(passage("Reduce the drum speed in steps of 4 rpm."))
NEW = "With fine lots reduce the drum speed first."


def test_same_question_is_one_article() -> None:
    assert nearest(KNOWN, [article(KNOWN)], alike=alike) == article(KNOWN)
    asked_otherwise = replace(KNOWN, title="When is the boiler blown down?", wordings=())
    assert nearest(asked_otherwise, [article(KNOWN)], alike=alike) is None


def test_the_other_end_of_a_thing_other_equipment_and_what_is_put_away_are_not_it() -> None:
    raised = replace(KNOWN, title="How do I raise the drum speed?")
    assert nearest(raised, [article(KNOWN)], alike=alike) is None
    there, here = replace(KNOWN, scope=(LINE_3,)), replace(KNOWN, scope=(LINE_4,))
    assert nearest(here, [article(there)], alike=alike) is None
    assert nearest(KNOWN, [article(KNOWN, state=ArticleState.ARCHIVED)], alike=alike) is None


def test_new_statements_and_wordings_are_added_under_labels_of_their_own() -> None:
    drafted = body_of(
        passage("Reduce the drum speed in steps of 4 rpm."),
        said(NEW),
        wordings=("Is the drum speed reduced first with fine lots?",),
    )
    better = improved(KNOWN, drafted, alike=alike)
    assert better is not None
    assert better.answer == (*KNOWN.answer, Statement(NEW, ("F1",)))
    assert better.wordings[: len(KNOWN.wordings)] == KNOWN.wordings
    assert len(better.wordings) == len(KNOWN.wordings) + 1
    assert [each.label for each in better.sources] == ["S1", "F1"]
    assert (better.title, better.audience, better.scope) == (
        KNOWN.title,
        KNOWN.audience,
        KNOWN.scope,
    )
    assert faults(better) == ()


def test_nothing_new_is_no_better_version() -> None:
    assert improved(KNOWN, KNOWN, alike=alike) is None


def test_what_says_otherwise_is_not_added() -> None:
    drafted = body_of(passage("Reduce the drum speed in steps of 8 rpm.", section="9"))
    assert improved(KNOWN, drafted, alike=alike) is None


def test_source_that_not_all_readers_see_adds_nothing() -> None:
    narrow = body_of(said(NEW, audience=frozenset({"line-4"})), teams=frozenset({"line-4"}))
    better = improved(KNOWN, narrow, alike=alike)
    assert better is None


def test_two_sources_of_one_label_are_told_apart() -> None:
    other = body_of(passage("The drum speed is reduced at the panel.", section="7"))
    assert other.sources[0].label == "S1"
    better = improved(KNOWN, other, alike=alike)
    assert better is not None
    assert [each.label for each in better.sources] == ["S1", "S2"]
    assert better.answer[-1].citations == ("S2",)
    assert faults(better) == ()


def test_steps_are_not_put_behind_other_steps() -> None:
    known = body_of(passage("Reduce the drum speed:\n\n1. Reduce the drum speed.\n2. Wait."))
    other = body_of(passage("1. Reduce the drum speed slowly.\n2. Look at the drum.", section="7"))
    assert improved(known, other, alike=alike) is None
