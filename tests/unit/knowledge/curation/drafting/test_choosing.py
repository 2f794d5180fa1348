"""A draft rests on what is agreed on, within what those who asked may see."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.drafting.choosing import choice_of, common_prefix, covers
from knowledge.curation.drafting.material import Ground, Lacking, NoteKind, everyone_of
from knowledge.model import EVERYONE, NOBODY, shared_audience, wider
from tests.drafting import (
    BOTH,
    HALL,
    LINE_4,
    material,
    passage,
    said,
)


def sections(grounds: tuple[Ground, ...]) -> list[str]:
    return [each.source.section or each.source.source_id for each in grounds]


def kinds(notes: tuple[object, ...]) -> set[object]:
    return {each.kind for each in notes}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("people", "moves"), [(1, False), (2, False), (3, True), (8, True)])
def test_one_confirms_nothing_for_others_two_move_ties_three_move_freely(
    people: int, moves: bool
) -> None:
    near, confirmed = passage(section="1", people=0, near=0.6), passage(section="2", people=people)
    first = sections(choice_of(material(near, replace(confirmed, near=0.5))).grounds)[0]
    assert (first == "2") == moves
    tied = sections(choice_of(material(near, replace(confirmed, near=0.6))).grounds)[0]
    assert (tied == "2") == (people > 1)


def test_passage_that_nobody_confirmed_must_be_near() -> None:
    far = material(passage(people=0, near=0.3))
    assert choice_of(far).lacking is Lacking.NOTHING
    assert choice_of(material(passage(people=0, near=0.6))).lacking is None
    assert choice_of(material()).lacking is Lacking.NOTHING


def test_one_persons_outlier_does_not_stand_beside_what_many_confirmed() -> None:
    choice = choice_of(material(passage(section="1", people=9), passage(section="2", people=1)))
    assert sections(choice.grounds) == ["1"]


def test_what_is_not_answered_from_chat_is_no_draft_but_a_link() -> None:
    choice = choice_of(material(passage(hazardous=True)))
    assert choice.lacking is Lacking.ROUTED
    assert [each.document for each in choice.links] == ["SOP-114"]
    assert choice_of(material(passage(), routed=0.5)).lacking is Lacking.ROUTED


def test_hazardous_text_nearly_as_near_as_the_best_routes() -> None:
    beside = passage(section="9", people=0, near=0.58, hazardous=True)
    assert choice_of(material(passage(near=0.6), beside)).lacking is Lacking.ROUTED


def test_hazardous_correction_is_left_out_and_routes_nothing() -> None:
    choice = choice_of(material(passage(), said("Open the guard.", hazardous=True)))
    assert sections(choice.grounds) == ["6.2"]


def test_overdue_documents_bear_no_draft() -> None:
    late = passage(review_due=date(2026, 1, 1))
    assert choice_of(material(late)).lacking is Lacking.OVERDUE
    beside = choice_of(material(passage(section="7"), late))
    assert sections(beside.grounds) == ["7"]
    assert NoteKind.OVERDUE in kinds(beside.notes)


def test_source_that_would_take_it_from_an_asking_team_is_left_out() -> None:
    narrow = passage(section="9", people=1, audience=frozenset({"line-4", "engineering"}))
    choice = choice_of(material(passage(), narrow))
    assert sections(choice.grounds) == ["6.2"]
    assert choice.audience == BOTH
    assert NoteKind.UNSEEN in kinds(choice.notes)


def test_nobody_may_see_it_is_said_and_never_an_empty_audience() -> None:
    assert choice_of(material(passage(audience=NOBODY))).lacking is Lacking.UNSEEN
    others = passage(audience=frozenset({"packaging"}))
    assert choice_of(material(others)).lacking is Lacking.UNSEEN


def test_what_holds_for_less_than_was_asked_about_is_left_out() -> None:
    special = passage(section="3.1", number="SOP-118", scope=(LINE_4,), people=5)
    choice = choice_of(material(special, passage()))
    assert sections(choice.grounds) == ["6.2"]
    assert NoteKind.ELSEWHERE in kinds(choice.notes)
    unnamed = choice_of(material(special, passage(), assets=()))
    assert sections(unnamed.grounds) == ["6.2"]


def test_it_narrows_the_draft_when_most_asked_there() -> None:
    special = passage(section="3.1", number="SOP-118", scope=(LINE_4,), people=5)
    asked = (f"{LINE_4}/drum-1", f"{LINE_4}/drum-2", HALL)
    choice = choice_of(material(special, passage(people=4), assets=asked))
    assert sections(choice.grounds) == ["3.1", "6.2"]
    assert choice.scope == (LINE_4,)
    assert NoteKind.NARROWED in kinds(choice.notes)


def test_pages_about_the_document_itself_are_no_ground() -> None:
    history = passage(headings=("11 History of revisions",), people=9)
    assert choice_of(material(history)).lacking is Lacking.NOTHING


@pytest.mark.parametrize(
    ("assets", "prefix"),
    [
        ((), ""),
        (("a/b/c", "a/b/d"), "a/b"),
        (("a/b", "a/b/d"), "a/b"),
        (("a", "b"), ""),
        (("a/line-1", "a/line-12"), "a"),
    ],
)
def test_common_prefix_is_by_parts(assets: tuple[str, ...], prefix: str) -> None:
    assert common_prefix(assets) == prefix


def test_scope_of_nothing_is_all_equipment() -> None:
    assert covers((), ("a",))
    assert not covers(("a",), ())
    assert covers(("a",), ("a/b",))
    assert not covers(("a/b",), ("a",))


TEAMS = st.frozensets(st.sampled_from(["line-3", "line-4", "engineering", "everyone"]))


@given(st.lists(st.tuples(TEAMS, st.integers(0, 5), st.booleans()), max_size=6))
def test_audience_is_never_wider_than_any_source_nor_empty(
    given: list[tuple[frozenset[str], int, bool]],
) -> None:
    grounds = [
        replace(
            passage(audience=EVERYONE if "everyone" in teams else teams, section=str(number)),
            people=people,
            scope=(LINE_4,) if special else (HALL,),
        )
        for number, (teams, people, special) in enumerate(given)
    ]
    choice = choice_of(material(*grounds))
    if choice.lacking is not None:
        assert not choice.grounds
        return
    shared = shared_audience(each.source.audience for each in choice.grounds)
    assert not wider(choice.audience, shared)
    assert everyone_of(frozenset({"line-3", "line-4"}), choice.audience)
    assert all(covers(each.scope, choice.scope) for each in choice.grounds)
